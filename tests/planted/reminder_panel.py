"""A reminder of the keys."""

from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import Label
from lossstudio.ui.panels.panel import Panel


class ReminderPanel(Panel):
    """One sentence."""

    key, menu_name, shortcut = "reminder", "Reminder", "Alt+9"
    column = "right"
    when_low = "shares"

    def __init__(self, studio: Studio, look: Appearance) -> None:
        super().__init__(studio, look)
        self.text = Label(look, "Space plays.")
        self.body.addWidget(self.text)

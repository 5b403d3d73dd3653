"""The look and the stillness that the person wants, whatever scenes ask for: they are kept, and change no document."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lossstudio.picture.colors import with_runner_colors
from lossstudio.studio.commands.playback import set_gliding
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance, ThemeWish, chosen_theme
from lossstudio.ui.commands.actions import ThemeMenu
from lossstudio.ui.shell.settings import WindowSettings


class PersonsLook(QObject):
    """Dresses the application as the person, the system and the scene want it, in this order.

    Attributes
    ----------
    menu
        Shows what the person has chosen, and is where that is chosen.
    """

    def __init__(
        self, studio: Studio, appearance: Appearance, window_settings: WindowSettings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio, self._appearance, self._window_settings = studio, appearance, window_settings
        self.menu = ThemeMenu(window)
        self.menu.chosen.connect(self.want_theme)
        studio.scene_changed.connect(self.dress)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.dress)
        hints.accessibility().contrastPreferenceChanged.connect(self.dress)
        self.want_stillness(window_settings.still)

    def want_theme(self, wish: ThemeWish) -> None:
        """Wear another look from now on."""
        self._window_settings.theme = wish
        self.dress()

    def want_stillness(self, still: bool) -> None:
        """Let nothing move that needn't, or let it move again."""
        self._window_settings.still = self._appearance.still = still
        self._studio.apply(set_gliding(not still))

    def dress(self) -> None:
        """Wear the theme that is wanted, in which each runner has its own colour."""
        wish, scene = self._window_settings.theme, self._studio.document.scene
        self.menu.show_chosen(wish)
        theme = chosen_theme(wish, scene.view.theme)
        theme = with_runner_colors(theme, tuple(runner.color for runner in scene.recipe.runners))
        if theme is not self._appearance.theme:
            self._appearance.wear(theme)

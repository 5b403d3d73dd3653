"""What the panels share: a card that shows the Studio, and a button that unfolds its rarer rows."""

from typing import ClassVar, Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import ROW_GAP_PX, Card

ROUND = 8
"""While steps go by too fast to read, charts take turns: one a frame, each again after a round of frames."""


def due_for_redraw(studio: Studio, *turns: int) -> bool:
    """Say whether a chart whose turns these are in each round shall be drawn; at readable speeds it always shall."""
    flat_out = studio.playback.playing and not studio.playback.fraction and not studio.playback.phase
    return not flat_out or studio.frame % ROUND in turns


class Panel(Card):
    """A card that shows a part of the Studio, and says itself where it stands in the window.

    Parameters
    ----------
    studio
        What it shows, and whose commands it calls.
    title
        What its header says; the menu's name for it when nothing is said.

    Attributes
    ----------
    key
        Its word in code and in what is remembered; never changes.
    menu_name
        What menus and the palette call it.
    shortcut
        The keys that show and hide it; empty for none.
    column
        Where it stands, in the order of the table: settings are on the left, what they come to is on the right.
    when_low
        What becomes of it where height is dear: it stays, folds to its header, at once or only where the window is
        lower still, or, in the right column alone, shares one place with others by tabs, at once or only where the
        window is lower still, or hides.
    essential
        What of it has to be in sight without scrolling, whatever the size of the window; None where nothing has to.

    Signals
    -------
    asked_for
        The keyboard goes to something in it: it is to be seen, whatever tab lies over it.
    """

    asked_for = Signal()

    key: ClassVar[str]
    menu_name: ClassVar[str]
    shortcut: ClassVar[str] = ""
    column: ClassVar[Literal["left", "right"]]
    when_low: ClassVar[Literal["stays", "folds", "folds_last", "shares", "shares_last", "hides"]] = "stays"
    essential: QWidget | None = None

    def __init__(self, studio: Studio, appearance: Appearance, title: str = "") -> None:
        super().__init__(appearance, title or self.menu_name)
        self.studio, self.appearance = studio, appearance

    def do(self, command: str) -> None:
        """Do one of the window's commands, by its key."""
        action = self.window().findChild(QAction, command)
        if isinstance(action, QAction):
            action.trigger()


class More(QWidget):
    """The rarer rows of a panel, which stay away until they are asked for.

    Attributes
    ----------
    button
        What unfolds them; it stands beside the control that they belong to.

    Signals
    -------
    unfolded
        They were shown or put away.
    """

    unfolded = Signal()

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.button = IconButton(appearance, "ellipsis", name=name)
        self.button.setToolTip(name)
        self.button.setCheckable(True)
        self.button.setProperty("small", True)
        self.button.clicked.connect(self._follow)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        appearance.changed.connect(self._space)
        self._space()
        self.hide()

    def add(self, row: QWidget) -> None:
        """Take a row in."""
        self._column.addWidget(row)

    def offer(self, offered: bool) -> None:
        """Show the button, or put it and the rows away."""
        self.button.setVisible(offered)
        if not offered and self.button.isChecked():
            self.unfold(unfolded=False)
        self.setVisible(self.button.isChecked())

    def unfold(self, unfolded: bool) -> None:
        """Show the rows, or put them away."""
        self.button.setChecked(unfolded)
        self._follow()

    def _follow(self) -> None:
        self.setVisible(self.button.isChecked())
        self.unfolded.emit()

    def _space(self) -> None:
        self._column.setSpacing(self._appearance.px(ROW_GAP_PX))

"""The coach in small windows: a pill on the surface that opens the coach's card."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.controls.card import Card

WIDTH_PX = 340


class CoachPill:
    """Shows the pill where the coach has no card of its own, and the card when the pill is pressed."""

    def __init__(self, studio: Studio, appearance: Appearance, canvas: Canvas, card: Card) -> None:
        self._studio, self._appearance, self._canvas = studio, appearance, canvas
        self._popup = CardPopup(card, canvas)
        canvas.tools.pill.pressed.connect(self._toggle)
        canvas.pressed.connect(self._popup.put_away)
        studio.advice_changed.connect(self._say)
        self._say()

    def follow(self, *, small: bool) -> None:
        """Show the pill in small windows only."""
        if not small:
            self._popup.put_away()
        self._canvas.tools.pill.setVisible(small)
        self._canvas.tools.place()

    def _say(self) -> None:
        advice = self._studio.analysis.advice
        if advice is None:
            self._canvas.tools.pill.say("Hint", warning=False)
        else:
            self._canvas.tools.pill.say(advice.title, warning=advice.severity == "warning")
        self._canvas.tools.place()

    def _toggle(self) -> None:
        if self._popup.isVisible():
            self._popup.put_away()
        else:
            self._popup.open_above(self._canvas.tools.pill, self._appearance.px(WIDTH_PX), self._appearance.px(8))


class CardPopup(QWidget):
    """A card that comes up over the canvas, and hides when it is no longer wanted."""

    def __init__(self, card: Card, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._card, self._home = card, canvas
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open_above(self, pill: QWidget, width: int, gap: int) -> None:
        """Come up above the pill."""
        self._column.addWidget(self._card)
        self._card.show()
        wide = min(width, self._home.width() - 2 * gap)
        self.setFixedWidth(wide)
        self.adjustSize()
        corner = pill.geometry().topRight()
        self.move(corner.x() - wide + 1, max(gap, corner.y() - self.height() - gap))
        self.show()
        self.raise_()

    def put_away(self) -> None:
        """Let the card go."""
        self.hide()
        if self._column.indexOf(self._card) >= 0:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.setParent(self._home)

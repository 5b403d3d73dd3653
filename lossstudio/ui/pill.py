"""The coach in small windows: a pill on the surface that opens the coach's card."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.controls.card import Card
from lossstudio.ui.theme import Look

WIDTH_PX = 340


class CoachPill:
    """Shows the pill where the coach has no card of its own, and the card when the pill is pressed."""

    def __init__(self, studio: Studio, look: Look, canvas: Canvas, card: Card) -> None:
        self._studio, self._look, self._canvas = studio, look, canvas
        self._popup = CardPopup(card, canvas)
        canvas.pill.pressed.connect(self._open)
        studio.advice_changed.connect(self._say)
        self._say()

    def follow(self, *, small: bool) -> None:
        """Show the pill in small windows only."""
        if not small:
            self._popup.close()
        self._canvas.pill.setVisible(small)
        self._canvas.place_floats()

    def _say(self) -> None:
        advice = self._studio.advice
        if advice is None:
            self._canvas.pill.say("Hint", warning=False)
        else:
            self._canvas.pill.say(advice.title, warning=advice.severity == "warning")
        self._canvas.place_floats()

    def _open(self) -> None:
        pill = self._canvas.pill
        self._popup.open_above(pill.mapToGlobal(QPoint(pill.width(), 0)), self._look.px(WIDTH_PX), self._look.px(8))


class CardPopup(QWidget):
    """A card that pops up, and goes home when the popup is closed."""

    def __init__(self, card: Card, home: QWidget) -> None:
        super().__init__(home, Qt.WindowType.Popup)
        self._card, self._home = card, home
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def open_above(self, corner: QPoint, width: int, gap: int) -> None:
        """Pop up with the lower right corner above a place of the screen."""
        self._column.addWidget(self._card)
        self._card.show()
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(corner.x() - self.width(), corner.y() - self.height() - gap)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._column.indexOf(self._card) >= 0:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.setParent(self._home)

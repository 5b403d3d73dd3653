"""The coach in small windows: a pill on the surface that opens the coach's card."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QRect
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
        self._small = False
        canvas.tools.pill.clicked.connect(self.toggle)
        canvas.pressed.connect(self._popup.put_away)
        studio.advice_changed.connect(self._say)
        self._say()

    def follow(self, *, small: bool) -> None:
        """Show the pill in small windows only."""
        self._small = small
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
        if self._small:
            self._canvas.tools.place()

    @property
    def small(self) -> bool:
        """Whether the coach is the pill, and its card comes up only when it is asked for."""
        return self._small

    def toggle(self) -> None:
        """Let the card come up above the pill, or put it away."""
        if self._popup.isVisible():
            self._popup.put_away()
        else:
            px = self._appearance.px
            self._popup.open_above(self._canvas.tools.pill, px(WIDTH_PX), px(8), ball_places(self._canvas))


def ball_places(canvas: Canvas) -> list[QPoint]:
    """Return where the balls are seen, in pixels of the canvas."""
    controller = canvas.scene_controller
    if controller.frame is None or not controller.frame.balls:
        return []
    points = np.stack([ball.place for ball in controller.frame.balls])
    found: list[QPoint] = []
    for widget, shown in ((canvas.surface, canvas.mode != "contour"), (canvas.contour, canvas.mode != "surface")):
        if shown:
            size = canvas.size_of(widget)
            camera = controller.map_camera(size) if widget is canvas.contour else controller.camera(size)
            found += [widget.pos() + QPoint(round(x), round(y)) for x, y, *_ in camera.project(points, size)]
    return found


class CardPopup(QWidget):
    """A card that comes up over the canvas, and hides when it is no longer wanted."""

    def __init__(self, card: Card, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._card, self._home = card, canvas
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open_above(self, pill: QWidget, width: int, gap: int, balls: Sequence[QPoint]) -> None:
        """Come up above the pill, or below one at the top, or where no ball is under it."""
        self._column.addWidget(self._card)
        self._card.show()
        wide = min(width, self._home.width() - 2 * gap)
        self.setFixedWidth(wide)
        self.show()
        for _ in range(2):  # once it is as wide as this, its words take fewer lines, and less height is enough
            self._column.activate()
            self.resize(wide, self._column.totalHeightForWidth(wide))
        corner = pill.geometry().topRight()
        right, low = corner.x() - wide + 1, max(gap, corner.y() - self.height() - gap)
        if corner.y() < self._home.height() // 2:
            low = pill.geometry().bottom() + gap
        top = min(gap + pill.height() + gap, low)
        places = [QPoint(x, y) for x in (right, gap) for y in (low, top)]
        clear = (place for place in places if not any(QRect(place, self.size()).contains(ball) for ball in balls))
        self.move(next(clear, places[0]))
        self.raise_()

    def put_away(self) -> None:
        """Let the card go."""
        self.hide()
        if self._column.indexOf(self._card) >= 0:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.setParent(self._home)

"""What a teacher lays over the picture: a black screen, a spot that dims the rest, and what the pen has drawn."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from lossstudio.ui.appearance.theme import Appearance

SPOT_PX, EDGE_PX = 96.0, 3.0
"""The radius of the spot, and the width of its rim, at 10 points."""
DIM = 0.62
"""How much of what lies outside the spot is darkened."""
PEN_PX, CASING_PX = 3.2, 6.0


class Curtain(QWidget):
    """Covers the picture, and leaves the mouse to it unless the screen is black or the pen is in the hand.

    Parameters
    ----------
    bar
        Where the pen is put away again: it isn't drawn upon.

    Signals
    -------
    lifted
        A click has brought the picture back.
    """

    lifted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget, bar: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._bar = appearance, bar
        self.black = self.spotting = self.drawing = False
        self.strokes: list[list[QPointF]] = []
        self._spot: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName("Drawing")
        self.hide()

    @property
    def spot(self) -> QPointF | None:
        """Where the spot is, in pixels of the curtain; None where there is none."""
        return self._spot if self.spotting else None

    def set_black(self, black: bool) -> None:
        """Hide the picture, or show it again."""
        self.black = black
        self._follow()

    def set_spotting(self, spotting: bool) -> None:
        """Light the place under the pointer alone, or everything again."""
        if spotting == self.spotting:
            return
        self.spotting = spotting
        application = QApplication.instance()
        assert application is not None
        if spotting:
            # The pointer is over other widgets, which have the mouse: their events are watched, and go on to them.
            application.installEventFilter(self)
            self._spot = QPointF(self.mapFromGlobal(self.cursor().pos()))
        else:
            application.removeEventFilter(self)
        self._follow()

    def set_drawing(self, drawing: bool) -> None:
        """Take the pen into the hand, or put it away; what is drawn stays."""
        self.drawing = drawing
        self._follow()

    def wipe(self) -> None:
        """Take away what the pen has drawn."""
        self.strokes.clear()
        self._follow()

    def put_everything_away(self) -> None:
        """Leave the picture as it is."""
        self.set_spotting(False)
        self.black = self.drawing = False
        self.wipe()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_bar()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._move_spot(QPointF(self.mapFromGlobal(event.globalPosition())))
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self.black:
            self.lifted.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.strokes.append([event.position()])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drawing and self.strokes and event.buttons() & Qt.MouseButton.LeftButton:
            stroke = self.strokes[-1]
            stroke.append(event.position())
            self.update(self._around(*stroke[-4:]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.black:
            painter.fillRect(event.rect(), QColor("#000000"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_strokes(painter)
        if self.spotting and self._spot is not None:
            self._paint_spot(painter, self._spot)

    def _paint_spot(self, painter: QPainter, at: QPointF) -> None:
        radius, shade = self._appearance.px(SPOT_PX), QColor("#000000")
        shade.setAlphaF(DIM)
        dark = QPainterPath()
        dark.addRect(QRectF(self.rect()))
        dark.addEllipse(at, radius, radius)
        painter.fillPath(dark, shade)
        painter.setPen(QPen(self._appearance.color("text", 0.7), self._appearance.px(EDGE_PX)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)

    def _paint_strokes(self, painter: QPainter) -> None:
        paths = [_smooth(stroke) for stroke in self.strokes]
        for width, color in ((CASING_PX, "casing"), (PEN_PX, "text")):
            pen = QPen(self._appearance.color(color), self._appearance.px(width))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for path in paths:
                painter.drawPath(path)

    def _move_spot(self, place: QPointF) -> None:
        if self._spot is not None and place != self._spot:
            before, self._spot = self._spot, place
            reach = self._appearance.px(SPOT_PX) + self._appearance.px(EDGE_PX) + 2
            for at in (before, place):
                self.update(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect())

    def _around(self, *places: QPointF) -> QRect:
        reach = self._appearance.px(CASING_PX) + 2
        across, down = [at.x() for at in places], [at.y() for at in places]
        room = QRectF(min(across), min(down), max(across) - min(across), max(down) - min(down))
        return room.adjusted(-reach, -reach, reach, reach).toAlignedRect()

    def _follow(self) -> None:
        """Be there while there is something to show, and take the mouse where it has something to do here."""
        takes = self.black or self.drawing
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not takes)
        shape = Qt.CursorShape.BlankCursor if self.black else Qt.CursorShape.CrossCursor
        self.setCursor(shape if takes else Qt.CursorShape.ArrowCursor)
        self.setVisible(takes or self.spotting or bool(self.strokes))
        self._leave_bar()
        self.raise_()
        self.update()

    def _leave_bar(self) -> None:
        """Leave the bar to the mouse as long as the pen is in the hand."""
        if self.drawing and not self.black:
            self.setMask(QRegion(self.rect()) - QRegion(self._bar.geometry()))
        else:
            self.clearMask()


def _smooth(stroke: list[QPointF]) -> QPainterPath:
    """Return a line through the middles between a stroke's points, which hides that a mouse goes in leaps."""
    path = QPainterPath(stroke[0])
    for before, after in pairwise(stroke):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(stroke[-1] + QPointF(0.01, 0.0))  # a stroke of one point is a dot
    return path

"""A paper that notes what is written upon it, and where: a painted picture can be measured without being drawn."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPolygonF, QTextItem

DOTS_PER_INCH = 96
FAINT, IN_ALL = 0.15, 1.05
"""What has less ink isn't read yet, or any more; two that have no more between them take turns in one place."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A piece of text, what its letters take, and what of the paper may be painted on there.

    `ink` says how much (0..1) of it is there.
    """

    text: str
    letters: QPolygonF
    room: QRectF
    ink: float = 1.0

    def is_cut(self) -> bool:
        """Whether a part of it is outside its room, by more than a pixel."""
        return not self.room.adjusted(-1, -1, 1, 1).contains(self.letters.boundingRect())

    def covers(self, other: "Writing") -> bool:
        """Whether the two share more than a pixel, and aren't one text that is painted twice.

        What is coming may come where something else goes.
        """
        if min(self.ink, other.ink) <= FAINT or self.ink + other.ink <= IN_ALL:
            return False
        if not self.letters.boundingRect().intersects(other.letters.boundingRect()):
            return False
        shared = self.letters.intersected(other.letters).boundingRect()
        away = (self.letters.boundingRect().topLeft() - other.letters.boundingRect().topLeft()).manhattanLength()
        return min(shared.width(), shared.height()) > 1 and not (self.text == other.text and away < 3)


class _Notes(QPaintEngine):
    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._whole = QRectF(0, 0, *size)
        self.writings: list[Writing] = []

    def begin(self, _device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, _state: object) -> None:
        pass

    def drawTextItem(self, base: QPointF, item: QTextItem) -> None:
        painter = self.painter()
        turned = painter.combinedTransform()
        tall = item.ascent() + item.descent()
        # Above and below small letters there is room.
        place = QRectF(base.x(), base.y() - item.ascent() + 0.22 * tall, item.width(), 0.56 * tall)
        room = turned.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else self._whole
        if item.text().strip():
            self.writings.append(
                Writing(item.text(), turned.map(QPolygonF(place)), room.intersected(self._whole), painter.opacity())
            )

    def _nothing(self, *_what: object) -> None:
        pass

    drawPixmap = drawImage = drawPath = drawPolygon = drawLines = drawRects = _nothing
    drawPoints = drawEllipse = drawTiledPixmap = _nothing


class Paper(QPaintDevice):
    """What a QPainter writes upon; `writings` is what it wrote."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self._size, self._notes = size, _Notes(size)

    @property
    def writings(self) -> list[Writing]:
        return self._notes.writings

    def paintEngine(self) -> QPaintEngine:
        return self._notes

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kinds = QPaintDevice.PaintDeviceMetric
        said = {
            kinds.PdmWidth: self._size[0],
            kinds.PdmHeight: self._size[1],
            kinds.PdmNumColors: 2**24,
            kinds.PdmDepth: 32,
            kinds.PdmDevicePixelRatio: 1,
            kinds.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }
        return said.get(metric, DOTS_PER_INCH)

"""The timeline: the steps of a run as a line, with what is computed, where changes act, and a knob to scrub with."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from lossstudio.core.numbers import axis
from lossstudio.picture.text.ticks import round_step
from lossstudio.ui.appearance.theme import Appearance

LEAST_GAP_PX = 64
TENTHS = 10
"""Plus and minus go a tenth of the run on or back."""
_WAYS: dict[int, int] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


@dataclass(frozen=True, slots=True)
class TimelineProgress:
    """What the timeline shows.

    Attributes
    ----------
    position
        The place on show, in steps and fractions of a step.
    computed, planned
        How many updates there are, and how many there shall be.
    marks
        The steps from which something was changed.
    branch
        The step at which the ghost leaves the run, or None.
    keys, pauses
        The steps at which the film's camera has a place of its own, and those at which the film rests.
    """

    position: float = 0.0
    computed: int = 0
    planned: int = 1
    marks: tuple[int, ...] = ()
    branch: int | None = None
    keys: tuple[int, ...] = ()
    pauses: tuple[int, ...] = ()


def spacing(planned: int, room_px: float, least_px: float = LEAST_GAP_PX) -> int:
    """Return the distance of the numbers below the line, a round number of steps."""
    return round(round_step(planned, room_px / least_px, whole=True))


def numbers_below(planned: int, room_px: float, least_px: float = LEAST_GAP_PX, wide_px: float = 0.0) -> list[int]:
    """Return the steps whose numbers stand below the line: round ones, and the last; `wide_px` is the widest number."""
    round_ones = range(0, planned, spacing(planned, room_px, least_px))
    apart = 1.3 * wide_px * planned / max(room_px, 1.0)
    return [*(step for step in round_ones if planned - step >= apart), planned]


class TimelineBar(QAbstractSlider):
    """The line with its knob.

    Signals
    -------
    scrubbed(int)
        A person pulled the knob, or clicked, to this step.
    """

    scrubbed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._shown = TimelineProgress()
        self._following = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._hear)
        appearance.refits(self)

    def show_progress(self, progress: TimelineProgress) -> None:
        """Show where the run is."""
        if progress != self._shown:
            self._shown = progress
            self._following = True
            self.setRange(0, max(progress.planned, 1))
            self.setValue(int(progress.position))
            self._following = False
            self.update()

    @property
    def progress(self) -> TimelineProgress:
        """What is shown."""
        return self._shown

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(320), self._appearance.px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(48))

    def step_at(self, x: float) -> int:
        """Return the step under a pixel."""
        left, right = self._line()
        part = min(max((x - left) / max(right - left, 1.0), 0.0), 1.0)
        return round(part * self._shown.planned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
            return
        step = int(self._shown.position) + way * max(1, self._shown.planned // TENTHS)
        self.scrubbed.emit(min(max(step, 0), self._shown.planned))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.scrubbed.emit(self.step_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position().x())
        if self.isSliderDown():
            self.scrubbed.emit(step)
        else:
            QToolTip.showText(event.globalPosition().toPoint(), f"step {step}", self)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _hear(self, step: int) -> None:
        """Take a step that a screen reader has set."""
        if not self._following:
            self.scrubbed.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left, right = self._line()
        middle = float(self._appearance.px(20))
        at = self._place(self._shown.position)
        self._bar(painter, left, right, "track")
        self._bar(painter, left, self._place(self._shown.computed), "control_border")
        self._bar(painter, left, at, "accent")
        self._paint_marks(painter, middle)
        self._paint_film(painter, middle)
        self._paint_knob(painter, at, middle)
        self._paint_numbers(painter)

    def _line(self) -> tuple[float, float]:
        edge = float(self._appearance.px(12))
        return edge, self.width() - edge

    def _place(self, position: float) -> float:
        left, right = self._line()
        return left + min(position / max(self._shown.planned, 1), 1.0) * (right - left)

    def _bar(self, painter: QPainter, left: float, right: float, color: str) -> None:
        thick = self._appearance.px(6)
        painter.setBrush(self._appearance.color(color))
        painter.drawRoundedRect(
            QRectF(left, self._appearance.px(20) - thick / 2, right - left, thick), thick / 2, thick / 2
        )

    def _paint_marks(self, painter: QPainter, middle: float) -> None:
        branch = () if self._shown.branch is None else (self._shown.branch,)
        for step in (*self._shown.marks, *branch):
            at, radius = self._place(step), self._appearance.px(4)
            top = middle - self._appearance.px(11)
            painter.setBrush(self._appearance.color("secondary" if step in self._shown.marks else "control_border"))
            painter.drawEllipse(QPointF(at, top), radius, radius)
            stem = [
                QPointF(at - 1, top),
                QPointF(at + 1, top),
                QPointF(at + 1, middle - 2),
                QPointF(at - 1, middle - 2),
            ]
            painter.drawPolygon(QPolygonF(stem))

    def _paint_film(self, painter: QPainter, middle: float) -> None:
        """Draw the film's camera keys as diamonds on the line, its pauses as two bars above."""
        px = self._appearance.px
        painter.setBrush(self._appearance.color("secondary"))
        for step in self._shown.pauses:
            at, wide, tall = self._place(step), px(2), px(8)
            for left in (at - 1.5 * wide, at + 0.5 * wide):
                painter.drawRect(QRectF(left, middle - px(8) - tall, wide, tall))
        for step in self._shown.keys:
            at = self._place(step)
            for radius, color in ((px(7), "bar"), (px(5), "secondary")):
                painter.setBrush(self._appearance.color(color))
                around = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
                painter.drawPolygon(QPolygonF([QPointF(at + x, middle + y) for x, y in around]))

    def _paint_knob(self, painter: QPainter, at: float, middle: float) -> None:
        radius = float(self._appearance.px(8.5))
        if self.hasFocus():
            painter.setBrush(self._appearance.color("accent"))
            painter.drawEllipse(QPointF(at, middle), radius + 3, radius + 3)
        painter.setBrush(self._appearance.color("bar"))
        painter.drawEllipse(QPointF(at, middle), radius + 1.5, radius + 1.5)
        painter.setBrush(self._appearance.color("text"))
        painter.drawEllipse(QPointF(at, middle), radius, radius)

    def _paint_numbers(self, painter: QPainter) -> None:
        planned = self._shown.planned
        font = self._appearance.font(9)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._appearance.color("secondary"))
        left, right = self._line()
        widest = metrics.horizontalAdvance(axis([planned])[0])
        steps = numbers_below(planned, right - left, self._appearance.px(LEAST_GAP_PX), widest)
        for step, text in zip(steps, axis(steps), strict=True):
            wide = metrics.horizontalAdvance(text)
            at = min(max(self._place(step) - wide / 2, 0.0), self.width() - wide)
            painter.drawText(QPointF(at, self._appearance.px(32) + metrics.ascent()), text)

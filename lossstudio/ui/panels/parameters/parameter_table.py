"""The table of parameters: each one's value, and its gradient, which says who is to blame."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.core.objective.objective import Group
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.numbers import fitted

ROW_PX = 26.0
HEADING_PX = 22.0
NAME_PX, WIDEST_PX, NUMBER_PX = 30.0, 64.0, 64.0


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """What the table shows; `gradient` is None while it isn't known."""

    names: tuple[str, ...]
    groups: tuple[Group, ...]
    values: Floats
    gradient: Floats | None
    color: str
    selected: int


class ParameterTable(QWidget):
    """Rows of bars; groups of many parameters have headings.

    Signals
    -------
    chosen(int)
        A person chose a parameter.
    """

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: Parameters | None = None
        self._rows: tuple[int | str, ...] = ()
        self.name_width = look.px(NAME_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Parameters")
        self.setToolTip("Value and gradient of each parameter; click to follow one through the step")
        look.changed.connect(self._remeasure)

    def show_parameters(self, parameters: Parameters) -> None:
        """Show these."""
        rows = _rows(parameters)
        self._shown = parameters
        if rows != self._rows:
            self._rows = rows
            self._measure(parameters.names)
        self.setAccessibleDescription(self.line_of(parameters.selected))
        self.update()

    def _measure(self, names: tuple[str, ...]) -> None:
        """Make the column of names as wide as the longest, within reason."""
        metrics = QFontMetrics(self._look.font(10, QFont.Weight.DemiBold, italic=True))
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self.name_width = min(max(longest + self._look.px(10), self._look.px(NAME_PX)), self._look.px(WIDEST_PX))
        self.updateGeometry()

    def line_of(self, index: int) -> str:
        """Return a row in words."""
        told = self._shown
        if told is None or index >= len(told.names):
            return ""
        gradient = "" if told.gradient is None else f", gradient {readout(told.gradient[index])}"
        return f"{told.names[index]} {readout(told.values[index])}{gradient}"

    def place_of(self, index: int) -> QRect:
        """Return where a parameter's row is."""
        top = 0.0
        for row in self._rows:
            height = self._height(row)
            if row == index:
                return QRectF(0, top, self.width(), height).toRect()
            top += height
        return QRect()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), round(sum(self._height(row) for row in self._rows)) or self._look.px(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        top = 0.0
        for row in self._rows:
            top += self._height(row)
            if event.position().y() < top:
                if isinstance(row, int):
                    self.chosen.emit(row)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if way is None or self._shown is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit((self._shown.selected + way) % len(self._shown.names))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scales = (_largest(self._shown.values), _largest(self._shown.gradient))
        top = 0.0
        for row in self._rows:
            height = self._height(row)
            place = QRectF(0, top, self.width(), height)
            top += height
            if place.intersects(QRectF(event.rect())):
                self._paint_row(painter, row, place, scales)
        if self.hasFocus():
            painter.setPen(self._look.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_row(self, painter: QPainter, row: int | str, place: QRectF, scales: tuple[float, float]) -> None:
        look, told = self._look, self._shown
        assert told is not None
        if isinstance(row, str):
            painter.setFont(look.font(9))
            painter.setPen(look.color("secondary"))
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row)
            return
        if row == told.selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised"))
            painter.drawRoundedRect(place.adjusted(-2, 1, 2, -1), look.px(4), look.px(4))
        painter.setPen(look.color("text"))
        painter.setFont(look.font(10, QFont.Weight.DemiBold, italic=True))
        name = QRectF(place.left() + look.px(4), place.top(), self.name_width - look.px(4), place.height())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told.names[row])
        half = (place.width() - self.name_width) / 2
        first = QRectF(place.left() + self.name_width, place.top(), half, place.height())
        self._paint_number(painter, first, told.values, row, scales[0], told.color)
        if told.gradient is not None:
            second = first.translated(half, 0)
            self._paint_number(painter, second, told.gradient, row, scales[1], look.theme.error)

    def _paint_number(
        self, painter: QPainter, place: QRectF, values: Floats, row: int, scale: float, color: str
    ) -> None:
        look = self._look
        painter.setPen(look.color("text"))
        font = look.font(10, QFont.Weight.DemiBold)
        painter.setFont(font)
        text = QRectF(place.left(), place.top(), look.px(NUMBER_PX), place.height())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, side, fitted(float(values[row]), QFontMetrics(font), text.width()))
        left, thick = text.right() + look.px(8), look.px(10)
        bar = QRectF(left, place.center().y() - thick / 2, place.right() - left - look.px(8), thick)
        painter.fillRect(bar, look.color("track"))
        share = float(np.clip(values[row] / scale, -1.0, 1.0)) if np.isfinite(values[row]) else 0.0
        middle = bar.center().x()
        filled = QRectF(min(middle, middle + share * bar.width() / 2), bar.top(), abs(share) * bar.width() / 2, thick)
        painter.fillRect(filled, color)
        painter.fillRect(QRectF(middle - 0.5, bar.top() - 1, 1, thick + 2), look.color("secondary"))

    def _remeasure(self) -> None:
        self._measure(self._shown.names if self._shown else ())

    def _height(self, row: int | str) -> float:
        return float(self._look.px(HEADING_PX if isinstance(row, str) else ROW_PX))


def _largest(values: Floats | None) -> float:
    finite = np.zeros(0) if values is None else np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0)) or 1.0


def _rows(parameters: Parameters) -> tuple[int | str, ...]:
    """Return the rows from the top: parameters, under a heading for each group where there are several large ones."""
    groups = parameters.groups
    if len(groups) <= 1 or len(parameters.names) <= 4:
        return tuple(range(len(parameters.names)))
    rows: list[int | str] = []
    for group in groups:
        rows += [" × ".join((group.name, *(str(size) for size in group.shape))).replace(" × ", "   ", 1)]
        rows += range(group.start, group.stop)
    return tuple(rows)

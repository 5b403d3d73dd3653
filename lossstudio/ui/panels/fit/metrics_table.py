"""Metrics side by side: a column for each, a line for the training rows and one for those held back."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lossstudio.core.numbers import readout
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.numbers import fitted

HEAD_PX, ROW_PX, NAME_PX = 18.0, 20.0, 32.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One metric: its name, which may have a shorter one after a bar, what it means, and its numbers."""

    name: str
    meaning: str
    train: float
    test: float | None

    @property
    def names(self) -> tuple[str, str]:
        """The name, and the short one."""
        name, _, short = self.name.partition("|")
        return name, short or name


class MetricsTable(QWidget):
    """The table; a tooltip says what a column means."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.measures: tuple[Measure, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Metrics")
        look.changed.connect(self.updateGeometry)

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Show these."""
        before, self.measures = self.lines, measures
        self.setAccessibleDescription("\n".join(self.texts()))
        if self.lines != before:
            self.updateGeometry()
        self.update()

    @property
    def lines(self) -> int:
        """How many lines of numbers there are."""
        return 2 if any(measure.test is not None for measure in self.measures) else 1

    def texts(self) -> list[str]:
        """Return each metric in words."""
        return [
            f"{measure.names[0]}: {number_text(measure.train)} training"
            + ("" if measure.test is None else f", {number_text(measure.test)} test")
            for measure in self.measures
        ]

    def headings(self) -> list[str]:
        """Return the columns' names, all short where one wouldn't fit."""
        metrics, room = QFontMetrics(self._look.font(9)), self._column(0).width() - self._look.px(2)
        fit = all(metrics.horizontalAdvance(measure.names[0]) <= room for measure in self.measures)
        words = [measure.names[0 if fit else 1] for measure in self.measures]
        return [metrics.elidedText(word, Qt.TextElideMode.ElideRight, round(room)) for word in words]

    def meaning_at(self, x: float) -> str:
        """Return what the column at a place means."""
        columns = range(len(self.measures))
        return next((self.measures[at].meaning for at in columns if self._column(at).contains(x, 1.0)), "")

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(HEAD_PX) + self.lines * self._look.px(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.meaning_at(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px, look = QPainter(self), self._look.px, self._look
        middle = Qt.AlignmentFlag.AlignVCenter
        for line, word in enumerate(("train", "test")[: self.lines]):
            painter.setFont(look.font(9))
            painter.setPen(look.color("secondary"))
            top = px(HEAD_PX) + line * px(ROW_PX)
            painter.drawText(QRectF(0, top, px(NAME_PX), px(ROW_PX)), middle | Qt.AlignmentFlag.AlignLeft, word)
        right = middle | Qt.AlignmentFlag.AlignRight
        for at, (measure, heading) in enumerate(zip(self.measures, self.headings(), strict=True)):
            place = self._column(at)
            painter.setFont(look.font(9))
            painter.setPen(look.color("secondary"))
            painter.drawText(QRectF(place.left(), 0, place.width(), px(HEAD_PX)), right, heading)
            painter.setFont(look.font(10, QFont.Weight.DemiBold))
            painter.setPen(look.color("text"))
            for line, number in enumerate((measure.train, measure.test)[: self.lines]):
                row = QRectF(place.left(), px(HEAD_PX) + line * px(ROW_PX), place.width(), px(ROW_PX))
                painter.drawText(row, right, "" if number is None else self._written(number, place.width()))

    def _written(self, number: float, room_px: float) -> str:
        metrics = QFontMetrics(self._look.font(10, QFont.Weight.DemiBold))
        return number_text(number) if math.isnan(number) else fitted(number, metrics, room_px)

    def _column(self, at: int) -> QRectF:
        name = self._look.px(NAME_PX)
        width = (self.width() - name) / max(len(self.measures), 1)
        return QRectF(name + at * width, 0, width, self.height())


def number_text(value: float) -> str:
    """Write a metric, or a dash for one that isn't defined."""
    return "–" if math.isnan(value) else readout(value)

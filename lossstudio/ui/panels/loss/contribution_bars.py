"""What each part of an objective contributes to the loss and to the gradient, as small bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.objective.loss_contributions import Contribution
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.fitted_text import fitted_text

ROW_PX, HEAD_PX, BAR_PX, GAP_PX = 18.0, 16.0, 8.0, 6.0
NAME_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Bar:
    """One part: its share of the loss, and of the gradients' lengths, both 0 to 1."""

    label: str
    loss: float
    gradient: float

    @property
    def words(self) -> str:
        """The same in words."""
        return f"{self.label}: {percent(self.loss)} of the loss, {percent(self.gradient)} of the gradient"


class ShareBars(QWidget):
    """A line for each part; it goes away where there is only one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.bars: tuple[Bar, ...] = ()
        self._told = self._said = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Shares of loss and gradient")
        appearance.refits(self)
        self.hide()

    def show_shares(self, shares: Sequence[Contribution]) -> None:
        """Show these parts."""
        before, self.bars = len(self.bars), bars_of(shares)
        self.setVisible(len(self.bars) > 1)
        self.setToolTip("\n".join(bar.words for bar in self.bars))
        self.tell(self._told)
        if len(self.bars) != before:
            self.updateGeometry()
        self.update()

    def tell(self, words: str) -> None:
        """Let screen readers hear these words before the numbers."""
        self._told = words
        self.setAccessibleDescription("\n".join((*([words] if words else []), *(bar.words for bar in self.bars))))

    def say(self, words: str) -> None:
        """Write these words above the names."""
        self._said = words
        self.update()

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(px(200), px(HEAD_PX) + len(self.bars) * px(ROW_PX) * (2 if self.names_above else 1))

    @property
    def names_above(self) -> bool:
        """Whether a name is too long to stand before its bars, so that all stand above theirs."""
        metrics = QFontMetrics(self._appearance.font(9))
        room = self.width() * NAME_SHARE - self._appearance.px(GAP_PX)
        return any(metrics.horizontalAdvance(bar.label) > room for bar in self.bars)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(160), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._appearance.px
        font = self._appearance.font(9)
        painter.setFont(font)
        name = self.width() * NAME_SHARE
        half = (self.width() - name) / 2
        painter.setPen(self._appearance.color("secondary"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, name, px(HEAD_PX)), left, self._said)
        for number, word in enumerate(("loss", "gradient")):
            painter.drawText(QRectF(name + number * half, 0, half, px(HEAD_PX)), left, word)
        lines = 2 if self.names_above else 1
        for row, bar in enumerate(self.bars):
            line = QRectF(0, px(HEAD_PX) + row * lines * px(ROW_PX), self.width(), px(ROW_PX))
            painter.setPen(self._appearance.color("text"))
            smaller, words = fitted_text(bar.label, font, self.width())
            painter.setFont(smaller)
            painter.drawText(line, left, words)
            painter.setFont(font)
            line.translate(0, (lines - 1) * px(ROW_PX))
            for number, share in enumerate((bar.loss, bar.gradient)):
                self._paint_bar(painter, QRectF(name + number * half, line.top(), half, line.height()), share)

    def _paint_bar(self, painter: QPainter, place: QRectF, share: float) -> None:
        px, appearance = self._appearance.px, self._appearance
        track = QRectF(place.left(), place.center().y() - px(BAR_PX) / 2, 0, px(BAR_PX))
        font = appearance.font(9, QFont.Weight.Medium)
        beside = QFontMetrics(font).horizontalAdvance(percent(1.0)) + 2 * px(GAP_PX)
        track.setRight(place.right() - beside)
        painter.fillRect(track, appearance.color("track"))
        painter.fillRect(
            QRectF(track.left(), track.top(), share * track.width(), track.height()), appearance.color("error")
        )
        painter.setPen(appearance.color("text"))
        painter.setFont(font)
        words = QRectF(track.right(), place.top(), beside - px(GAP_PX), place.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, percent(share))
        painter.setFont(appearance.font(9))


def bars_of(shares: Sequence[Contribution]) -> tuple[Bar, ...]:
    """Return the parts' shares; a part that lowers the loss counts by its size."""
    values = np.array([float(share.value) for share in shares])
    largest = max((float(np.abs(share.gradient).max(initial=0.0)) for share in shares), default=0.0)
    unit = largest if np.isfinite(largest) and largest > 0 else 1.0
    lengths = np.array([float(np.linalg.norm(share.gradient / unit)) for share in shares])
    losses, gradients = _fractions(np.abs(values)), _fractions(lengths)
    return tuple(Bar(share.label, float(losses[at]), float(gradients[at])) for at, share in enumerate(shares))


def percent(share: float) -> str:
    """Write a share: "62 %"; a dash where there is none."""
    if not isfinite(share):
        return "–"
    return "<1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def _fractions(sizes: Floats) -> Floats:
    known: Floats = np.where(np.isfinite(sizes), sizes, 0.0)
    total = float(known.sum())
    return known / total if total > 0 else known

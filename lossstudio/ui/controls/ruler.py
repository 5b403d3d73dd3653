"""The learning rate's ruler: a logarithmic slider whose ground says what each rate will do."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen

from lossstudio.core.numbers import axis, readout
from lossstudio.picture.colors import Theme, mix
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.slider import Slider

CRAWL_SHARE = 0.1
GOOD_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of learning rates, as shares of the stability limit, and its word.

    `here` is its word where the limit is known only of the place on show, and may be another on the way.
    """

    word: str
    here: str
    start: float
    stop: float


ZONES = (
    Zone("crawls", "short steps here", 0.0, CRAWL_SHARE),
    Zone("good here", "good here", CRAWL_SHARE, GOOD_SHARE),
    Zone("zigzags", "zigzags here", GOOD_SHARE, 1.0),
    Zone("explodes", "overshoots here", 1.0, math.inf),
)


ARRIVES = "slow, but arrives"


def zone_of(rate: float, limit: float) -> Zone:
    """Return the zone that a learning rate lies in."""
    return next(zone for zone in ZONES if rate / limit <= zone.stop)


def decades(rate: float, limit: float | None) -> tuple[int, int]:
    """Return the powers of ten between which the ruler runs: the limit in its right half, the rate always on it."""
    anchor = math.log10(limit) if limit else math.log10(rate)
    high = math.ceil(anchor + 0.3)
    low = high - 3
    return min(low, math.floor(math.log10(rate))), max(high, math.ceil(math.log10(rate)))


class RulerSlider(Slider):
    """A slider over learning rates with decades, zones and the stability limit."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, 1e-3, 1.0, name="Learning rate", logarithmic=True)
        self._limit: float | None = None
        self._everywhere, self._arrives = True, False

    def show_rate(self, rate: float, limit: float | None, *, everywhere: bool = True, arrives: bool = False) -> None:
        """Show a learning rate and the stability limit; None where there is none that simple.

        `everywhere` says whether the limit is the same all over the surface, as on a quadratic; `arrives` whether the
        planned steps suffice on it, however short they are.
        """
        if rate <= 0:
            return
        if not self.isSliderDown():
            low, high = decades(rate, limit)
            self.set_range(10.0**low, 10.0**high)
        self._limit, self._everywhere, self._arrives = limit, everywhere, arrives
        self.set_number(rate)
        self.setAccessibleDescription(" ".join(self.words()))
        self.update()

    def words(self) -> tuple[str, str]:
        """Return what stands below: the zone's word, and where it explodes."""
        if self._limit is None:
            return "no simple limit here", ""
        zone = zone_of(self.number, self._limit)
        if self._everywhere:
            word = ARRIVES if zone is ZONES[0] and self._arrives else zone.word
            return word, f"explodes above {readout(self._limit)}"
        return zone.here, f"limit here {readout(self._limit)}"

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(180), self._appearance.px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(56))

    def line(self) -> tuple[float, float]:
        return float(self._appearance.px(9)), float(self.width() - self._appearance.px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self.line()
        middle = float(self._appearance.px(10))
        self._paint_zones(painter, left, right, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        self.paint_knob(painter, left + self.fraction(self.number) * (right - left), middle)
        self._paint_decades(painter, left, right)
        self._paint_words(painter)

    def _paint_zones(self, painter: QPainter, left: float, right: float, middle: float) -> None:
        thick = self._appearance.px(8)
        bar = QRectF(left, middle - thick / 2, right - left, thick)
        clip = QPainterPath()
        clip.addRoundedRect(bar, 3, 3)
        painter.setClipPath(clip)
        painter.fillRect(bar, self._appearance.color("track"))
        if self._limit is not None:
            for zone in ZONES[1:]:
                start, stop = (
                    left + self.fraction(share * self._limit) * (right - left) for share in (zone.start, zone.stop)
                )
                stretch = QRectF(start, bar.top(), stop - start, thick)
                _paint_zone(painter, zone, stretch, self._appearance.theme)
                painter.fillRect(QRectF(start - 0.5, bar.top(), 1.5, thick), self._appearance.color("card"))
        painter.setClipping(False)
        if self._limit is not None and self._low < self._limit < self._high:
            at = left + self.fraction(self._limit) * (right - left)
            painter.setPen(QPen(self._appearance.color("text"), 2))
            painter.drawLine(QPointF(at, bar.top() - 3), QPointF(at, bar.bottom() + 3))

    def _paint_decades(self, painter: QPainter, left: float, right: float) -> None:
        font = self._appearance.font(9)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._appearance.color("secondary"))
        low, high = round(math.log10(self._low)), round(math.log10(self._high))
        every = max(1, math.ceil((high - low) / 4))
        powers = range(low, high + 1, every)
        for power, words in zip(powers, axis([10.0**power for power in powers], logarithmic=True), strict=True):
            wide = metrics.horizontalAdvance(words)
            at = left + (power - low) / (high - low) * (right - left) - wide / 2
            at = min(max(at, 0.0), self.width() - wide)
            painter.drawText(QPointF(at, self._appearance.px(21) + metrics.ascent()), words)

    def _paint_words(self, painter: QPainter) -> None:
        zone, limit = self.words()
        below = QRectF(0, self._appearance.px(38), self.width(), self._appearance.px(18))
        if self._limit is None:
            painter.setFont(self._appearance.font(9))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, zone)
            return
        painter.setFont(self._appearance.font(9))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, limit)
        painter.setFont(self._appearance.font(9, QFont.Weight.DemiBold))
        exploding = zone == ZONES[-1].word
        painter.setPen(self._appearance.color("error" if exploding else "text"))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, zone)


def _paint_zone(painter: QPainter, zone: Zone, stretch: QRectF, theme: Theme) -> None:
    if zone is ZONES[1]:
        painter.fillRect(stretch, QColor(theme.lagoon[3 if theme.dark else 2]))
    elif zone is ZONES[2]:
        painter.fillRect(stretch, QColor(mix("#E3B93C", theme.card, 0.35)))
    else:
        painter.fillRect(stretch, QColor(mix(theme.error, theme.card, 0.55)))
        painter.fillRect(stretch, QBrush(QColor(theme.error), Qt.BrushStyle.BDiagPattern))

"""The learning rate's ruler: a logarithmic slider whose ground says what each rate will do."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen

from lossstudio.core.numbers import axis, readout
from lossstudio.picture.colors import Theme, mix
from lossstudio.run.analysis.rate_zones import Behaviour, RateZones, swinging
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.fitted_text import fitted_text
from lossstudio.ui.controls.slider import Slider

WORDS: dict[Behaviour, tuple[str, str]] = {
    "crawls": ("crawls", "short steps here"),
    "good": ("good here", "good here"),
    "swings": ("swings", "swings here"),
    "zigzags": ("zigzags", "zigzags here"),
    "explodes": ("explodes", "overshoots here"),
}
"""What a rate does, where it does so everywhere, and where that is known only of the place on show."""
ARRIVES = "slow, but arrives"
NO_LIMIT = "no simple limit here"
NO_BOWL = "no bowl here, so no limit"
STANDS = "at 0 nothing moves"
LEFT_OF_IT = "0 lies beyond its left end"
WHOLE_PX, BRIEF_PX = (120, 56), (88, 40)
"""The least width and the height, with all that is written below the line and with the zone's word alone."""
WISH_PX, BRIEF_WISH_PX = 180, 132
USUAL = 0.1
"""The rate that the ruler is laid out around where none is said that it could show."""


def decades(rate: float, zones: RateZones | None) -> tuple[int, int]:
    """Return the powers of ten between which the ruler runs.

    The limit is in its right half, and what is good and the rate are always on it; 0 is on no such ruler.
    """
    rate = rate or (zones.limit if zones is not None and zones.bowl else USUAL)
    known = zones if zones is not None and zones.bowl else None
    high = math.ceil(math.log10(known.limit if known else rate) + 0.3)
    good = [zone.start for zone in known.zones if zone.does == "good"] if known else []
    lowest = min([rate, *(start for start in good if start > 0.0)])
    return min(high - 3, math.floor(math.log10(lowest))), max(high, math.ceil(math.log10(rate)))


class RulerSlider(Slider):
    """A slider over learning rates with decades, zones and the stability limit.

    Parameters
    ----------
    brief
        Whether of all that is written below the line the zone's word alone is.
    """

    def __init__(self, appearance: Appearance, *, brief: bool = False) -> None:
        super().__init__(appearance, 1e-3, 1.0, name="Learning rate", logarithmic=True)
        self.brief = brief
        self._zones: RateZones | None = None
        self._arrives, self._scales = False, True

    def show_rate(self, rate: float, zones: RateZones | None, *, arrives: bool = False, scales: bool = True) -> None:
        """Show a learning rate and what each does; None where that isn't known.

        `arrives` says whether the planned steps suffice, however short they are; `scales` whether a step is the rate
        times something, and no step at all where it is 0.
        """
        if not self.isSliderDown():
            low, high = decades(rate, zones)
            self.set_range(10.0**low, 10.0**high)
        self._zones, self._arrives, self._scales = zones, arrives, scales
        self.set_number(rate)
        self.setAccessibleDescription(" ".join(self.words()))
        self.update()

    def words(self) -> tuple[str, str]:
        """Return what stands below: the zone's word, and where it explodes."""
        zones = self._zones
        if self.number == 0.0:
            return STANDS if self._scales else LEFT_OF_IT, ""
        if zones is None or not zones.bowl:
            return NO_LIMIT if zones is None else NO_BOWL, ""
        does, limit = zones.at(self.number), readout(zones.limit)
        everywhere, here = WORDS[does]
        word = everywhere if zones.everywhere else here
        if does == "swings":
            word = f"{word} {swinging(zones)}"
        if not zones.everywhere:
            return word, f"limit here {limit}"
        return ARRIVES if does == "crawls" and self._arrives else word, f"explodes above {limit}"

    def sizeHint(self) -> QSize:
        wide = BRIEF_WISH_PX if self.brief else WISH_PX
        return QSize(self._appearance.px(wide), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        wide, high = BRIEF_PX if self.brief else WHOLE_PX
        return QSize(self._appearance.px(wide), self._appearance.px(high))

    def line(self) -> tuple[float, float]:
        return float(self._appearance.px(9)), float(self.width() - self._appearance.px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self.line()
        middle = float(self._appearance.px(10))
        self._paint_zones(painter, left, right, middle)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.number > 0.0:
            self.paint_knob(painter, left + self.fraction(self.number) * (right - left), middle)
        else:
            self._paint_zero(painter, left, middle)
        if not self.brief:
            self._paint_decades(painter, left, right)
        self._paint_words(painter)

    def _paint_zones(self, painter: QPainter, left: float, right: float, middle: float) -> None:
        thick = self._appearance.px(8)
        bar = QRectF(left, middle - thick / 2, right - left, thick)
        clip = QPainterPath()
        clip.addRoundedRect(bar, 3, 3)
        painter.setClipPath(clip)
        painter.fillRect(bar, self._appearance.color("track"))
        zones = self._zones
        if zones is not None and zones.bowl:
            for zone in zones.zones:
                start, stop = (left + self.fraction(rate) * (right - left) for rate in (zone.start, zone.stop))
                stretch = QRectF(start, bar.top(), stop - start, thick)
                _paint_zone(painter, zone.does, stretch, self._appearance.theme)
                if zone.start > 0.0:
                    painter.fillRect(QRectF(start - 0.5, bar.top(), 1.5, thick), self._appearance.color("card"))
        painter.setClipping(False)
        if zones is not None and zones.bowl and self._low < zones.limit < self._high:
            at = left + self.fraction(zones.limit) * (right - left)
            painter.setPen(QPen(self._appearance.color("text"), 2))
            painter.drawLine(QPointF(at, bar.top() - 3), QPointF(at, bar.bottom() + 3))

    def _paint_zero(self, painter: QPainter, left: float, middle: float) -> None:
        """Draw a hollow knob before the line: a logarithmic one never comes to 0."""
        radius = self._appearance.px(5)
        painter.setBrush(self._appearance.color("card"))
        painter.setPen(QPen(self._appearance.color("text"), self._appearance.px(2)))
        painter.drawEllipse(QPointF(left, middle), radius, radius)

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
        below = QRectF(0, self.height() - self._appearance.px(18), self.width(), self._appearance.px(18))
        if self.brief:
            font, zone = fitted_text(zone, self._appearance.font(9), self.width())
            painter.setFont(font)
            painter.setPen(self._appearance.color("error" if zone == WORDS["explodes"][0] else "text"))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, zone)
            return
        if not limit:
            painter.setFont(self._appearance.font(9))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, zone)
            return
        painter.setFont(self._appearance.font(9))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, limit)
        painter.setFont(self._appearance.font(9, QFont.Weight.DemiBold))
        exploding = zone == WORDS["explodes"][0]
        painter.setPen(self._appearance.color("error" if exploding else "text"))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, zone)


def _paint_zone(painter: QPainter, does: Behaviour, stretch: QRectF, theme: Theme) -> None:
    if does == "good":
        painter.fillRect(stretch, QColor(theme.lagoon[3 if theme.dark else 2]))
    elif does in ("swings", "zigzags"):
        painter.fillRect(stretch, QColor(mix("#E3B93C", theme.card, 0.35)))
    elif does == "explodes":
        painter.fillRect(stretch, QColor(mix(theme.error, theme.card, 0.55)))
        painter.fillRect(stretch, QBrush(QColor(theme.error), Qt.BrushStyle.BDiagPattern))

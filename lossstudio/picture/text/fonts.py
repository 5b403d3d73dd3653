"""The typeface of window, surface and films: Inter, shipped, with figures of equal width."""

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from lossstudio.core.resources import resource

FAMILY = "Inter"
_FILES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once; needs a QGuiApplication."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{name}.otf")))


def font(points: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """Return Inter at a size in points, with tabular figures."""
    load_fonts()
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(weight)
    made.setItalic(italic)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Sizes in points, at scale 1: numbers on axes, names of axes, labels."""

    ticks: float = 9.0
    names: float = 10.0
    labels: float = 9.5


WINDOW = TextSizes()
PRESENTING = TextSizes(ticks=14.0, names=17.0, labels=17.0)
"""For a lecture hall: at 720 high, scaled with the height."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font and its measures."""

    font: QFont
    metrics: QFontMetricsF

    def size(self, text: str) -> tuple[float, float]:
        """Return how wide and how tall a text is: from the top of its capitals to its base line."""
        return self.metrics.horizontalAdvance(text), self.metrics.capHeight()

    def smaller(self, share: float) -> "Face":
        """Return the face at a share of its size."""
        made = QFont(self.font)
        made.setPointSizeF(self.font.pointSizeF() * share)
        return Face(made, QFontMetricsF(made))


@lru_cache(maxsize=64)
def face(points: float, bold: bool = False) -> Face:
    """Return Inter at a size in points of 1/72 inch, an inch being 96 pixels."""
    made = font(points, QFont.Weight.DemiBold if bold else QFont.Weight.Medium)
    # Hinting rounds letters to whole pixels, so that a picture at twice the scale would be laid out differently: 20
    # letters are 13.0 px a point wide at 9 points and 13.5 at 18, but without it 13.17 and 13.18 (Qt 6.11).
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return Face(made, QFontMetricsF(made))

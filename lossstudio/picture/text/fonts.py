"""The typeface of window, surface and films: Inter, shipped, with figures of equal width; a film may have another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from lossstudio.core.resources import resource

FAMILY = "Inter"
_FILES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


@dataclass(frozen=True, slots=True)
class Typeface:
    """What everything is written in.

    Attributes
    ----------
    family
        Its name.
    equal_figures
        Whether its figures have one width. In documents that are searched they must be the plain ones: Qt gives the
        others characters of private use (Qt 6.11).
    """

    family: str = FAMILY
    equal_figures: bool = True


_typeface: ContextVar[Typeface] = ContextVar("typeface", default=Typeface())  # noqa: B039 - it is frozen


def typeface_now() -> Typeface:
    """Return what is written in here."""
    return _typeface.get()


@contextmanager
def written_in(typeface: Typeface) -> Iterator[None]:
    """Let all that is written and measured within be in a typeface; a picture is painted by some ten writers."""
    before = _typeface.set(typeface)
    try:
        yield
    finally:
        _typeface.reset(before)


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once; needs a QGuiApplication."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"Inter-{name}.otf")))


def font(points: float, weight: QFont.Weight = QFont.Weight.Normal, *, italic: bool = False) -> QFont:
    """Return the typeface at a size in points."""
    load_fonts()
    typeface = typeface_now()
    made = QFont([typeface.family, FAMILY])
    made.setPointSizeF(points)
    made.setWeight(weight)
    made.setItalic(italic)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    # What a font leaves open Qt takes from the application, whose figures have one width where there is a window.
    made.setFeature(QFont.Tag("tnum"), int(typeface.equal_figures))
    # Inter has another minus and × for between figures, which no more than equal figures can be copied or searched.
    made.setFeature(QFont.Tag("calt"), int(typeface.equal_figures))
    return made


@dataclass(frozen=True, slots=True)
class TextSizes:
    """Sizes in points, at scale 1: numbers on axes, names of axes, labels.

    Ticks stand at least `apart`, and `edge` stays free between the writing and the edge of the picture.
    """

    ticks: float = 9.0
    names: float = 10.0
    labels: float = 9.5
    apart: float = 28.0
    edge: float = 14.0


WINDOW = TextSizes()
PRESENTING = TextSizes(ticks=14.0, names=17.0, labels=17.0)
"""For a lecture hall: at 720 high, scaled with the height."""
CROWDED = TextSizes(ticks=14.0, names=15.0, labels=17.0, apart=36.0, edge=8.0)
"""For one of many small pictures: few numbers tell its scale, and the surface has the room of the others."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font and its measures."""

    font: QFont
    metrics: QFontMetricsF

    def size(self, text: str) -> tuple[float, float]:
        """Return how wide and how tall a text is: from the top of its capitals to its base line."""
        return self.metrics.horizontalAdvance(text), self.metrics.capHeight()


def face(points: float, bold: bool = False) -> Face:
    """Return the typeface at a size in points of 1/72 inch, an inch being 96 pixels."""
    return _face(points, bold, typeface_now())


@lru_cache(maxsize=64)
def _face(points: float, bold: bool, _typeface: Typeface) -> Face:
    return _unhinted(font(points, QFont.Weight.DemiBold if bold else QFont.Weight.Medium))


def pixel_face(pixels: int) -> Face:
    """Return the typeface of charts at a size in pixels."""
    return _pixel_face(pixels, typeface_now())


@lru_cache(maxsize=64)
def _pixel_face(pixels: int, _typeface: Typeface) -> Face:
    made = font(10)
    made.setPixelSize(pixels)
    return _unhinted(made)


def _unhinted(made: QFont) -> Face:
    # Hinting rounds letters to whole pixels, so that a picture at twice the scale would be laid out differently: 20
    # letters are 13.0 px a point wide at 9 points and 13.5 at 18, but without it 13.17 and 13.18 (Qt 6.11).
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return Face(made, QFontMetricsF(made))

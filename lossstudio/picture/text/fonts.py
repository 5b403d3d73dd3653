"""The typeface of window, surface and films: Inter, shipped, with figures of equal width."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

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

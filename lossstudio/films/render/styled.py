"""What a style brings to a picture beside colours: its typeface and its logo's place."""

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontDatabase

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.picture.page.logo import PlacedLogo
from lossstudio.picture.text.fonts import load_fonts
from lossstudio.project.style import Style

LEAST_MARGIN = 0.03
"""How far a logo stands from the picture's edges, as a share of its height."""


def load_typefaces(style: Style) -> None:
    """Make the files of a style known to Qt; needs a QGuiApplication.

    Raises
    ------
    FilmUsageError
        If one is no typeface, or the family that all is to be written in isn't there.
    """
    load_fonts()
    for number, file in enumerate(style.font_files):
        if _loaded(file) < 0:
            raise FilmUsageError(f"--style: font_files[{number}]: {file} is no typeface; use TTF or OTF")
    if style.font is not None and style.font not in QFontDatabase.families():
        raise FilmUsageError(
            f"--style: font: no typeface here is called {style.font}; install it, or name its files in font_files"
        )


@cache
def _loaded(file: str) -> int:
    return QFontDatabase.addApplicationFont(file)


def placed_logo(plan: RenderPlan) -> PlacedLogo | None:
    """Return where the logo stands in a picture; None where there is none."""
    logo = plan.style.logo
    if logo is None:
        return None
    width, height = plan.size
    aside = max(plan.style.margins * min(plan.size), LEAST_MARGIN * height)
    tall = logo.height * height
    _, top, _, bottom = plan.safe
    above = logo.corner.startswith("top")
    y = top * height - tall if above else height - bottom * height
    return PlacedLogo(logo, QRectF(aside, y, width - 2 * aside, tall))

"""A style as an option of a film, and whether what it says can be read upon its ground."""

import os
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImageReader

from lossstudio.core.option import Option, OptionError, describe
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.presets import Safe, Size
from lossstudio.picture.colors import SHAPES, WRITING, Theme, contrast, legible
from lossstudio.project.style import Style, load_style, read_style, write_style


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFile(Option):
    """A file that says a style, which it becomes; in data that other processes read it is the style itself."""

    form: str = "a file"

    def _check(self, value: Any) -> Style:
        if isinstance(value, Style):
            return value
        if isinstance(value, dict):
            return read_style(value)
        if not isinstance(value, str | os.PathLike) or not os.fspath(value):
            raise OptionError(f"must be a file such as talk.lossstyle, not {describe(value)}")
        return load_style(value)

    def _write(self, value: Any) -> Any:
        # Another process may be elsewhere.
        return write_style(value) if isinstance(value, Style) else os.path.abspath(value)  # noqa: PTH100 - value may be text


LOGO_GAP = 0.015
"""What is kept free between a logo and all else, as a share of the picture's height."""


def safe_for(style: Style, size: Size, safe: Safe) -> Safe:
    """Return what of a picture stays free: what its preset keeps free, the style's margins, and the logo's row."""
    width, height = size
    across, down = (style.margins * min(size) / side for side in (width, height))
    left, top, right, bottom = safe
    free = [max(left, across), max(top, down), max(right, across), max(bottom, down)]
    if style.logo is not None:
        free[1 if style.logo.corner.startswith("top") else 3] += style.logo.height + LOGO_GAP
    return free[0], free[1], free[2], free[3]


def check_style(style: Style, theme: Theme) -> None:
    """See that what a style says can be read upon the grounds of a theme, and that its logo is a picture.

    Raises
    ------
    FilmUsageError
        If it can't; of colours the text says how much contrast there is, and a colour that has enough.
    """
    if style.logo is not None and not QImageReader(style.logo.file).canRead():
        raise FilmUsageError(
            f"--style: logo.file: {style.logo.file} is no picture that can be read; use PNG, JPEG or SVG"
        )
    for ground in dict.fromkeys((theme.canvas, theme.card)):
        if style.text is not None:
            _check("text", style.text, ground, WRITING, "writing")
        for number, color in enumerate(style.runners):
            _check(f"runners[{number}]", color, ground, SHAPES, "a path")
        if style.accent is not None:
            _check("accent", style.accent, ground, SHAPES, "a line")


def _check(place: str, color: str, ground: str, least: float, what: str) -> None:
    ratio = contrast(color, ground)
    if ratio < least:
        raise FilmUsageError(
            f"--style: {place}: {color} upon {ground} has a contrast of {ratio:.1f} to 1, and {what} needs "
            f"{least:g} to 1; {legible(color, ground, least)} has it"
        )

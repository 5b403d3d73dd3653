"""What stands behind everything: the theme's own canvas, a colour of the talk's slides, or nothing at all."""

import re
from dataclasses import replace

import numpy as np

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.formats import BY_SUFFIX, Format
from lossstudio.films.writer import Pixels
from lossstudio.picture.colors import DARK, LIGHT, Theme, rgb

THEME, TRANSPARENT = "theme", "transparent"
BLACK, WHITE = "#000000", "#FFFFFF"
BRIGHT = 0.4
"""From this luminance on, writing upon a colour is dark."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def checked_background(background: str, kind: Format) -> str:
    """Return a background that a format can have.

    Raises
    ------
    FilmUsageError
        If it can't.
    """
    if background not in (THEME, TRANSPARENT) and not _COLOR.fullmatch(background):
        raise FilmUsageError(
            f"background: must be {THEME}, {TRANSPARENT} or a colour such as #1B2735, not {background!r}"
        )
    if background == TRANSPARENT and not kind.alpha:
        able = ", ".join(suffix for suffix, each in BY_SUFFIX.items() if each.alpha)
        raise FilmUsageError(f"background: {kind.label} has no transparency; use one of {able}")
    return background


def is_bright(background: str) -> bool | None:
    """Say whether a colour wants dark writing; None: it isn't a colour."""
    if background in (THEME, TRANSPARENT):
        return None
    linear = rgb(background) ** 2.2
    return bool(linear @ np.array([0.2126, 0.7152, 0.0722]) > BRIGHT)


def themes_upon(look: str, background: str) -> tuple[Theme, ...]:
    """Return the theme with its canvas; for a transparent one two of them, upon black and upon white."""
    theme = DARK if look == "dark" else LIGHT
    if background == THEME:
        return (theme,)
    canvases = (BLACK, WHITE) if background == TRANSPARENT else (background,)
    return tuple(replace(theme, canvas=canvas) for canvas in canvases)


def cut_out(on_black: Pixels, on_white: Pixels) -> Pixels:
    """Return what is seen both upon black and upon white as colour and opacity, straight (not premultiplied).

    A pixel of opacity a shows a c upon black and a c + 255 (1 - a) upon white, so that the difference is the background
    that comes through. Smith and Blinn, "Blue screen matting" (1996), equation 7.
    """
    through = np.clip(on_white[:, :, :3].astype(np.int16) - on_black[:, :, :3], 0, 255)
    alpha = 255 - through.min(axis=2)
    colors = on_black[:, :, :3].astype(np.float32) * (255 / np.maximum(alpha, 1))[:, :, None].astype(np.float32)
    out = np.empty_like(on_black)
    np.minimum(np.rint(colors), 255, out=colors)
    out[:, :, :3] = colors
    out[:, :, 3] = alpha
    return out

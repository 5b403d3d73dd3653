"""What stands behind everything: the theme's own canvas, a colour of the talk's slides, or nothing at all."""

from dataclasses import replace

import numpy as np

from lossstudio.films.encode.formats import BY_SUFFIX, Format
from lossstudio.films.encode.writer import Pixels
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.presets import Preset
from lossstudio.picture.colors import DARK, LIGHT, Theme, upon, wants_dark_writing

THEME, TRANSPARENT = "theme", "transparent"
LOOKS = {"light": LIGHT, "dark": DARK}
BLACK, WHITE = "#000000", "#FFFFFF"


def chosen_background(said: str | None, of_scene: str | None, preset: Preset, kind: Format) -> str:
    """Return what stands behind a film: what was asked for, else as the preset must have it, else as its scene says.

    Raises
    ------
    FilmUsageError
        If the format can't have what was asked for.
    """
    background = said or (preset.background if preset.background != THEME else of_scene) or THEME
    if background != TRANSPARENT or kind.alpha:
        return background
    if said is None and preset.background != TRANSPARENT:
        return THEME  # the scene's own wish, in a format that can't have it
    able = ", ".join(suffix for suffix, each in BY_SUFFIX.items() if each.alpha)
    raise FilmUsageError(f"background: {kind.label} has no transparency; use one of {able}")


def is_bright(background: str) -> bool | None:
    """Say whether a background wants dark writing; None: it leaves that to the theme."""
    if background in (THEME, TRANSPARENT):
        return None
    return background == "light" or (background != "dark" and wants_dark_writing(background))


def themes_upon(look: str, background: str) -> tuple[Theme, ...]:
    """Return the theme upon its ground; for a transparent one two of them, upon black and upon white."""
    theme = LOOKS[look]
    if background == TRANSPARENT:
        return tuple(replace(theme, canvas=canvas) for canvas in (BLACK, WHITE))
    return (upon(theme, background) if background.startswith("#") else theme,)


def cut_out(on_black: Pixels, on_white: Pixels) -> Pixels:
    """Return what is seen both upon black and upon white as colour and opacity, straight (not premultiplied).

    All three are ``(height, width, 4)``. A pixel of opacity a shows a c upon black and a c + 255 (1 - a) upon white,
    so that the difference is the background that comes through. Smith and Blinn, "Blue screen matting"
    (1996), equation 7.
    """
    through = np.clip(on_white[:, :, :3].astype(np.int16) - on_black[:, :, :3], 0, 255)
    alpha = 255 - through.min(axis=2)
    colors = on_black[:, :, :3].astype(np.float32) * (255 / np.maximum(alpha, 1))[:, :, None].astype(np.float32)
    out = np.empty_like(on_black)
    np.minimum(np.rint(colors), 255, out=colors)
    out[:, :, :3] = colors
    out[:, :, 3] = alpha
    return out

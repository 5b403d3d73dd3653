"""What stands behind everything: the theme's own canvas, a colour of the talk's slides, or nothing at all."""

from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter

from lossstudio.films.encode.formats import BY_SUFFIX, Format
from lossstudio.films.encode.writer import Pixels
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.presets import Preset
from lossstudio.picture.colors import DARK, LIGHT, WRITING, Theme, legible, mix, rgb, upon, wants_dark_writing
from lossstudio.project.style import NO_STYLE, Style

THEME, TRANSPARENT = "theme", "transparent"
LOOKS = {"light": LIGHT, "dark": DARK}
BLACK, WHITE = "#000000", "#FFFFFF"
QUIETER = 0.3
"""How far quiet writing is away from a style's own, towards the ground."""
HALO_PX, HALO_GAIN, HALO_MOST = 2.4, 5.0, 0.92
"""How far a halo reaches about what is drawn, for a picture of unit size; how steeply it rises; how dense it gets."""
HALO_FROM, HALO_TO = 0.2, 0.5
"""What differs less from the halo's own colour has none, so that a chart's grid stays quiet; what differs more, all."""


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


def theme_upon(look: str, ground: str, style: Style = NO_STYLE) -> Theme:
    """Return a look in a style upon a ground: a colour, or a word that leaves it to the look."""
    theme = LOOKS[look]
    theme = upon(theme, ground) if ground.startswith("#") else theme
    if style.text is not None:
        quiet = legible(mix(style.text, theme.canvas, QUIETER), theme.canvas, WRITING)
        theme = replace(theme, text=style.text, secondary=quiet)
    return replace(theme, runners=style.runners or theme.runners, accent=style.accent or theme.accent)


def seen_through(theme: Theme) -> tuple[Theme, ...]:
    """Return a theme twice, upon black and upon white: what differs is what one sees through."""
    return tuple(replace(theme, canvas=canvas) for canvas in (BLACK, WHITE))


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


def with_halo(pixels: Pixels, color: str, unit: float) -> Pixels:
    """Return a picture ``(height, width, 4)`` that is seen through, with a soft edge about what is drawn strongly.

    So writing keeps a ground of its own, whatever the picture is laid upon. "Over", as Porter and Duff, "Compositing
    digital images" (1984), have it: what is drawn, over its own blurred opacity in one colour.
    """
    alpha = pixels[:, :, 3].astype(np.float32) / 255
    ground = np.round(255 * rgb(color)[::-1]).astype(np.int16)
    differs = np.abs(pixels[:, :, :3] - ground).max(axis=2).astype(np.float32) / 255
    strong = 255 * alpha**2 * np.clip((differs - HALO_FROM) / (HALO_TO - HALO_FROM), 0, 1)
    blurred = Image.fromarray(strong.astype(np.uint8)).filter(ImageFilter.GaussianBlur(HALO_PX * unit))
    halo = np.minimum(HALO_GAIN * np.asarray(blurred, np.float32) / 255, HALO_MOST) * (1 - alpha)
    whole = alpha + halo
    share = (alpha / np.maximum(whole, 1e-6))[:, :, None]
    out = np.empty_like(pixels)
    out[:, :, :3] = np.rint(ground * (1 - share) + pixels[:, :, :3] * share)
    out[:, :, 3] = np.rint(255 * whole)
    return out

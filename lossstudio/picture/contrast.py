"""Contrast by WCAG 2.2, and a theme whose writing and curves keep it upon any chosen ground."""

from dataclasses import replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.colors import Theme, from_oklab, hex_color, mix, rgb, to_oklab

WRITING, SHAPES = 4.5, 3.0
"""The least contrasts of writing, and of lines and shapes (success criteria 1.4.3 and 1.4.11, level AA)."""
QUIET = 0.16
"""How far lines that only divide are away from the ground, towards the writing."""
ROUNDS = 24

_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def luminance(color: str) -> float:
    """Return the relative luminance of a colour."""
    parts = rgb(color)
    linear: Floats = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ _WEIGHTS)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def wants_dark_writing(ground: str) -> bool:
    """Say whether black is read better than white upon a ground."""
    return contrast(ground, "#000000") > contrast(ground, "#FFFFFF")


def legible(color: str, ground: str, least: float) -> str:
    """Return the colour, as much darker or lighter as it must be to have a contrast with its ground; its hue stays."""
    if contrast(color, ground) >= least:
        return color
    start, end = to_oklab(rgb(color)), 0.0 if wants_dark_writing(ground) else 1.0
    low, high = 0.0, 1.0
    for _ in range(ROUNDS):
        share = (low + high) / 2
        enough = contrast(_moved(start, end, share), ground) >= least
        low, high = (low, share) if enough else (share, high)
    return _moved(start, end, high)


def upon(theme: Theme, ground: str) -> Theme:
    """Return a theme upon another ground; its writing, curves and colours of meaning keep their contrast."""
    text = legible(theme.text, ground, WRITING)
    quiet = mix(ground, text, QUIET)
    return replace(
        theme,
        canvas=ground,
        card=ground,
        text=text,
        secondary=legible(theme.secondary, ground, WRITING),
        border=quiet,
        track=quiet,
        accent=legible(theme.accent, ground, SHAPES),
        error=legible(theme.error, ground, WRITING),
        data=legible(theme.data, ground, SHAPES),
        runners=tuple(legible(color, ground, SHAPES) for color in theme.runners),
    )


def _moved(start: Floats, lightness: float, share: float) -> str:
    """Return an OKLab colour on its way to black or white; it loses its saturation only towards the end."""
    faded = 1.0 - share**3
    return hex_color(
        from_oklab(np.array([start[0] + (lightness - start[0]) * share, start[1] * faded, start[2] * faded]))
    )

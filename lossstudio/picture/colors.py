"""Every colour there is: one meaning per hue, in two themes, and the colour maps of the surface mixed in OKLab.

Runner colours are predictions, paths, balls and steps; rose (``error``) is residuals, losses and gradients; grey is
data; the accent is for controls and nothing else. OKLab: B. Ottosson, "A perceptual color space for image processing"
(2020).
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats, frozen

ColormapName: TypeAlias = Literal["lagoon", "viridis", "cividis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one look, as ``#rrggbb``.

    Attributes
    ----------
    window, bar, card, raised, raised_2, field, canvas, border, track, control_border
        The window's grounds and edges; the surface stands on `canvas`.
    text, secondary
        Writing, and quieter writing (ticks, units).
    accent, on_accent, active
        Controls, writing upon the accent, and the tint of what is active.
    error
        Residual, loss and gradient.
    data
        Samples.
    runners
        One colour per runner; a seventh takes the first again, in another shade.
    casing
        The edge that makes a path or a ball read against anything.
    lagoon
        The stops of the surface's own colour map, lowest first.
    isoline
        Level lines upon the surface.
    diffuse
        The darkest and the brightest shade that lighting gives the surface.
    sunken
        How bright, of that, a place would be that sees nothing of the sky.
    contact
        The shadow that a ball throws where it lies: its colour, and how dark it is.
    """

    name: Literal["dark", "light", "contrast"]
    window: str
    bar: str
    card: str
    raised: str
    raised_2: str
    field: str
    canvas: str
    border: str
    track: str
    control_border: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    active: str
    error: str
    data: str
    runners: tuple[str, ...]
    casing: str
    lagoon: tuple[str, ...]
    isoline: str
    diffuse: tuple[float, float]
    sunken: float
    contact: tuple[str, float]

    def runner(self, number: int) -> str:
        """Return the colour of a runner, whatever its number: after the last the first again, in another shade."""
        times, place = divmod(number, len(self.runners))
        color = self.runners[place]
        return color if times % 2 == 0 else other_shade(color, dark=self.dark)

    @property
    def dark(self) -> bool:
        """Whether writing is light upon dark."""
        return self.name != "light"


DARK = Theme(
    name="dark",
    window="#14171D",
    bar="#171B22",
    card="#1C2129",
    raised="#262C37",
    raised_2="#333B49",
    field="#12151A",
    canvas="#12151B",
    border="#2E3541",
    track="#333B48",
    control_border="#727C8C",
    text="#E8EBF0",
    secondary="#A8B1BF",
    accent="#5AA9FF",
    on_accent="#08111C",
    active="#1B2735",
    error="#FF4D80",
    data="#C3C9D3",
    runners=("#FFAD33", "#8AD8FF", "#9468FF", "#45B885", "#F5F2A8", "#C675B5"),
    casing="#0B0E13",
    lagoon=("#12263F", "#1D4B6B", "#2F7690", "#58A3AE", "#98CBC8", "#DCEEE8"),
    isoline="#FFFFFF",
    diffuse=(0.62, 1.06),
    sunken=0.30,
    contact=("#000000", 0.85),
)

LIGHT = Theme(
    name="light",
    window="#EEF1F5",
    bar="#F8FAFC",
    card="#FFFFFF",
    raised="#F1F4F8",
    raised_2="#E1E7EF",
    field="#FFFFFF",
    canvas="#FFFFFF",
    border="#D5DCE5",
    track="#DCE2EA",
    control_border="#7A8595",
    text="#1A2230",
    secondary="#546072",
    accent="#1467D6",
    on_accent="#FFFFFF",
    active="#EAF2FD",
    error="#A8004B",
    data="#3C4654",
    runners=("#DD6000", "#2C8BE8", "#41128A", "#0A5C4C", "#4D1F00", "#9A7F98"),
    casing="#FFFFFF",
    lagoon=("#1F6F8F", "#3B97AC", "#66B5C0", "#90CBD0", "#B3DCDD", "#CFE9E6"),
    isoline="#0A2A3A",
    diffuse=(0.78, 1.0),
    sunken=0.60,
    contact=("#062230", 0.75),
)

CONTRAST = Theme(
    name="contrast",
    window="#000000",
    bar="#000000",
    card="#000000",
    raised="#141414",
    raised_2="#2B2B2B",
    field="#000000",
    canvas="#000000",
    border="#8F8F8F",
    track="#5E5E5E",
    control_border="#D6D6D6",
    text="#FFFFFF",
    secondary="#E4E4E4",
    accent="#6FC3FF",
    on_accent="#000000",
    active="#0B2A44",
    error="#FF9DBA",
    data="#E6E6E6",
    runners=("#FFB433", "#8AD8FF", "#C0A6FF", "#5BE39A", "#FFFFB0", "#FFA0EE"),
    casing="#000000",
    lagoon=("#1D4B6B", "#2F7690", "#58A3AE", "#98CBC8", "#DCEEE8", "#FFFFFF"),
    isoline="#FFFFFF",
    diffuse=(0.62, 1.06),
    sunken=0.60,
    contact=("#000000", 0.85),
)

_VIRIDIS = (
    *("#440154", "#481A6C", "#472F7D", "#414487", "#39568C", "#31688E", "#2A788E", "#23888E"),
    *("#1F988B", "#22A884", "#35B779", "#54C568", "#7AD151", "#A5DB36", "#D2E21B", "#FDE725"),
)
_CIVIDIS = (
    *("#00204D", "#00336F", "#39486B", "#575C6D", "#707173"),
    *("#8A8779", "#A69D75", "#C4B56C", "#E4CF5B", "#FFEA46"),
)


def rgb(color: str) -> Floats:
    """Return ``#rrggbb`` as ``(3,)`` numbers in 0..1, sRGB."""
    return np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def hex_color(color: Floats) -> str:
    """Return ``(3,)`` numbers in 0..1 as ``#RRGGBB``."""
    return "#" + "".join(f"{round(float(part) * 255):02X}" for part in np.clip(color, 0, 1))


@lru_cache(maxsize=512)
def mix(first: str, second: str, share: float) -> str:
    """Return the colour that is `share` of the way from the first to the second, mixed in OKLab."""
    ends = to_oklab(np.stack([rgb(first), rgb(second)]))
    return hex_color(from_oklab(ends[0] + (ends[1] - ends[0]) * share))


@cache
def colormap(name: ColormapName, theme: Theme) -> Floats:
    """Return 256 colours ``(256, 3)``, sRGB in 0..1, lowest first."""
    stops = {"lagoon": theme.lagoon, "viridis": _VIRIDIS, "cividis": _CIVIDIS}[name]
    anchors = to_oklab(np.stack([rgb(stop) for stop in stops]))
    at, places = np.linspace(0, 1, 256), np.linspace(0, 1, len(stops))
    mixed = np.stack([np.interp(at, places, anchors[:, axis]) for axis in range(3)], axis=-1)
    return frozen(np.clip(from_oklab(mixed), 0, 1))


_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_oklab(color: Floats) -> Floats:
    """Return sRGB colours ``(..., 3)`` in OKLab."""
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    lab: Floats = np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T
    return lab


def from_oklab(lab: Floats) -> Floats:
    """Return OKLab colours ``(..., 3)`` in sRGB, not clipped."""
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    above = 1.055 * np.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055
    color: Floats = np.where(linear <= 0.0031308, linear * 12.92, above)
    return color


SHADE_FAR, SHADE_CHROMA = 0.2, 0.7
"""How much lighter or darker another shade of a colour is, in OKLab, and its share of the colour's chroma: with all of
it the darker oranges and the lighter violets would be out of sRGB, and turn into other hues when they are clipped."""
SHADE_MIDDLE = {True: 0.74, False: 0.46}
"""Lighter colours of a dark theme, and of a light one, have a darker shade, the others a lighter one."""


@lru_cache(maxsize=64)
def other_shade(color: str, *, dark: bool) -> str:
    """Return the shade of a colour that is told from it by its lightness alone, as all eyes can."""
    lightness, *chroma = to_oklab(rgb(color))
    lightness += -SHADE_FAR if lightness > SHADE_MIDDLE[dark] else SHADE_FAR
    return hex_color(from_oklab(np.array([lightness, *(SHADE_CHROMA * part for part in chroma)])))


def cross_colors(theme: Theme) -> tuple[str, str]:
    """Return the colours of a cross upon the surface, and of its edge: light in both themes, as low places are dark."""
    return (theme.isoline, theme.casing) if theme.dark else (theme.casing, theme.isoline)


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
        runners=tuple(legible(theme.runner(number), ground, SHAPES) for number in range(2 * len(theme.runners))),
    )


def _moved(start: Floats, lightness: float, share: float) -> str:
    """Return an OKLab colour on its way to black or white; it loses its saturation only towards the end."""
    faded = 1.0 - share**3
    return hex_color(
        from_oklab(np.array([start[0] + (lightness - start[0]) * share, start[1] * faded, start[2] * faded]))
    )


@lru_cache(maxsize=64)
def with_runner_colors(theme: Theme, numbers: tuple[int | None, ...]) -> Theme:
    """Return the theme in which each runner has the colour of its number; None: that of its place."""
    if all(number in (None, place) for place, number in enumerate(numbers)):
        return theme
    chosen = [theme.runner(place if number is None else number) for place, number in enumerate(numbers)]
    return replace(theme, runners=(*chosen, *(color for color in theme.runners if color not in chosen)))

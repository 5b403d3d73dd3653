"""From a landscape to a StaticScene: how high the box reaches, where its floor is, and where the level lines run."""

from typing import TypeAlias

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane, scaled_down
from lossstudio.core.numbers import readout
from lossstudio.picture.colors import ColormapName, Theme
from lossstudio.picture.scene.box import (
    TALL,
    Box,
    HeightScale,
    fitted_box,
)
from lossstudio.picture.scene.frame import Levels, StaticScene
from lossstudio.picture.text.ticks import FARTHEST, round_step

HEADROOM = 1.25
"""How high the top is above the floor, as a multiple of the starting loss above it: so a bowl shows its rim."""

LEAST_SHARE = 0.15
"""At least this share of the plane lies below the top, wherever runners start: else a bowl would be a thimble."""

HIGHEST_PEAK, PEAK_ROOM = 2.5, 1.02
"""Peaks up to this many times as high as the top would be raise it, to a little above them."""

FROM_ZERO = 0.35
"""A lowest loss below this share of the picture's height lets the floor be at zero."""

ROUNDING, SMOOTH = 1e-9, 0.5
"""Differences below this share may be rounding; what has no size to be a share of is none where neighbours go together
so much (-1..1)."""

LOG_LINES = 25

LOG_SHARES = (1e-3, 0.1)
"""Between these is the share of the box's range from which on logarithmic heights are logarithmic."""

Ends: TypeAlias = tuple[float | None, float | None]
"""The losses at the bottom and the top of a box; None: as suits its surface."""


def static_scene_of(
    landscape: Landscape,
    starts: Floats,
    theme: Theme,
    *,
    scale: HeightScale = "linear",
    colormap: ColormapName = "lagoon",
    names: tuple[str, str] | None = None,
    badge: str = "",
    ends: Ends = (None, None),
) -> StaticScene:
    """Return the scene of a landscape, as it stands still.

    Parameters
    ----------
    landscape
        What was sampled.
    starts
        The losses at which the runners start, ``(R,)``; they decide how high the box reaches.
    theme, colormap
        Its look.
    scale
        How losses become heights.
    names
        What the two axes are called; None: as the plane has it.
    badge
        What the picture says about its own honesty.
    ends
        The losses at the bottom and the top of the box; None: as the landscape and the starts decide.
    """
    box = box_of(landscape, starts, scale, ends)
    x, y = box.across(landscape.x, landscape.y)
    heights = box.straight_height(landscape.loss)
    return StaticScene(
        box=box,
        x=frozen(x),
        y=frozen(y),
        heights=frozen(np.where(np.isfinite(heights), heights, np.nan)),
        levels=levels_of(box, float(np.nanmin(heights, initial=TALL, where=np.isfinite(heights)))),
        names=(*(names or landscape.plane.labels), "loss"),
        theme=theme,
        colormap=colormap,
        badge=badge + (" · axes stretched" if box.stretched else ""),
    )


def box_of(landscape: Landscape, starts: Floats, scale: HeightScale, ends: Ends = (None, None)) -> Box:
    """Return the box that shows a landscape, from one loss to another.

    It begins a little below the lowest loss, or at 0 where that is near, and reaches as high as the start losses
    ``(R,)`` decide, where `ends` don't say it.
    """
    floor, top = ends
    lowest, fitting = _reach(landscape.loss, starts)
    if landscape.plane.exact:
        fitting = _with_peaks(landscape.loss, lowest, fitting)
    top = fitting if top is None or top <= lowest else top
    floor = _floor_for(lowest, top, scale) if floor is None else floor
    plane = landscape.plane
    units = (float(np.linalg.norm(plane.x)) or 1.0, float(np.linalg.norm(plane.y)) or 1.0)
    x, y = (float(landscape.x[0]), float(landscape.x[-1])), (float(landscape.y[0]), float(landscape.y[-1]))
    with np.errstate(over="ignore"):
        low = _low_share((landscape.loss - floor) / (top - floor))
    return fitted_box(x, y, floor=floor, top=top, scale=scale, log_share=low, units=units)


def _floor_for(lowest: float, top: float, scale: HeightScale) -> float:
    """Return the loss at the bottom of a box."""
    if scale == "log":
        return lowest
    return 0.0 if 0 <= lowest < FROM_ZERO * top else lowest - 0.04 * (top - lowest)


def _low_share(share: Floats) -> float:
    """Return how high, as a share of the box, the lowest part of the surface is: there logarithms begin."""
    inside = share[np.isfinite(share) & (share <= 1)]
    return float(np.clip(np.quantile(inside, 0.05), *LOG_SHARES)) if inside.size else LOG_SHARES[1]


def levels_of(box: Box, lowest: float) -> Levels:
    """Return the level lines: five to each round number of the loss axis, or evenly spaced in logarithmic heights.

    Parameters
    ----------
    box
        The box.
    lowest
        The lowest straight height of the surface.
    """
    lowest = float(box.raised(np.array(lowest)))
    if box.scale == "log":
        return Levels(origin=0.0, step=TALL / LOG_LINES, lowest=lowest)
    heavy = round_step(box.top - box.floor, 6.0)
    tall = box.top - box.floor
    first = float(np.floor(box.floor / heavy) * heavy)
    return Levels(origin=(first - box.floor) / tall * TALL, step=heavy / 5 / tall * TALL, lowest=lowest)


def badge_of(plane: Plane, share_held: float | None, distance_off: float, *, terrain: bool = False) -> str:
    """Say how honest a picture is: how much of the path the plane holds (None: none yet), how far off the ball is."""
    if plane.exact:
        return "exact: the function itself" if terrain else "exact: the model has only these two parameters"
    held = "" if share_held is None else f"holds {100 * share_held:.0f} % of the path"
    off = "" if distance_off < 5e-4 else f"the ball is {readout(distance_off, 2)} off it"
    said = ", ".join(words for words in (held, off) if words)
    return f"a slice: {said}" if said else "a slice through the ball"


def _with_peaks(loss: Floats, lowest: float, top: float) -> float:
    """Return a top that doesn't cut the surface's own peaks off, unless they are far above."""
    middle = loss[1:-1, 1:-1]
    rows, columns = loss.shape
    around = [
        loss[1 + down : rows - 1 + down, 1 + across : columns - 1 + across]
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
        if down or across
    ]
    peaks = middle[np.all([middle > other for other in around], axis=0)]
    near = peaks[peaks <= lowest + HIGHEST_PEAK * (top - lowest)]
    return max(top, lowest + PEAK_ROOM * (float(near.max()) - lowest)) if near.size else top


def _reach(loss: Floats, starts: Floats) -> tuple[float, float]:
    """Return the lowest loss and that at the top of the box."""
    finite = np.clip(loss[np.isfinite(loss)], -FARTHEST, FARTHEST)
    if not finite.size:
        return 0.0, 1.0
    lowest, highest = float(finite.min()), float(finite.max())
    known = np.clip(starts[np.isfinite(starts)], -FARTHEST, FARTHEST)
    start = float(known.max()) if known.size else lowest
    # On a plane without relief the losses differ by rounding; the box then gets a height of its own.
    least = ROUNDING * (max(abs(lowest), abs(highest)) if _smooth(loss) else max(1.0, abs(lowest)))
    if start - lowest > least:
        highest = min(highest, max(lowest + HEADROOM * (start - lowest), float(np.quantile(finite, LEAST_SHARE))))
    return lowest, highest if highest - lowest > least else lowest + max(1.0, abs(lowest))


def _smooth(loss: Floats) -> bool:
    """Say whether neighbouring losses ``(rows, columns)`` are alike, as those of a surface are, and noise isn't."""
    known = np.isfinite(loss)
    small, _ = scaled_down(np.where(known, loss, 0.0))
    away = (small - small[known].mean()) / (np.ptp(small[known]) or 1.0)
    both_known = known[:, :-1] & known[:, 1:]
    one, other = away[:, :-1][both_known], away[:, 1:][both_known]
    both = float(np.mean(one**2 + other**2)) / 2 if one.size else 0.0
    return both > 0.0 and float(np.mean(one * other)) > SMOOTH * both

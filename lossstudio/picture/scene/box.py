"""The Box: how plane coordinates and losses become places in box units, and back (see ARCHITECTURE.md, Frames)."""

from dataclasses import dataclass
from math import hypot
from typing import Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats

HeightScale: TypeAlias = Literal["linear", "log", "clipped"]

TALL = 0.37
"""How tall the box is; its longer side on the floor is 1."""

LONGEST_RATIO = 3.0
"""Up to this ratio of the ranges both axes have equal units; beyond it they are stretched, and a badge says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The block of space that the picture shows. Box units: x and y about 0, the floor at 0, the top at TALL.

    Attributes
    ----------
    x, y
        The ranges of the plane's coordinates.
    sides
        The lengths of the floor's sides in box units; the longer is 1.
    floor, top
        The losses at the bottom and at the top of the box.
    scale
        How losses become heights.
    log_share
        With logarithmic heights: below this share of the box's range heights are as good as linear.
    stretched
        Whether the two axes have different units, so that the gradient isn't perpendicular to the isolines.
    """

    x: tuple[float, float]
    y: tuple[float, float]
    sides: tuple[float, float]
    floor: float
    top: float
    scale: HeightScale = "linear"
    log_share: float = 0.01
    stretched: bool = False

    @property
    def corner(self) -> tuple[float, float]:
        """Half the sides: the floor spans from minus to plus this."""
        return self.sides[0] / 2, self.sides[1] / 2

    @property
    def radius(self) -> float:
        """The radius of the ball about the box's middle that holds it."""
        return hypot(*self.sides, TALL) / 2

    def across(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return plane coordinates ``(...)`` in box units: places on the floor ``(...)``."""
        return _spread(x, self.x, self.sides[0]), _spread(y, self.y, self.sides[1])

    def height(self, loss: Floats) -> Floats:
        """Return losses ``(...)`` as heights in box units; NaN stays NaN."""
        return self.raised(self.straight_height(loss))

    def straight_height(self, loss: Floats) -> Floats:
        """Return losses ``(...)`` as heights in box units as if the scale were linear."""
        with np.errstate(invalid="ignore", over="ignore"):
            straight: Floats = TALL * (np.asarray(loss, dtype=np.float64) - self.floor) / (self.top - self.floor)
        return straight

    def raised(self, straight: Floats) -> Floats:
        """Return straight heights ``(...)`` as the scale has them; both are in box units."""
        if self.scale == "clipped":
            return np.minimum(straight, TALL)
        if self.scale == "log":
            with np.errstate(invalid="ignore", over="ignore"):
                above = np.maximum(straight / TALL, 0.0)
                return np.asarray(TALL * np.log1p(above / self.log_share) / np.log1p(1 / self.log_share))
        return straight

    def loss(self, height: Floats) -> Floats:
        """Return heights ``(...)`` in box units as losses: the inverse of `height` inside the box."""
        share = np.asarray(height, dtype=np.float64) / TALL
        if self.scale == "log":
            share = np.expm1(share * np.log1p(1 / self.log_share)) * self.log_share
        return np.asarray(self.floor + share * (self.top - self.floor))

    def place(self, points: Floats) -> Floats:
        """Return points ``(..., 3)``, two plane coordinates and a loss, as places in box units."""
        x, y = self.across(points[..., 0], points[..., 1])
        return np.stack([x, y, self.height(points[..., 2])], axis=-1)

    def coordinates(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return places ``(...)`` on the floor, in box units, as plane coordinates: the inverse of `across`."""
        return (
            self.x[0] + (np.asarray(x) / self.sides[0] + 0.5) * (self.x[1] - self.x[0]),
            self.y[0] + (np.asarray(y) / self.sides[1] + 0.5) * (self.y[1] - self.y[0]),
        )

    def holds(self, points: Floats, slack: float = 1e-6) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
        """Say which places ``(..., 3)`` in box units lie inside; what is below the floor counts as inside."""
        half_x, half_y = self.corner
        inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
            (np.abs(points[..., 0]) <= half_x + slack)
            & (np.abs(points[..., 1]) <= half_y + slack)
            & (points[..., 2] <= TALL + slack)
        )
        return inside


def fitted_box(
    x: tuple[float, float],
    y: tuple[float, float],
    *,
    floor: float,
    top: float,
    scale: HeightScale = "linear",
    log_share: float = 0.01,
    units: tuple[float, float] = (1.0, 1.0),
) -> Box:
    """Return the box over two ranges, in equal units where their ratio allows it.

    Parameters
    ----------
    x, y
        Ranges of the plane's coordinates.
    floor, top
        Losses at the bottom and at the top.
    scale, log_share
        How losses become heights.
    units
        How long one unit of each coordinate is in parameter space.
    """
    long_x, long_y = (x[1] - x[0]) * units[0], (y[1] - y[0]) * units[1]
    longest = max(long_x, long_y)
    stretched = longest > LONGEST_RATIO * min(long_x, long_y)
    sides = (1.0, 1.0) if stretched else (long_x / longest, long_y / longest)
    return Box(x=x, y=y, sides=sides, floor=floor, top=top, scale=scale, log_share=log_share, stretched=stretched)


def _spread(value: Floats, span: tuple[float, float], side: float) -> Floats:
    return (np.asarray(value, dtype=np.float64) - span[0]) / (span[1] - span[0]) * side - side / 2

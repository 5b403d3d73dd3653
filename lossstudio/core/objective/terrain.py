"""A terrain as an objective: theta is the place (x, y)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Rows, parameters
from lossstudio.core.group import Group
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.core.terrains.terrain import Terrain


class TerrainObjective(PlainObjective):
    """The height of a terrain. Immutable.

    Parameters
    ----------
    terrain, options
        The terrain and its options; absent ones have their defaults.
    """

    size = 2
    rows = 0
    groups = (Group("place", 0, 2, (2,)),)
    parameter_names = ("x", "y")

    def __init__(self, terrain: Terrain, options: Mapping[str, Any] | None = None) -> None:
        self.terrain = terrain
        self.options = terrain.complete(options or {})

    @property
    def is_bowl(self) -> bool:
        """Whether the terrain is a quadratic."""
        return self.terrain.quadratic

    @property
    def minima(self) -> tuple[Floats, ...]:
        """As `Objective.minima`: those that the terrain knows."""
        return tuple(np.array(place) for place in self.terrain.minima(**self.options))

    @property
    def least(self) -> float | None:
        """The height of the terrain's own minima, where it knows some."""
        minima = self.terrain.minima(**self.options)
        return float(self.values(np.array(minima)).min()) if minima else None

    def describe(self) -> str:
        """Say in one line what is minimised."""
        return f"the height of {self.terrain.label}"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002 - the contract's
        """Return the height ``(...)`` at theta ``(..., 2)``; a terrain has no rows, so any batch is the whole."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            return self.terrain.value(theta[..., 0], theta[..., 1], **self.options)

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """Return the height ``(...)`` and its slope ``(..., 2)``."""
        theta = parameters(theta, self.size)
        x, y = theta[..., 0], theta[..., 1]
        gradient = np.empty(theta.shape)
        with np.errstate(all="ignore"):
            gradient[..., 0], gradient[..., 1] = self.terrain.gradient(x, y, **self.options)
        return self.values(theta, batch), gradient

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002
        """Return the second derivatives at theta ``(2,)`` times vectors ``(V, 2)``."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            xx, xy, yy = self.terrain.hessian(theta[0], theta[1], **self.options)
            products: Floats = vectors @ np.array([[xx, xy], [xy, yy]])
        return products

"""The mean squared error of a model that is linear in its parameters, as a quadratic form: its samples are summed once.

With the design D (a column for each sample) and targets y, the mean of (wᵀd - y)² over the samples is
floor + |R (w - w*)|² / N, where w* solves the normal equations and R comes from the QR decomposition of Dᵀ.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.models.network import Network

MOST_ROWS = 256
"""With more inputs than this, the form is no cheaper than the samples."""


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """A mean squared error in closed form.

    Attributes
    ----------
    network
        The model, whose only layer gives theta its shape.
    lowest
        ``(rows, K)``: the parameters of the lowest value.
    root
        ``(rows, rows)``: R / sqrt(N).
    floor
        The lowest value.
    """

    network: Network
    lowest: Floats
    root: Floats
    floor: float

    def values(self, theta: Floats) -> Floats:
        """Return the mean squared error ``(...)`` at theta ``(..., P)``."""
        away = self.root @ (self.network.stack[0].matrix(theta) - self.lowest)
        away *= away
        values: Floats = self.floor + away.sum(axis=(-2, -1)) / self.network.outputs
        return values


def quadratic(network: Network, design: Floats, targets: Any) -> Quadratic | None:
    """Return the closed form of the mean squared error; None where the model isn't linear in its parameters."""
    rows, samples = design.shape
    if not network.is_linear or not 0 < rows <= min(MOST_ROWS, samples):
        return None
    wanted = np.broadcast_to(targets, (samples, network.outputs))
    lowest, *_ = np.linalg.lstsq(design.T, wanted)
    root: Floats = np.linalg.qr(design.T, mode="r") / np.sqrt(samples)
    floor = float(np.mean((design.T @ lowest - wanted) ** 2))
    return Quadratic(network, lowest, root, floor) if np.isfinite(floor) else None

"""Hills and hollows over two inputs, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import OPTIONS, over_plane

RADIUS = 2.0
CENTRES = np.array([[-4.0, 2.5], [0.0, 2.5], [4.0, 2.5], [-4.0, -2.5], [0.0, -2.5], [4.0, -2.5]])
SIGNS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])


def _heights(points: Floats) -> Floats:
    """Return the height of the nearest cone: 1 or -1 at a centre, 0 from a distance of 2."""
    distances = np.linalg.norm(points[:, None, :] - CENTRES, axis=2)
    nearest = distances.argmin(axis=1)
    heights: Floats = SIGNS[nearest] * np.maximum(0.0, 1.0 - distances.min(axis=1) / RADIUS)
    return heights


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    return over_plane(_heights, samples=samples, noise=noise, outliers=outliers, seed=seed)


GAUSSIAN = Dataset(
    key="gaussian",
    label="Hills and hollows",
    summary="three hills and three hollows over two inputs",
    options=OPTIONS,
    make=_make,
    learning_rate=0.03,
    task="regression",
)

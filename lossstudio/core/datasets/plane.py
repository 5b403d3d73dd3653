"""A tilted plane over two inputs, as in TensorFlow Playground."""

from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import OPTIONS, over_plane


def _heights(points: Floats) -> Floats:
    heights: Floats = points.sum(axis=1) / 10.0
    return heights


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    return over_plane(_heights, samples=samples, noise=noise, outliers=outliers, seed=seed)


PLANE = Dataset(
    key="plane",
    label="Plane",
    summary="a tilted plane over two inputs",
    options=OPTIONS,
    make=_make,
    learning_rate=0.03,
    task="regression",
)

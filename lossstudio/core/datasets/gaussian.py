"""Hills and hollows over two inputs, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import uniform

REACH, RADIUS, LIFT = 6.0, 2.0, 2.0
CENTRES = np.array([[-4.0, 2.5], [0.0, 2.5], [4.0, 2.5], [-4.0, -2.5], [0.0, -2.5], [4.0, -2.5]])
SIGNS = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])


def _heights(points: Floats) -> Floats:
    """Return the height of the nearest cone: 1 or -1 at a centre, 0 from a distance of 2."""
    distances = np.linalg.norm(points[:, None, :] - CENTRES, axis=2)
    nearest = distances.argmin(axis=1)
    heights: Floats = SIGNS[nearest] * np.maximum(0.0, 1.0 - distances.min(axis=1) / RADIUS)
    return heights


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    points = uniform(seed, "places", (samples, 2), low=-REACH, high=REACH)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH)
    return measured(points, pushed(_heights(seen), outliers, LIFT, seed), input_names=("x1", "x2"), target_name="y")


GAUSSIAN = Dataset(
    key="gaussian",
    label="Hills and hollows",
    summary="three hills and three hollows over two inputs",
    options=generated(
        samples=1200,
        noise=0.0,
        most_noise=0.5,
        noise_help="How far a point may seem to lie from its place when its height is taken, in widths.",
    ),
    make=_make,
    learning_rate=0.03,
    task="regression",
)

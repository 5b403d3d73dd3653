"""A tilted plane over two inputs, as in TensorFlow Playground."""

from typing import Any

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import uniform

REACH, LIFT = 6.0, 2.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    points = uniform(seed, "places", (samples, 2), low=-REACH, high=REACH)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH)
    height = seen.sum(axis=1) / 10.0
    return measured(points, pushed(height, outliers, LIFT, seed), input_names=("x1", "x2"), target_name="y")


PLANE = Dataset(
    key="plane",
    label="Plane",
    summary="a tilted plane over two inputs",
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

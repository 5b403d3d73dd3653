"""A disc inside a ring, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import uniform

RADIUS = 5.0


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    inside = two_classes(samples, balance) == 1
    share = uniform(seed, "radius", (samples,))
    radius = RADIUS * np.where(inside, 0.5 * share, 0.7 + 0.3 * share)
    angle = uniform(seed, "angle", (samples,), high=2.0 * np.pi)
    points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-RADIUS, high=RADIUS)
    labels = (np.hypot(seen[:, 0], seen[:, 1]) < 0.5 * RADIUS).astype(np.intp)
    return classified(points, labels, seed=seed, outliers=outliers)


CIRCLE = Dataset(
    key="circle",
    label="Circle",
    summary="a disc of one class inside a ring of the other",
    options=(
        *generated(
            samples=500,
            noise=0.0,
            most_noise=0.5,
            noise_help="How far a point may seem to lie from its place when it is given its class, in radii.",
        ),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.1,
    task="binary",
)

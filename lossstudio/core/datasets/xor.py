"""Exclusive or: the classes sit in opposite quarters, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import uniform

REACH, PADDING = 5.0, 0.3


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    alike = two_classes(samples, balance) == 1
    sizes = uniform(seed, "places", (samples, 2), high=REACH) + PADDING
    first = np.where(uniform(seed, "signs", (samples,)) < 0.5, -1.0, 1.0)
    points = sizes * np.stack([first, np.where(alike, first, -first)], axis=1)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH)
    labels = (seen[:, 0] * seen[:, 1] >= 0.0).astype(np.intp)
    return classified(points, labels, seed=seed, outliers=outliers)


XOR = Dataset(
    key="xor",
    label="Exclusive or",
    summary="two classes in opposite quarters: yes where both coordinates have the same sign",
    options=(
        *generated(
            samples=500,
            noise=0.0,
            most_noise=0.5,
            noise_help="How far a point may seem to lie from its place when it is given its class, in widths.",
        ),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.1,
    task="binary",
)

"""Two spirals wound into each other, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import uniform

RADIUS, TURNS = 5.0, 1.75


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    labels = two_classes(samples, balance)
    second = int(labels.sum())
    along = np.concatenate([np.arange(count) / max(count, 1) for count in (samples - second, second)])
    angle = TURNS * 2.0 * np.pi * along + np.where(labels == 0, np.pi, 0.0)
    points = RADIUS * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    inputs = points + noise * uniform(seed, "noise", (samples, 2), low=-1.0, high=1.0)
    return classified(inputs, labels, seed=seed, outliers=outliers)


SPIRAL = Dataset(
    key="spiral",
    label="Spiral",
    summary="two spirals wound into each other",
    options=(
        *generated(
            samples=500, noise=0.0, most_noise=1.0, noise_help="How far each coordinate may lie from the spiral."
        ),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.1,
    task="binary",
)

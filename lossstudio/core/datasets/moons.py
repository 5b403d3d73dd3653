"""Two half circles that reach into each other."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import normal


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    labels = two_classes(samples, balance)
    second = int(labels.sum())
    upper, lower = np.linspace(0.0, np.pi, samples - second), np.linspace(0.0, np.pi, second)
    across = np.concatenate([np.cos(upper), 1.0 - np.cos(lower)])
    along = np.concatenate([np.sin(upper), 0.5 - np.sin(lower)])
    inputs = np.stack([across - 0.5, along - 0.25], axis=1) + normal(seed, "noise", (samples, 2), deviation=noise)
    return classified(inputs, labels, seed=seed, outliers=outliers)


MOONS = Dataset(
    key="moons",
    label="Moons",
    summary="two half circles that reach into each other",
    options=(
        *generated(samples=200, noise=0.1, most_noise=0.5, noise_help="The standard deviation of both coordinates."),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.3,
    task="binary",
)

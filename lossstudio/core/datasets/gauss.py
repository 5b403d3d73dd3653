"""Two round clouds, as in TensorFlow Playground."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import normal

CENTRE = 2.0


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    labels = two_classes(samples, balance)
    spread = np.sqrt(0.5 + 7.0 * noise)
    inputs = (labels[:, None] * 2.0 - 1.0) * CENTRE + normal(seed, "places", (samples, 2), deviation=spread)
    return classified(inputs, labels, seed=seed, outliers=outliers)


GAUSS = Dataset(
    key="gauss",
    label="Two clouds",
    summary="two round clouds of points, one for each class",
    options=(
        *generated(
            samples=500,
            noise=0.0,
            most_noise=0.5,
            noise_help="How much the clouds spread: their variance is 0.5 + 7 times the noise.",
        ),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.1,
    task="binary",
)

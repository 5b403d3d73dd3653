"""Round clouds of three or more classes."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import class_numbers, classified
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.option import Integer
from lossstudio.core.random import normal

RADIUS = 2.5
NAMES = ("cat", "dog", "bird", "fish", "frog", "horse", "mouse", "sheep", "snake", "whale")


def _make(
    *, samples: int, noise: float, outliers: int, balance: float, centers: int, seed: int, **_split: Any
) -> Samples:
    labels = class_numbers(samples, balance, centers)
    angle = 2.0 * np.pi * labels / centers + 0.5 * np.pi
    centre = RADIUS * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    inputs = centre + normal(seed, "places", (samples, 2), deviation=noise)
    return classified(inputs, labels, seed=seed, outliers=outliers, classes=NAMES[:centers])


BLOBS = Dataset(
    key="blobs",
    label="Clouds of classes",
    summary="round clouds of three or more classes",
    options=(
        *generated(samples=150, noise=0.9, most_noise=3.0, noise_help="The standard deviation of a cloud."),
        BALANCE,
        Integer(
            name="centers",
            default=3,
            label="classes",
            help="How many classes there are.",
            minimum=3,
            maximum=len(NAMES),
            slider=(3, len(NAMES)),
        ),
    ),
    make=_make,
    learning_rate=0.1,
    task="multiclass",
)

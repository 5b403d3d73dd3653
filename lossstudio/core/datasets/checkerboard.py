"""A checkerboard: the classes alternate from field to field."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.option import Integer
from lossstudio.core.random import uniform

REACH = 5.0


def _make(
    *, samples: int, noise: float, outliers: int, balance: float, fields: int, seed: int, **_split: Any
) -> Samples:
    dark = two_classes(samples, balance)
    width = 2.0 * REACH / fields
    place = uniform(seed, "places", (samples, 2), high=float(fields))
    row = np.floor(place[:, 1])
    column = 2.0 * np.floor(place[:, 0] / 2.0) + (row + dark) % 2.0
    column = np.where(column >= fields, (row + dark) % 2.0, column)
    points = (np.stack([column, row], axis=1) + place % 1.0) * width - REACH
    seen = np.floor((points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH) + REACH) / width)
    return classified(points, (seen.sum(axis=1) % 2.0).astype(np.intp), seed=seed, outliers=outliers)


CHECKERBOARD = Dataset(
    key="checkerboard",
    label="Checkerboard",
    summary="a checkerboard: the classes alternate from field to field",
    options=(
        *generated(
            samples=500,
            noise=0.0,
            most_noise=0.5,
            noise_help="How far a point may seem to lie from its place when it is given its class, in widths.",
        ),
        BALANCE,
        Integer(name="fields", default=4, help="How many fields a side has.", minimum=2, maximum=20, slider=(2, 8)),
    ),
    make=_make,
    learning_rate=0.1,
    task="binary",
)

"""Throws at a dart board, some of them astray: where one should aim depends on the loss."""

from typing import Any

import numpy as np

from lossstudio.core.array import frozen
from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal, permutation

AIM, STRAY = np.array([0.35, 0.2]), np.array([2.4, -1.8])


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    throws = AIM + normal(seed, "noise", (samples, 2), deviation=noise)
    throws[permutation(seed, "outliers", samples)[:outliers]] += STRAY
    return Samples(
        inputs=frozen(np.zeros((samples, 0))),
        targets=frozen(throws),
        task="regression",
        input_names=(),
        target_names=("right (10 cm)", "up (10 cm)"),
    )


DARTS = Dataset(
    key="darts",
    label="Darts",
    summary="throws at a dart board, some of them astray: a model of two numbers says where to aim",
    options=generated(
        samples=15, noise=0.6, most_noise=2.0, noise_help="The standard deviation of a throw, in 10 cm.", outliers=3
    ),
    make=_make,
    learning_rate=0.1,
    task="regression",
)

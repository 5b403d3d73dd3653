"""Points along a straight line, and outliers that tell squared from absolute error."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal

SLOPE, INTERCEPT, REACH, FALL = 0.9, 1.0, 3.0, 8.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    x = np.linspace(-REACH, REACH, samples) + 0.5
    y = INTERCEPT + SLOPE * x + normal(seed, "noise", (samples,), deviation=noise)
    lowered = np.arange(samples - 1, -1, -2)[:outliers]
    y[lowered] -= FALL
    return measured(x[:, None], y, input_names=("x",), target_name="y")


LINE = Dataset(
    key="line",
    label="Line",
    summary="points along a straight line; outliers at its right end pull on the slope",
    options=generated(samples=30, noise=0.5, most_noise=3.0, noise_help="The standard deviation of y."),
    make=_make,
    learning_rate=0.05,
    task="regression",
)

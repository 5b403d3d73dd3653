"""Points along a line with a ripple, and outliers at its right end."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    x = np.linspace(-2.0, 2.0, samples)
    y = x + 0.3 * np.sin(6.0 * x) + normal(seed, "noise", (samples,), deviation=noise)
    y[::-1][:outliers] -= 4.0
    return measured(x[:, None], y, input_names=("x",), target_name="y")


RIPPLE = Dataset(
    key="ripple",
    label="Ripple",
    summary="points along a line with a ripple",
    options=generated(samples=30, noise=0.2, most_noise=2.0, noise_help="The standard deviation of y."),
    make=_make,
    learning_rate=0.05,
    task="regression",
)

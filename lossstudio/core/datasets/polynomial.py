"""Points along a cubic curve: a line is too simple for them."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal

REACH, LIFT = 2.0, 6.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    x = np.linspace(-REACH, REACH, samples)
    y = 0.5 * x**3 - 0.6 * x**2 - x + 1.0 + normal(seed, "noise", (samples,), deviation=noise)
    return measured(x[:, None], pushed(y, outliers, LIFT, seed), input_names=("x",), target_name="y")


POLYNOMIAL = Dataset(
    key="polynomial",
    label="Cubic curve",
    summary="points along a cubic curve, which a line can't follow",
    options=generated(samples=40, noise=0.3, most_noise=2.0, noise_help="The standard deviation of y."),
    make=_make,
    learning_rate=0.03,
    task="regression",
)

"""Points along a wave: a task for a small network."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal

REACH, LIFT = 3.0, 4.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    x = np.linspace(-REACH, REACH, samples)
    y = np.sin(1.5 * x) + normal(seed, "noise", (samples,), deviation=noise)
    return measured(x[:, None], pushed(y, outliers, LIFT, seed), input_names=("x",), target_name="y")


SINE = Dataset(
    key="sine",
    label="Wave",
    summary="points along a sine wave: a task for a small network",
    options=generated(samples=60, noise=0.1, most_noise=1.0, noise_help="The standard deviation of y."),
    make=_make,
    learning_rate=0.05,
    task="regression",
)

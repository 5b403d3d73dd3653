"""House prices, and one small house that was sold for a fortune."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import normal

SMALLEST, LARGEST, FORTUNE = 0.6, 2.4, 6.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    area = np.linspace(SMALLEST, LARGEST, samples)
    price = 0.5 + 2.0 * area + normal(seed, "noise", (samples,), deviation=noise)
    price[1::2][:outliers] += FORTUNE
    price[0::2][: max(0, outliers - samples // 2)] += FORTUNE
    return measured(
        area[:, None], price, input_names=("area (hundred m²)",), target_name="price (hundred thousand)", origin=(1.0,)
    )


HOUSES = Dataset(
    key="houses",
    label="House prices",
    summary="house prices against floor area; one small house was sold for a fortune",
    options=generated(
        samples=14, noise=0.3, most_noise=2.0, noise_help="The standard deviation of the price, in 100,000.", outliers=1
    ),
    make=_make,
    learning_rate=0.1,
    task="regression",
)

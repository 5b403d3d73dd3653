"""What a shop sells on warm days: having too little costs more than having too much."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import uniform

COLDEST, WARMEST, RUSH = 1.0, 3.5, 5.0


def _make(*, samples: int, noise: float, outliers: int, seed: int, **_split: Any) -> Samples:
    temperature = np.linspace(COLDEST, WARMEST, samples)
    expected = 0.6 + 1.2 * (temperature - COLDEST)
    surprise = -np.log1p(-uniform(seed, "noise", (samples,))) - 1.0
    demand = np.maximum(0.0, expected * (1.0 + noise * surprise))
    return measured(
        temperature[:, None],
        pushed(demand, outliers, RUSH, seed),
        input_names=("temperature (10 °C)",),
        target_name="ice creams sold (100)",
        origin=(2.0,),
    )


STOCK = Dataset(
    key="stock",
    label="Stock of ice cream",
    summary="ice creams sold against temperature: the spread grows, and running out costs more than leftovers",
    options=generated(
        samples=80,
        noise=0.4,
        most_noise=1.0,
        noise_help="The standard deviation of a day's sales, as a share of what is expected.",
    ),
    make=_make,
    learning_rate=0.1,
    task="regression",
)

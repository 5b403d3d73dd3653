"""Messages and how suspicious they look, some of them spam."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import classified, two_classes
from lossstudio.core.datasets.options import BALANCE, generated
from lossstudio.core.random import normal

MAIL, JUNK = np.array([0.9, 0.8]), np.array([2.6, 2.3])


def _make(*, samples: int, noise: float, outliers: int, balance: float, seed: int, **_split: Any) -> Samples:
    labels = two_classes(samples, balance)
    centre = np.where(labels[:, None] == 1, JUNK, MAIL)
    inputs = np.abs(centre + normal(seed, "places", (samples, 2), deviation=noise))
    return classified(
        inputs,
        labels,
        seed=seed,
        outliers=outliers,
        classes=("mail", "spam"),
        input_names=("links in 100 words", "words in capitals (10 %)"),
    )


SPAM = Dataset(
    key="spam",
    label="Spam",
    summary="messages by their links and capitals, some of them spam",
    options=(
        *generated(samples=100, noise=0.7, most_noise=2.0, noise_help="The standard deviation of both measures."),
        BALANCE,
    ),
    make=_make,
    learning_rate=0.3,
    task="binary",
)

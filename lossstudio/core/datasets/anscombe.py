"""Anscombe's quartet: four sets of points with the same line, and only one that it fits."""

from typing import Any

import numpy as np

from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.generating import measured
from lossstudio.core.datasets.options import common
from lossstudio.core.option import Choice

SHARED_X = (10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0)
QUARTET = {
    "I": (SHARED_X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    "II": (SHARED_X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    "III": (SHARED_X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    "IV": (
        (8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 19.0, 8.0, 8.0, 8.0),
        (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
    ),
}


def _make(*, set: str, **_split: Any) -> Samples:  # noqa: A002  # the option's name in files
    x, y = QUARTET[set]
    return measured(np.array(x)[:, None], np.array(y), input_names=("x",), target_name="y", origin=(8.0,))


ANSCOMBE = Dataset(
    key="anscombe",
    label="Anscombe's quartet",
    summary="four sets of eleven points with the same best line, which suits only the first",
    source="Anscombe, Graphs in statistical analysis, The American Statistician 27(1), 1973",
    options=(
        Choice(
            name="set",
            default="III",
            help="Which of the four sets; the third has an outlier.",
            choices=("I", "II", "III", "IV"),
        ),
        *common(),
    ),
    make=_make,
    learning_rate=0.02,
    task="regression",
)

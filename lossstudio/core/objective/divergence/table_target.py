"""A kernel density of given values as the target: a bell of the same width over each of them."""

import math
from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Target, TargetError
from lossstudio.core.option import Choice, Number, Sequence

MOST_VALUES = 5_000
_IQR_OF_A_BELL = 1.34


def spread(values: Floats) -> float:
    """Return the smaller of standard deviation and interquartile range / 1.34 of ``(n,)``; outliers don't widen it."""
    deviation = float(values.std(ddof=1))
    low, high = np.quantile(values, [0.25, 0.75])
    robust = float(high - low) / _IQR_OF_A_BELL
    return min(deviation, robust) if robust > 0 else deviation


def silverman(values: Floats) -> float:
    """Return 0.9 A n^(-1/5) for values ``(n,)``, with A = `spread`.

    Silverman, "Density estimation" (1986), equation 3.31.
    """
    return 0.9 * spread(values) * math.pow(len(values), -0.2)


def scott(values: Floats) -> float:
    """Return 1.06 A n^(-1/5), the best width where the values ``(n,)`` come from a bell (Scott, 1992; R's `bw.nrd`)."""
    return 1.06 * spread(values) * math.pow(len(values), -0.2)


RULES: Mapping[str, Callable[[Floats], float]] = {"silverman": silverman, "scott": scott}


def _build(*, values: tuple[float, ...], bandwidth: str) -> Density:
    return _built(values, bandwidth)


@lru_cache(maxsize=4)
def _built(values: tuple[float, ...], bandwidth: str) -> Density:
    numbers = np.array(values)
    with np.errstate(over="ignore", invalid="ignore"):
        width = RULES[bandwidth](numbers) if len(numbers) > 1 else 0.0
    if not np.isfinite(width):
        raise TargetError("values", "are too large to be computed with")
    if not width > 1e-12 * max(1e-280, float(np.abs(numbers).max())):
        raise TargetError("values", "must not all be the same: their density would be infinitely narrow")
    count = len(numbers)
    return Density.of(sorted(values), [width] * count, [1.0 / count] * count)


TABLE_TARGET = Target(
    key="table",
    label="Values",
    summary="the kernel density of given values: a small bell over each",
    options=(
        Sequence(
            name="values",
            default=(-2.2, -1.9, -1.4, -0.6, 0.9, 1.3, 1.6, 1.8, 2.1, 2.7),
            item=Number(name="value", default=0.0, help="One value."),
            shortest=2,
            longest=MOST_VALUES,
            help="The values, in any order.",
        ),
        Choice(
            name="bandwidth",
            default="silverman",
            choices=tuple(RULES),
            labels=("Silverman's rule", "Scott's rule"),
            help="How wide the bell over each value is.",
        ),
    ),
    build=_build,
)

"""The learning rate that shrinks by the same factor at every update."""

import math
from typing import Any

from lossstudio.core.option import Number
from lossstudio.core.schedules.schedule import Schedule


def scaled(base: float, factor: float, times: int) -> float:
    """Return base * factor^times; infinite where that is too large for a number."""
    try:
        return base * float(factor**times)
    except OverflowError:
        return math.inf


def _rate(k: int, base: float, _state: Any, *, factor: float) -> float:
    return scaled(base, factor, k)


EXPONENTIAL = Schedule(
    key="exponential",
    label="Exponential",
    summary="the learning rate is multiplied by a factor at every update",
    options=(
        Number(
            name="factor",
            default=0.95,
            help="What the rate is multiplied by at each update.",
            minimum=0.0,
            open_minimum=True,
            slider=(0.9, 1.1),
        ),
    ),
    rate=_rate,
    code=lambda rate, *, factor: (f"return {rate!r} * {factor!r} ** k",),
)

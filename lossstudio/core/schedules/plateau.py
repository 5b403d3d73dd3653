"""The learning rate that drops when the training loss has stopped falling."""

import math
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.code import NoCode
from lossstudio.core.option import Choice, Integer, Number
from lossstudio.core.schedules.schedule import Schedule

SMALLEST_DROP = 1e-8
"""A drop that changes the rate by less is not made."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The best loss so far, how many epochs since have brought nothing, and how often the rate was to drop."""

    best: float = math.inf
    idle: int = 0
    drops: int = 0


def _start(**_options: Any) -> Watch:
    return Watch()


def _observe(
    loss: float, state: Watch, *, patience: int, threshold: float, threshold_mode: str, **_options: Any
) -> Watch:
    if loss < _to_beat(state.best, threshold, threshold_mode):
        return replace(state, best=loss, idle=0)
    if state.idle < patience:
        return replace(state, idle=state.idle + 1)
    return replace(state, idle=0, drops=state.drops + 1)


def _to_beat(best: float, threshold: float, mode: str) -> float:
    """Return what a loss must be below to count as better.

    PyTorch asks for best * (1 - threshold) of a negative loss too, which is above it, so that standing still counts as
    better and the rate never drops (pytorch#47513). Here a share is one of the best loss's size.
    """
    if math.isinf(best) or mode == "abs":
        return best - threshold
    return best * (1.0 - threshold) if best >= 0.0 else best * (1.0 + threshold)


def _rate(_k: int, base: float, state: Watch, *, factor: float, **_options: Any) -> float:
    rate = base
    for _ in range(state.drops):
        if rate - rate * factor <= SMALLEST_DROP:
            break
        rate *= factor
    return rate


PLATEAU = Schedule(
    key="plateau",
    label="On a plateau",
    summary="the learning rate drops when the training loss has stopped falling for some epochs",
    options=(
        Integer(
            name="patience",
            default=10,
            help="How many epochs may bring nothing before the rate drops.",
            minimum=0,
            slider=(0, 100),
        ),
        Number(
            name="factor",
            default=0.1,
            help="What the rate is multiplied by when it drops.",
            minimum=0.0,
            maximum=1.0,
            open_minimum=True,
            open_maximum=True,
            slider=(0.05, 0.95),
        ),
        Number(
            name="threshold",
            default=1e-4,
            help="The share, or the amount, by which the loss must fall to count as better.",
            minimum=0.0,
            slider=(1e-6, 0.1),
            logarithmic=True,
        ),
        Choice(
            name="threshold_mode",
            default="rel",
            choices=("rel", "abs"),
            labels=("a share of the best loss", "an amount"),
            help="Whether the threshold is a share of the best loss's size, or an amount.",
        ),
    ),
    rate=_rate,
    start=_start,
    observe=_observe,
    code=NoCode("the learning rate drops when the loss has stopped falling"),
)

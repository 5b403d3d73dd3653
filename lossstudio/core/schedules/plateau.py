"""The learning rate that drops when the training loss has stopped falling."""

import math
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.code import WatchLines
from lossstudio.core.option import Choice, Integer, Number
from lossstudio.core.schedules.schedule import Schedule

SMALLEST_DROP = 1e-8
"""A drop that changes the rate by less is not made."""
MOST_COUNTED = 10_000
"""So many drops are counted beforehand: a rate that could drop more often hardly does so in any run."""


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
    return _dropped(base, factor, state.drops)[0]


def _dropped(rate: float, factor: float, drops: int) -> tuple[float, int]:
    """Return the rate after so many drops, and how many of them were made."""
    for made in range(drops):
        if rate - rate * factor <= SMALLEST_DROP:
            return rate, made
        rate *= factor
    return rate, drops


def _code(rate: float, *, patience: int, factor: float, threshold: float, threshold_mode: str) -> WatchLines:
    less = f"{threshold!r}" if threshold_mode == "abs" else f"{threshold!r} * abs(best)"
    mode = ', threshold_mode="abs"' if threshold_mode == "abs" else ""
    own = f"ReduceLROnPlateau(optimizer, factor={factor!r}, patience={patience}, threshold={threshold!r}{mode})"
    return WatchLines(
        before=("best, idle, drops = None, 0, 0",),
        rate=f"{rate!r} * {factor!r} ** min(drops, {_dropped(rate, factor, MOST_COUNTED)[1]})",
        each=(
            "# The learning rate drops when the loss has stopped falling.",
            f"if best is None or total < best - {less}:",
            "    best, idle = total, 0",
            *((f"elif idle < {patience}:", "    idle += 1") if patience else ()),
            "else:",
            "    idle, drops = 0, drops + 1",
        ),
        # A share of 1 and more can't be beaten: PyTorch asks that of the first loss too.
        pytorch=f"torch.optim.lr_scheduler.{own}" if threshold_mode == "abs" or threshold < 1.0 else "",
        only_from_zero=threshold_mode == "rel",
    )


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
    code=_code,
)

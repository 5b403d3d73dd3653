"""The learning rate that falls along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts)."""

import math
from typing import Any

from lossstudio.core.option import Integer, Number
from lossstudio.core.schedules.schedule import Schedule

STEPS = Integer(
    name="steps",
    default=None,
    optional=True,
    none_text="all",
    help="After how many updates it ends; as many as the run has when nothing is said.",
    minimum=1,
    slider=(10, 1000),
)
MINIMUM = Number(
    name="minimum",
    default=0.0,
    help="The learning rate at the end.",
    minimum=0.0,
    slider=(0.0, 0.1),
)


def annealed(start: float, end: float, share: float) -> float:
    """Return the rate after a share 0 .. 1 of the way from `start` to `end`."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0


def annealed_code(start: float, end: float, share: str) -> str:
    """Return `annealed` as an expression of a program, the share being another one."""
    return f"{end!r} + ({start!r} - {end!r}) * (1 + math.cos(math.pi * {share})) / 2"


def _rate(k: int, base: float, _state: Any, *, steps: int, minimum: float) -> float:
    return annealed(base, minimum, k / steps) if k < steps else minimum


def _code(rate: float, *, steps: int, minimum: float) -> tuple[str, ...]:
    return (f"return {annealed_code(rate, minimum, f'min(k, {steps}) / {steps}')}",)


COSINE = Schedule(
    key="cosine",
    label="Cosine",
    summary="the learning rate falls along half a cosine and stays at its minimum",
    options=(STEPS, MINIMUM),
    rate=_rate,
    code=_code,
)

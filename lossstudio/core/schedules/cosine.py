"""The learning rate that falls along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts)."""

from typing import Any

from lossstudio.core.schedules.annealing import MINIMUM, STEPS, annealed, annealed_code
from lossstudio.core.schedules.schedule import Schedule


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

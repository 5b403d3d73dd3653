"""The learning rate that rises evenly at first, then falls along half a cosine."""

from typing import Any

from lossstudio.core.option import Integer
from lossstudio.core.schedules.cosine import (
    MINIMUM,
    STEPS,
    annealed,
    annealed_code,
)
from lossstudio.core.schedules.schedule import Schedule


def _rate(k: int, base: float, _state: Any, *, warmup: int, steps: int, minimum: float) -> float:
    if k < warmup:
        return base * (k + 1) / warmup
    return annealed(base, minimum, (k - warmup) / (steps - warmup)) if k < steps else minimum


def _code(rate: float, *, warmup: int, steps: int, minimum: float) -> tuple[str, ...]:
    rising = (f"if k < {warmup}:", f"    return {rate!r} * (k + 1) / {warmup}") if warmup else ()
    if steps <= warmup:
        return (*rising, f"return {minimum!r}")
    share = f"min(k - {warmup}, {steps - warmup}) / {steps - warmup}"
    return (*rising, f"return {annealed_code(rate, minimum, share)}")


WARMUP_COSINE = Schedule(
    key="warmup_cosine",
    label="Warm-up, then cosine",
    summary="the learning rate rises evenly, then falls along half a cosine and stays at its minimum",
    options=(
        Integer(name="warmup", default=10, help="How many updates it rises.", minimum=0, slider=(0, 100)),
        STEPS,
        MINIMUM,
    ),
    rate=_rate,
    code=_code,
)

"""The learning rate that drops by a factor every so many updates."""

from typing import Any

from lossstudio.core.option import Integer, Number
from lossstudio.core.schedules.exponential import scaled
from lossstudio.core.schedules.schedule import Schedule


def _rate(k: int, base: float, _state: Any, *, every: int, factor: float) -> float:
    return scaled(base, factor, k // every)


STEP = Schedule(
    key="step",
    label="Steps",
    summary="the learning rate is multiplied by a factor every so many updates",
    options=(
        Integer(name="every", default=10, help="How many updates a step lasts.", minimum=1, slider=(1, 200)),
        Number(
            name="factor",
            default=0.5,
            help="What the rate is multiplied by at each step.",
            minimum=0.0,
            open_minimum=True,
            slider=(0.1, 1.0),
        ),
    ),
    rate=_rate,
    code=lambda rate, *, every, factor: (f"return {rate!r} * {factor!r} ** (k // {every})",),
)

"""The learning rate that goes up and down along a triangle (Smith, "Cyclical learning rates", 2017)."""

from typing import Any

from lossstudio.core.option import Integer, Number
from lossstudio.core.schedules.schedule import Schedule


def _rate(k: int, base: float, _state: Any, *, low: float | None, high: float | None, half_period: int) -> float:
    bottom = base / 10.0 if low is None else low
    top = base if high is None else high
    place = k % (2 * half_period) / half_period
    return bottom + (top - bottom) * (place if place <= 1.0 else 2.0 - place)


def _code(rate: float, *, low: float | None, high: float | None, half_period: int) -> tuple[str, ...]:
    bottom, top = rate / 10 if low is None else low, rate if high is None else high
    return (
        f"place = k % {2 * half_period} / {half_period}",
        f"return {bottom!r} + {top - bottom!r} * (place if place <= 1 else 2 - place)",
    )


CYCLIC = Schedule(
    key="cyclic",
    label="Cyclic",
    summary="the learning rate goes up and down between two rates, evenly",
    options=(
        Number(
            name="low",
            default=None,
            optional=True,
            none_text="η/10",
            help="The lowest rate; a tenth of the learning rate when nothing is said.",
            minimum=0.0,
            slider=(1e-4, 1.0),
            logarithmic=True,
        ),
        Number(
            name="high",
            default=None,
            optional=True,
            none_text="η",
            help="The highest rate; the learning rate when nothing is said.",
            minimum=0.0,
            slider=(1e-4, 1.0),
            logarithmic=True,
        ),
        Integer(name="half_period", default=20, help="How many updates it rises.", minimum=1, slider=(1, 200)),
    ),
    rate=_rate,
    code=_code,
)

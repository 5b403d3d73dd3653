"""The learning rate that rises to its largest and falls far below its start, once (Smith and Topin, 2018)."""

from typing import Any

from lossstudio.core.option import Number
from lossstudio.core.schedules.cosine import STEPS, annealed, annealed_code
from lossstudio.core.schedules.schedule import Schedule


def _rate(
    k: int,
    base: float,
    _state: Any,
    *,
    steps: int,
    warmup_fraction: float,
    divide_start: float,
    divide_end: float,
) -> float:
    start = base / divide_start
    peak, last = warmup_fraction * steps - 1.0, steps - 1.0
    if k >= last:
        return base if peak >= last > 0 else start / divide_end
    if k <= peak:
        return annealed(start, base, k / peak if peak > 0.0 else 1.0)
    return annealed(base, start / divide_end, (k - peak) / (last - peak))


def _code(
    rate: float, *, steps: int, warmup_fraction: float, divide_start: float, divide_end: float
) -> tuple[str, ...]:
    start, end = rate / divide_start, rate / divide_start / divide_end
    peak, last = warmup_fraction * steps - 1.0, steps - 1.0
    after = (f"if k >= {last!r}:", f"    return {rate if peak >= last > 0 else end!r}")
    rising = (f"if k <= {peak!r}:", f"    return {annealed_code(start, rate, f'k / {peak!r}')}") if peak > 0 else ()
    return (*after, *rising, f"return {annealed_code(rate, end, f'(k - {peak!r}) / {last - peak!r}')}")


ONE_CYCLE = Schedule(
    key="one_cycle",
    label="One cycle",
    summary="the learning rate rises to its full size and falls far below its start, along two half cosines",
    options=(
        STEPS,
        Number(
            name="warmup_fraction",
            default=0.3,
            help="The share of the updates in which it rises.",
            minimum=0.0,
            maximum=1.0,
            slider=(0.05, 0.95),
        ),
        Number(
            name="divide_start",
            default=25.0,
            help="How much smaller than the full rate the first one is.",
            minimum=0.0,
            open_minimum=True,
            slider=(1.0, 1000.0),
            logarithmic=True,
        ),
        Number(
            name="divide_end",
            default=1e4,
            help="How much smaller than the first rate the last one is.",
            minimum=0.0,
            open_minimum=True,
            slider=(1.0, 1e6),
            logarithmic=True,
        ),
    ),
    rate=_rate,
    code=_code,
)

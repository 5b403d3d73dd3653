"""Learning-rate schedules as a function of Python: the rate of update k."""

from collections.abc import Callable
from typing import Any

from lossstudio.run.settings import Settings

_HALF_COSINE = "{end!r} + ({start!r} - {end!r}) * (1 + math.cos(math.pi * {share})) / 2"


def _cosine(rate: float, *, steps: int, minimum: float) -> list[str]:
    if not steps:
        return [f"return {minimum!r}"]
    share = f"min(k, {steps}) / {steps}"
    return [f"return {_HALF_COSINE.format(start=rate, end=minimum, share=share)}"]


def _warmup_cosine(rate: float, *, warmup: int, steps: int, minimum: float) -> list[str]:
    rising = [f"if k < {warmup}:", f"    return {rate!r} * (k + 1) / {warmup}"] if warmup else []
    if steps <= warmup:
        return [*rising, f"return {minimum!r}"]
    share = f"min(k - {warmup}, {steps - warmup}) / {steps - warmup}"
    return [*rising, f"return {_HALF_COSINE.format(start=rate, end=minimum, share=share)}"]


def _one_cycle(rate: float, *, steps: int, warmup_fraction: float, divide_start: float, divide_end: float) -> list[str]:
    start, end = rate / divide_start, rate / divide_start / divide_end
    peak, last = warmup_fraction * steps - 1.0, steps - 1.0
    lines = [f"if k >= {last!r}:", f"    return {rate if peak >= last > 0 else end!r}"]
    if peak > 0:
        share = f"k / {peak!r}"
        lines += [f"if k <= {peak!r}:", f"    return {_HALF_COSINE.format(start=start, end=rate, share=share)}"]
    share = f"(k - {peak!r}) / {last - peak!r}"
    return [*lines, f"return {_HALF_COSINE.format(start=rate, end=end, share=share)}"]


def _cyclic(rate: float, *, low: float | None, high: float | None, half_period: int) -> list[str]:
    bottom, top = rate / 10 if low is None else low, rate if high is None else high
    return [
        f"place = k % {2 * half_period} / {half_period}",
        f"return {bottom!r} + {top - bottom!r} * (place if place <= 1 else 2 - place)",
    ]


def _drawn(rate: float, *, points: tuple[tuple[float, float], ...]) -> list[str]:
    steps, factors = ([point[column] for point in points] for column in (0, 1))
    return [f"return {rate!r} * float(np.interp(k, {steps}, {factors}))"]


_RATES: dict[str, Callable[..., list[str]]] = {
    "step": lambda rate, every, factor: [f"return {rate!r} * {factor!r} ** (k // {every})"],
    "exponential": lambda rate, factor: [f"return {rate!r} * {factor!r} ** k"],
    "cosine": _cosine,
    "warmup_cosine": _warmup_cosine,
    "one_cycle": _one_cycle,
    "cyclic": _cyclic,
    "inverse_sqrt": lambda rate, warmup: [f"return {rate!r} * min((k + 1) / {warmup}, math.sqrt({warmup} / (k + 1)))"],
    "drawn": _drawn,
}


def rate_lines(settings: Settings) -> list[str]:
    """Return the lines of a function `rate(k)`; none where the rate stays as it is, or depends on the loss."""
    write: Any = _RATES.get(settings.schedule.kind)
    if write is None:
        return []
    body = write(settings.learning_rate, **settings.schedule_options)
    return ["def rate(k):", '    """Return the learning rate of update k."""', *(f"    {line}" for line in body)]


def imports_of(lines: list[str]) -> list[str]:
    """Return what a function `rate` needs."""
    return ["import math"] if any("math." in line for line in lines) else []

"""Where the ticks of an axis stand and how their numbers are written, as plain functions."""

import math
from collections.abc import Sequence

_NICE = (1.0, 2.0, 5.0, 10.0)
_WITHIN_DECADE = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0))
_MINUS = "−"


def linear_ticks(low: float, high: float, room: float, whole: bool = False) -> tuple[float, list[float]]:
    """Return the spacing and the ticks between two numbers, at most `room` of them; `whole` allows only integers."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return 1.0, []
    least = (high - low) / max(room, 1.0)
    power = 10.0 ** math.floor(math.log10(least))
    spacing = power * next(nice for nice in _NICE if power * nice >= least * (1 - 1e-9))
    if whole:
        spacing = max(1.0, spacing)
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    return spacing, [spacing * number for number in range(first, last + 1)]


def decade_ticks(low: float, high: float, room: float) -> list[float]:
    """Return ticks between two exponents of ten, as exponents: 1, 3, 10, 30 where there is room, else whole decades."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    sets = [ticks for factors in reversed(_WITHIN_DECADE) if len(ticks := _decades(low, high, factors)) >= 2]
    fitting = next((ticks for ticks in sets if len(ticks) <= room), None)
    if fitting is not None:
        return fitting
    if not sets:
        return [math.log10(tick) for tick in linear_ticks(10**low, 10**high, room)[1] if tick > 0]
    if high - low < 2:
        return sets[-1]
    every = math.ceil((high - low) / max(room, 1.0))
    return [float(power) for power in range(math.ceil(low), math.floor(high) + 1) if power % every == 0]


def _decades(low: float, high: float, factors: Sequence[float]) -> list[float]:
    ticks = [power + math.log10(factor) for power in range(math.floor(low), math.floor(high) + 1) for factor in factors]
    return [tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9]


def tick_text(value: float, spacing: float) -> str:
    """Write a tick with just the decimals that its spacing needs, and a true minus sign."""
    if abs(value) < spacing * 1e-6:
        return "0"
    largest = abs(value)
    if largest >= 1e5 or spacing < 1e-4:
        return short(value)
    decimals = max(0, -math.floor(math.log10(spacing) + 1e-9))
    return f"{value:.{decimals}f}".replace("-", _MINUS)


def decade_text(exponent: float) -> str:
    """Write ten to this exponent: 0.3, 10, 1000, 1e−6."""
    return short(10.0**exponent)


def short(value: float) -> str:
    """Write a number in few characters, at most three significant digits."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{float(f'{value:.3g}'):g}".replace("-", _MINUS)
    mantissa, exponent = f"{value:.2e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(exponent)}".replace("-", _MINUS)

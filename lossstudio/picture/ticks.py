"""Round numbers for axes and level lines, and how they are written."""

from math import ceil, floor, isfinite, isnan, log10

MINUS = "\N{MINUS SIGN}"


def round_step(span: float, count: float) -> float:
    """Return the 1, 2, 2.5 or 5 times a power of ten that divides `span` into about `count` parts (never more)."""
    rough = span / max(count, 1e-9)
    power = 10.0 ** floor(log10(rough))
    for factor in (1.0, 2.0, 2.5, 5.0):
        if factor * power >= rough * (1 - 1e-9):
            return factor * power
    return 10.0 * power


def multiples_within(low: float, high: float, step: float) -> tuple[float, ...]:
    """Return the multiples of a step within a range."""
    first, last = ceil(low / step - 1e-6), floor(high / step + 1e-6)
    return tuple(number * step for number in range(first, last + 1))


def log_ticks_within(low: float, high: float) -> tuple[float, ...]:
    """Return 1, 2 and 5 times the powers of ten within a range of positive numbers."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    every = (factor * 10.0**power for power in powers for factor in (1, 2, 5))
    return tuple(value for value in every if low <= value <= high)


def written(value: float, step: float) -> str:
    """Write a tick: as many digits as its step has, a true minus sign, never a minus before zero."""
    if abs(value) < step * 1e-6:
        return "0" if step >= 1 else f"{0:.{_digits(step)}f}" if step >= 1e-4 else "0"
    largest = abs(value)
    if largest >= 1e5 or step < 1e-4:
        return _scientific(value, step)
    return f"{value:.{_digits(step)}f}".replace("-", MINUS)


def _digits(step: float) -> int:
    digits = max(0, -floor(log10(step) + 1e-9))
    return digits + (1 if abs(round(step * 10**digits) - step * 10**digits) > 1e-6 else 0)


def _scientific(value: float, step: float) -> str:
    power = floor(log10(abs(value)) + 1e-12)
    digits = max(0, power - floor(log10(step) + 1e-9))
    mantissa = f"{value / 10.0**power:.{min(digits, 6)}f}".replace("-", MINUS)
    return f"{mantissa}e{power}".replace("e-", f"e{MINUS}")


def short(value: float) -> str:
    """Write a number in at most three or four significant digits, for labels upon the picture."""
    if not isfinite(value):
        return "no number" if isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
    if value == 0:
        return "0"
    size = floor(log10(abs(value)))
    if size >= 5 or size < -4:
        return _scientific(value, 10.0 ** (size - 1))
    return f"{value:.{max(0, 2 - size)}f}".replace("-", MINUS)

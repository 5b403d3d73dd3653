"""Numbers printed so that the printed result follows, by hand, from the printed numbers."""

import math
from collections.abc import Callable, Sequence

FEWEST_DIGITS = 3
MOST_DIGITS = 7


def significant(value: float, digits: int = FEWEST_DIGITS) -> str:
    """Return a number with so many significant digits and a true minus sign; a zero has no sign."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
    if value == 0:
        return "0"
    text = f"{value:.{digits - 1}e}"
    mantissa, exponent = text.split("e")
    power = int(exponent)
    if -4 <= power < 6:
        return f"{float(text):.{max(0, digits - 1 - power)}f}".replace("-", "−")
    return f"{mantissa}e{power}".replace("-", "−")


def number(text: str) -> float:
    """Return the number that a printed text says."""
    return float(text.replace("−", "-").replace("∞", "inf").replace("not a number", "nan"))


def bracketed(text: str) -> str:
    """Put a negative number in brackets, as it stands after an operator."""
    return f"({text})" if text.startswith("−") else text


def worked(
    values: Sequence[float], result: float, combine: Callable[[Sequence[float]], float]
) -> tuple[list[str], str]:
    """Print numbers and what they make with as few digits, at least three, as agree with each other.

    Where not even seven digits agree (the difference of two nearly equal numbers), the result is what the printed
    numbers make, as precise as they are.
    """
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        texts = [significant(value, digits) for value in values]
        made = _made(combine, [number(text) for text in texts])
        for kept in range(FEWEST_DIGITS, digits + 1):
            if significant(made, kept) == significant(result, kept):
                return texts, significant(result, kept)
    if not math.isfinite(made):
        return texts, significant(made)
    return texts, decimal(made, max(decimals(text) for text in texts))


def _made(combine: Callable[[Sequence[float]], float], values: Sequence[float]) -> float:
    """Return what numbers make; what is too large to be written down is infinite, as in the run itself."""
    try:
        return combine(values)
    except OverflowError:
        return math.inf


def exact(value: float) -> str:
    """Return a number that a person chose as it was chosen, when that is short."""
    text = f"{value:.12g}"
    return text.replace("-", "−") if len(text) <= 7 else significant(value)


def decimals(text: str) -> int:
    """Return how many digits stand after the point."""
    mantissa, _, exponent = text.partition("e")
    return len(mantissa.partition(".")[2]) - int(exponent.replace("−", "-") or 0)


def decimal(value: float, places: int) -> str:
    """Return a number with so many digits after the point, never a negative zero."""
    text = f"{value:.{max(0, places)}f}"
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "−")

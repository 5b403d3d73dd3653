"""Numbers printed so that the printed result follows, by hand, from the printed numbers."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal

from lossstudio.core.numbers import DIGITS, MINUS, exact, typed, value_of

MOST_DIGITS = 7
"""With more digits a line is too long to be read."""


def bracketed(text: str) -> str:
    """Put a negative number, or one with a power of ten, in brackets, as it stands after an operator."""
    return f"({text})" if text.startswith(MINUS) or "×" in text else text


def worked(
    values: Sequence[float], result: float, combine: Callable[[Sequence[float]], float]
) -> tuple[list[str], str]:
    """Print numbers and what they make with as few digits, at least three, as agree with each other.

    Where not even seven digits agree (the difference of two nearly equal numbers), the result is what the printed
    numbers make, as precise as they are.
    """
    for digits in range(DIGITS, MOST_DIGITS + 1):
        texts = [exact(value, digits) for value in values]
        made = _made(combine, [value_of(text) for text in texts])
        for kept in range(DIGITS, digits + 1):
            if exact(made, kept) == exact(result, kept):
                return texts, exact(result, kept)
    if not math.isfinite(made):
        return texts, exact(made)
    return texts, exact(round(made, max(_decimals(text) for text in texts)))


def _made(combine: Callable[[Sequence[float]], float], values: Sequence[float]) -> float:
    """Return what numbers make; what is too large to be written down is infinite, as in the run itself."""
    try:
        return combine(values)
    except OverflowError:
        return math.inf


def _decimals(text: str) -> int:
    """Return at which digit after the point a printed number ends."""
    return -int(Decimal(typed(text)).as_tuple().exponent)

"""Where the ticks of every axis stand, in charts, on maps and on the box, and how far level lines are apart.

A tick's number is a whole number times 1, 2, 2.5 or 5 times a power of ten: these divide a power of ten into 10, 5, 4
or 2 parts. With 2.5 among them no step is more than twice as long as there is room for, which counts where there is
room for three or four numbers only, and none needs more than two digits.
"""

from collections.abc import Sequence
from math import ceil, floor, inf, isfinite, log10, ulp

_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_NICE_WHOLE = (1.0, 2.0, 5.0, 10.0)
_WITHIN_DECADE = ((1, 2, 5), (1, 3), (1,))
"""Ticks of a logarithmic axis, the densest first."""
_DECADES = (*range(1, 11), 20, 30, 50, 100, 200)
"""Every so many decades there is a tick."""
_LARGEST = 1e308
FARTHEST = 1e307
"""What is to have a margin lies no farther from 0, so that what the whole spans is a number too."""
LEAST_SPAN = 1e-303
"""What spans less lies so near to the smallest number that its parts can't be distinguished."""
_LARGEST_WHOLE = 2.0**53
"""Beyond this not every whole number is a float of its own."""
_MOST = 10_000
"""No axis has room for more ticks."""


def round_step(span: float, most: float, *, whole: bool = False) -> float:
    """Return the round number that divides a span into at most so many parts, and as many as it can.

    Parameters
    ----------
    span
        How long the whole is. What is no length (NaN, zero) has the step 1, and infinity that of the largest number.
    most
        The most parts.
    whole
        Whether the step is a whole number.
    """
    if not span > 0:
        return 1.0
    rough = max(min(span, _LARGEST) / max(most, 1.0), LEAST_SPAN, 1.0 if whole else 0.0)
    power = floor(log10(rough))
    scaled = rough / float(f"1e{power}")
    factors = _NICE_WHOLE if whole and power == 0 else _NICE
    # The quotient of a nice number may be a little above it, by rounding, and would get the next one.
    return float(f"{next(each for each in factors if each >= scaled * (1 - 1e-9))}e{power}")


def linear_ticks(low: float, high: float, most: float, *, whole: bool = False) -> tuple[float, ...]:
    """Return round numbers between two numbers, in order: at most one more than `most`.

    An empty range, or one with an end that is no finite number, has none.
    """
    if not (isfinite(low) and isfinite(high)) or high - low < LEAST_SPAN:
        return ()
    if high - low == inf:  # twice the largest number, and no tick lies beyond that
        return tuple(max(-_LARGEST, min(10 * tick, _LARGEST)) for tick in linear_ticks(low / 10, high / 10, most))
    apart = 8 * ulp(max(abs(low), abs(high)))  # nearer to each other two ticks would be the same number
    return multiples_within(low, high, round_step(max(high - low, apart * max(most, 1.0)), most, whole=whole))


def multiples_within(low: float, high: float, step: float) -> tuple[float, ...]:
    """Return the multiples of a step within a range; none where step and range don't belong together."""
    if not (isfinite(low) and isfinite(high) and 0 < step < inf) or high / _MOST - low / _MOST > step:
        return ()
    if max(abs(low), abs(high)) / step > _LARGEST_WHOLE:
        return ()
    # An end that is itself a multiple keeps its tick although the quotient is rounded; so do the powers below.
    first, last = ceil(low / step - 1e-6), floor(high / step + 1e-6)
    return tuple(number * step for number in range(first, last + 1))


def log_ticks(low: float, high: float, most: float) -> tuple[float, ...]:
    """Return numbers for a logarithmic axis between two positive numbers, in order.

    Where there is room they are 1, 2 and 5, else 1 and 3 times the powers of ten, else the powers or every so many of
    them. A range that holds less than two of these has the ticks of an even axis, which it nearly is.
    """
    if not 0 < low < high < inf:
        return ()
    sets = [found for factors in _WITHIN_DECADE if len(found := _times_powers(low, high, factors)) > 1]
    fitting = next((found for found in sets if len(found) <= most), None)
    if fitting is not None:
        return fitting
    if not sets:
        return tuple(tick for tick in linear_ticks(low, high, most) if tick > 0)
    powers = range(ceil(log10(low) - 1e-9), floor(log10(high) + 1e-9) + 1)
    rough = ceil(len(powers) / max(most, 1.0))
    every = next((each for each in _DECADES if each >= rough), rough)
    kept = tuple(float(f"1e{power}") for power in powers if power % every == 0)
    return kept if len(kept) > 1 else sets[-1]


def _times_powers(low: float, high: float, factors: Sequence[int]) -> tuple[float, ...]:
    """Return these multiples of the powers of ten within a range of positive numbers."""
    powers = range(floor(log10(low)), floor(log10(high)) + 1)
    every = [float(f"{factor}e{power}") for power in powers for factor in factors]
    return tuple(value for value in every if low * (1 - 1e-9) <= value <= high * (1 + 1e-9))

"""How many digits tell a number from the one before, for people who watch it go from step to step."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.numbers import DIGITS, PLAIN_BELOW

MOST_DIGITS = 5
"""More can't be read while they change."""
SETTLED = 0.05
"""What is no farther from its end than this share of its whole range has settled: it may well look the same."""
TOLD_APART = 0.5
"""This share of the changes before that is to be seen."""
MOST_PAIRS = 1024


def telling_digits(stretches: Sequence[Floats]) -> int:
    """Return with how many significant digits most neighbours differ in writing, at least three, at most five.

    Parameters
    ----------
    stretches
        Numbers in a row ``(n,)`` that mean the same, of which only what comes before they have settled counts.
    """
    pairs = [_before_settled(stretch[np.isfinite(stretch)]) for stretch in stretches]
    before, after = np.concatenate([np.empty((2, 0)), *pairs], axis=1)
    moved = before != after
    for digits in range(DIGITS, MOST_DIGITS):
        seen = _written(before, digits) != _written(after, digits)
        if np.count_nonzero(seen & moved) >= TOLD_APART * np.count_nonzero(moved):
            return digits
    return MOST_DIGITS


def _before_settled(numbers: Floats) -> Floats:
    """Return the numbers of a row up to where it settles, and the one after each ``(2, m)``."""
    if not numbers.size:
        return np.empty((2, 0))
    with np.errstate(over="ignore"):
        away = np.flatnonzero(np.abs(numbers - numbers[-1]) > SETTLED * np.ptp(numbers))
    at = evenly(int(away[-1]) + 1, MOST_PAIRS) if away.size else away
    return np.stack([numbers[at], numbers[at + 1]])


def _written(numbers: Floats, digits: int) -> Floats:
    """Return numbers rounded as `readout` writes them: so many significant digits, the whole part whole."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        power = np.where(numbers == 0, 0.0, np.floor(np.log10(np.abs(numbers)))) - (digits - 1)
        unit = 10.0 ** np.where(np.abs(numbers) < PLAIN_BELOW, np.minimum(power, 0.0), power)
        rounded: Floats = np.round(numbers / unit) * unit
    return rounded

"""How many frames a film plays in a second: a whole number, or a fraction such as television has."""

from fractions import Fraction
from typing import TypeAlias

Rate: TypeAlias = int | Fraction

_SLOWER = Fraction(1000, 1001)
"""Colour television slowed whole rates down by this: 29.97 stands for 30000/1001."""
_NEAR = 5e-3
_LARGEST_DENOMINATOR = 1000


def rate_of(said: float) -> Rate:
    """Return the rate that a number means: 30, or 30000/1001 for 29.97."""
    if float(said).is_integer():
        return int(said)
    television = round(said / _SLOWER) * _SLOWER
    if abs(float(television) - said) < _NEAR:
        return television
    return Fraction(said).limit_denominator(_LARGEST_DENOMINATOR)

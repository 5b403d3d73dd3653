"""Numbers with their units, as the names of columns give them: "body mass (kg)"."""

import re

from lossstudio.core.numbers import exact, rounded, value_of

_COUNTED = re.compile(r"([0-9][0-9.,]*) ?(.*)")
"""A unit that is a number of others: "1000 francs"."""


def unit_of(name: str) -> str:
    """Return what stands in the brackets at the end of a column's name."""
    return name.rpartition("(")[2].rstrip(")") if name.endswith(")") and "(" in name else ""


def is_counted(unit: str) -> bool:
    """Say whether a unit is a number of others, as "1000 francs"."""
    return _COUNTED.fullmatch(unit) is not None


def quantity(number: str, unit: str) -> str:
    """Return a written number with its unit; 2.5 of "1000 francs" are 2500 francs."""
    counted = _COUNTED.fullmatch(unit)
    if counted is None:
        return f"{number} {unit}".rstrip()
    whole = exact(rounded(value_of(number) * value_of(counted.group(1)), 12))
    return f"{whole} {counted.group(2)}".rstrip()

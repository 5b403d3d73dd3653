"""Names of a table's columns: what stands in the brackets at their end is a unit, or tells two of them apart."""

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"\d{1,2}")
"""What a table's reader puts behind a name that another column has too: "y (2)"."""


def base_and_unit(name: str) -> tuple[str, str]:
    """Return a column's name without its unit, and the unit: "body mass (kg)" is "body mass" and "kg".

    A small number alone is no unit but part of the name, as in "y (2)".
    """
    base, bracket, unit = name.rpartition(" (")
    if not (bracket and base and name.endswith(")")) or _NUMBERED.fullmatch(unit[:-1]):
        return name, ""
    return base, unit[:-1]


def bracketed_unit(name: str) -> str:
    """Return a column's unit as it stands behind a name: " (kg)" of "body mass (kg)", or nothing."""
    unit = base_and_unit(name)[1]
    return f" ({unit})" if unit else ""


def without_units(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without their units; those that would be alike then stay whole."""
    bases = [base_and_unit(name)[0] for name in names]
    return tuple(name if bases.count(base) > 1 else base for name, base in zip(names, bases, strict=True))

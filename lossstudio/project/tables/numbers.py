"""Numbers as people write them: with decimal points or commas, with thousands set apart or not."""

import math
import re
from collections.abc import Sequence
from typing import Literal

from lossstudio.core.array import Floats, frozen

import numpy as np

Decimal = Literal[".", ","]

MISSING = frozenset(
    {"", "na", "n/a", "#n/a", "#na", "nan", "null", "none", "nil", "-", "--", "—", "–", "?", ".", "missing", "#value!"}
)
SPACERS = str.maketrans("", "", " \u00a0\u202f\u2009'’")
"""Spaces and apostrophes that set thousands apart."""

POINTED = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][+-]?\d+)?")
COMMAED = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)?(,\d*)?([eE][+-]?\d+)?")
SURELY_DECIMAL_COMMA = re.compile(r"[+-]?(\d*,(\d{1,2}|\d{4,})|(0|\d{4,}),\d+|\d{1,3}(\.\d{3})+,\d+)([eE][+-]?\d+)?")
FEW = 0.05
"""The share of the cells that may be unreadable in a column of numbers."""


def is_missing(cell: str) -> bool:
    """Say whether a cell means "no value"."""
    return cell.strip().casefold() in MISSING


def looks_like_number(cell: str) -> bool:
    """Say whether a cell is a number in either way of writing."""
    return not math.isnan(number(cell, ".")) or not math.isnan(number(cell, ","))


def number(cell: str, decimal: Decimal) -> float:
    """Return the number that a cell says, NaN when it says none or isn't finite."""
    compact = cell.strip().translate(SPACERS)
    pattern, spacer = (POINTED, ",") if decimal == "." else (COMMAED, ".")
    if not pattern.fullmatch(compact):
        return math.nan
    try:
        value = float(compact.replace(spacer, "").replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def decimal_of(columns: Sequence[Sequence[str]], delimiter: str) -> Decimal:
    """Return what a file's decimals stand after: a comma where a number says so beyond doubt, or semicolons hint it."""
    hints = [_hint(column) for column in columns]
    if "," in hints or ("either" in hints and "." not in hints and delimiter == ";"):
        return ","
    return "."


def _hint(column: Sequence[str]) -> str:
    """Return which decimal a column speaks for: a comma, a point, either, or nothing."""
    try:
        for cell in column:
            float(cell)
    except ValueError:
        pass
    else:
        return "." if any("." in cell for cell in column) else ""
    commaed = [cell.strip().translate(SPACERS) for cell in column if "," in cell]
    if not commaed or not all(COMMAED.fullmatch(cell) for cell in commaed[:1000]):
        return ""
    return "," if any(SURELY_DECIMAL_COMMA.fullmatch(cell) for cell in commaed) else "either"


def parsed(column: Sequence[str], decimal: Decimal) -> Floats | None:
    """Return a column's numbers, NaN where there is none; None when it is no column of numbers."""
    direct = _direct(column) if decimal == "." or not any("." in cell for cell in column) else None
    if direct is not None:
        return direct
    if not any(looks_like_number(cell) for cell in column[:1000]):
        return None
    values = [_quick(cell, decimal) for cell in column]
    array = np.array(values)
    there = [cell for cell, value in zip(column, values, strict=True) if value != value and not is_missing(cell)]
    read = int(np.isfinite(array).sum())
    return frozen(array) if read and len(there) <= FEW * (read + len(there)) else None


def _direct(column: Sequence[str]) -> Floats | None:
    """Return a column in which every cell is a plain number: the quick way for most files."""
    try:
        array = np.array(list(map(float, column)))
    except ValueError:
        return None
    return frozen(array) if np.isfinite(array).all() and not any("_" in cell for cell in column) else None


def _quick(cell: str, decimal: Decimal) -> float:
    """Return `number(cell, decimal)`, by the short way where it is the same."""
    if decimal == "." or "." in cell:
        return number(cell, decimal)
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        return number(cell, decimal)
    return value if math.isfinite(value) and "_" not in cell else math.nan

"""Numbers as people write them: with decimal points or commas, with thousands set apart or not."""

import math
import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats, frozen

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


BETWEEN = "\x1f"
"""Joins cells; no cell has it."""

SAMPLED = 1000


def is_missing(cell: str) -> bool:
    """Say whether a cell means "no value"."""
    return cell.strip().casefold() in MISSING


def looks_like_number(cell: str) -> bool:
    """Say whether a cell is a number in either way of writing."""
    return not math.isnan(number(cell, ".")) or not math.isnan(number(cell, ","))


def number(cell: str, decimal: Decimal) -> float:
    """Return the number that a cell says, NaN when it says none or isn't finite."""
    compact = _compact(cell)
    pattern, spacer = (POINTED, ",") if decimal == "." else (COMMAED, ".")
    if not pattern.fullmatch(compact):
        return math.nan
    try:
        value = float(compact.replace(spacer, "").replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _compact(cell: str) -> str:
    return cell.strip().translate(SPACERS)


def decimal_of(columns: Sequence[Sequence[str]], delimiter: str) -> Decimal:
    """Return what a file's decimals stand after: a comma where a number says so beyond doubt, or semicolons hint it."""
    hints = [_hint(column) for column in columns]
    if "," in hints or ("either" in hints and "." not in hints and delimiter == ";"):
        return ","
    return "."


def _hint(column: Sequence[str]) -> str:
    """Return which decimal sign a column uses: a comma, a point, either, or none."""
    joined = BETWEEN.join(column)
    if "," not in joined:
        return "." if "." in joined and any(map(looks_like_number, column[:20])) else ""
    commaed = [cell for cell in column if "," in cell]
    if not all(COMMAED.fullmatch(_compact(cell)) for cell in commaed[:SAMPLED]):
        return ""
    return "," if any(SURELY_DECIMAL_COMMA.fullmatch(_compact(cell)) for cell in commaed) else "either"


def parsed(column: Sequence[str], decimal: Decimal) -> Floats | None:
    """Return a column's numbers ``(n,)``, NaN where there is none; None when it is no column of numbers."""
    direct = _direct(column, decimal)
    if direct is not None:
        return direct
    if not any(looks_like_number(cell) for cell in column[:SAMPLED]):
        return None
    values = _mostly(column, decimal)
    return _mostly(column, ".") if values is None and decimal == "," else values


def unreadable(column: Sequence[str], values: Floats) -> list[int]:
    """Return which cells have a text that isn't a number; the column was read as `values` ``(n,)``."""
    return [row for row in np.flatnonzero(np.isnan(values)).tolist() if not is_missing(column[row])]


def _direct(column: Sequence[str], decimal: Decimal) -> Floats | None:
    """Return a column in which every cell is a plain number: the quick way for most files."""
    joined = BETWEEN.join(column)
    if "_" in joined or (decimal == "," and "." in joined):
        return None
    try:
        array = np.array(list(map(float, joined.replace(decimal, ".").split(BETWEEN))))
    except ValueError:
        return None
    return frozen(array) if np.isfinite(array).all() else None


def _mostly(column: Sequence[str], decimal: Decimal) -> Floats | None:
    array = np.array([_quick(cell, decimal) for cell in column])
    read = int(np.isfinite(array).sum())
    wrong = len(unreadable(column, array))
    return frozen(array) if read and wrong <= FEW * (read + wrong) else None


def _quick(cell: str, decimal: Decimal) -> float:
    """Return `number(cell, decimal)`, by the short way where it is the same."""
    if decimal == "," and "." in cell:
        return number(cell, decimal)
    try:
        value = float(cell if decimal == "." else cell.replace(",", "."))
    except ValueError:
        return number(cell, decimal)
    return value if math.isfinite(value) and "_" not in cell else math.nan

"""Numbers as people write them: with decimal points or commas, with thousands set apart or not."""

import math
import re
from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.numbers import NOT_A_NUMBER, value_of
from lossstudio.project.tables.choices import Decimal

MISSING = ("NA", "N/A", "#N/A", "#NA", "NaN", "null", "None", "nil", "-", "--", "—", "–", "?", ".", "missing",
           "#VALUE!", "#DIV/0!", "#REF!", "#NUM!", "#NAME?", "#NULL!", NOT_A_NUMBER)  # fmt: skip
"""What means "no value" where nobody says otherwise, in letters of either size; an empty cell always does."""
MISSING_FOLDED = frozenset(word.casefold() for word in MISSING) | {""}
MINUSES = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"))
"""Signs that stand for a minus: the true one, and hyphens and dashes of several lengths."""
SPACERS = str.maketrans("", "", " \u00a0\u202f\u2009'’")
"""Spaces and apostrophes that set thousands apart."""

_POWER = r"([eE][+-]?\d+|[dD][+-]\d+)?"
EXPONENTS = str.maketrans("dD", "ee")
"""How Fortran writes powers of ten: 1.5D+03."""

POINTED = re.compile(rf"[+-]?(\d{{1,3}}(,\d{{3}})+|\d+)?(\.\d*)?{_POWER}")
COMMAED = re.compile(rf"[+-]?(\d{{1,3}}(\.\d{{3}})+|\d+)?(,\d*)?{_POWER}")
SURELY_DECIMAL_COMMA = re.compile(
    rf"[+-]?(\d*,(\d{{1,2}}|\d{{4,}})|(0|\d{{4,}}),\d+|\d{{1,3}}(\.\d{{3}})+,\d+){_POWER}"
)
FEW = 0.05
"""The share of the cells that may be unreadable in a column of numbers."""


BETWEEN = "\x1f"
"""Joins cells; no cell has it."""

SAMPLED = 1000
FORGIVEN_FROM = 3
"""Where so many numbers were read, one cell that is none makes no words of them, however short the column."""
CODE_SHARE = 0.3
"""Up to this share of the cells may be one and the same word in a column of numbers: it stands for no value."""


def is_missing(cell: str, missing: frozenset[str] = MISSING_FOLDED) -> bool:
    """Say whether a cell means "no value", by words in small letters."""
    return cell.strip().casefold() in missing


def looks_like_number(cell: str) -> bool:
    """Say whether a cell is a number in either way of writing."""
    return not math.isnan(number(cell, ".")) or not math.isnan(number(cell, ","))


def number(cell: str, decimal: Decimal) -> float:
    """Return the number that a cell says, NaN when it says none or isn't finite."""
    compact = _compact(cell)
    pattern, spacer = (POINTED, ",") if decimal == "." else (COMMAED, ".")
    if not pattern.fullmatch(compact):
        return _power_of_ten(cell) if "10" in compact else math.nan
    try:
        value = float(compact.translate(EXPONENTS).replace(spacer, "").replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def _compact(cell: str) -> str:
    """Return a number without what parts its thousands, with a plain minus; accounts put minus into brackets."""
    text = cell.strip().translate(SPACERS).translate(MINUSES)
    return f"-{text[1:-1]}" if text[:1] == "(" and text[-1:] == ")" and text[1:2].isdigit() else text


def _power_of_ten(cell: str) -> float:
    """Return what a number says that is written as the window writes it: 1.64 × 10⁻⁸."""
    try:
        value = value_of(cell.strip()) if not cell.isascii() else math.nan
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
    """Return which decimal sign a column uses: a comma, a point, either, or none."""
    joined = BETWEEN.join(column)
    if "," not in joined:
        return "." if "." in joined and any(map(looks_like_number, column[:20])) else ""
    commaed = [cell for cell in column if "," in cell]
    if not all(COMMAED.fullmatch(_compact(cell)) for cell in commaed[:SAMPLED]):
        return ""
    return "," if any(SURELY_DECIMAL_COMMA.fullmatch(_compact(cell)) for cell in commaed) else "either"


def parsed(column: Sequence[str], decimal: Decimal, missing: frozenset[str] = MISSING_FOLDED) -> Floats | None:
    """Return a column's numbers ``(n,)``, NaN where there is none; None when it is no column of numbers."""
    direct = _direct(column, decimal)
    if direct is not None:
        return without_codes(direct, missing)
    if not any(looks_like_number(cell) for cell in column[:SAMPLED]):
        return None
    values = _mostly(column, decimal, missing)
    return _mostly(column, ".", missing) if values is None and decimal == "," else values


def forced(column: Sequence[str], decimal: Decimal, missing: frozenset[str]) -> Floats:
    """Return a column's numbers ``(n,)`` where somebody says that it has numbers, however few."""
    values = np.array([_quick(cell, decimal) for cell in column])
    return without_codes(values, missing)


def unreadable(column: Sequence[str], values: Floats, missing: frozenset[str] = MISSING_FOLDED) -> list[int]:
    """Return which cells have a text that isn't a number; the column was read as `values` ``(n,)``."""
    return [row for row in np.flatnonzero(np.isnan(values)).tolist() if not is_missing(column[row], missing)]


def without_codes(values: Floats, missing: frozenset[str]) -> Floats:
    """Return the numbers ``(n,)``, NaN where one stands for "no value", as -999 may."""
    codes = [code for code in (number(word, ".") for word in missing) if not math.isnan(code)]
    return frozen(np.where(np.isin(values, codes), np.nan, values) if codes else values)


def _direct(column: Sequence[str], decimal: Decimal) -> Floats | None:
    """Return a column in which every cell is a plain number: the quick way for most files."""
    joined = BETWEEN.join(column)
    if "_" in joined or (decimal == "," and "." in joined):
        return None
    try:
        array = np.array(list(map(float, joined.replace(decimal, ".").split(BETWEEN))))
    except ValueError:
        return None
    return array if np.isfinite(array).all() else None


def _mostly(column: Sequence[str], decimal: Decimal, missing: frozenset[str]) -> Floats | None:
    array = forced(column, decimal, missing)
    read, wrong = int(np.isfinite(array).sum()), unreadable(column, array, missing)
    few = len(wrong) <= max(FEW * (read + len(wrong)), 1 if read >= FORGIVEN_FROM else 0)
    coded = len({column[row].strip() for row in wrong}) == 1 and len(wrong) <= CODE_SHARE * len(column)
    return array if read and (few or (coded and not _is_open_ended(column[wrong[0]]))) else None


def _is_open_ended(cell: str) -> bool:
    """Say whether a text that is no number holds one, as "60+" does: such a word isn't one for "no value"."""
    return any(letter.isdigit() for letter in cell)


def _quick(cell: str, decimal: Decimal) -> float:
    """Return `number(cell, decimal)`, by the short way where it is the same."""
    if decimal == "," and "." in cell:
        return number(cell, decimal)
    try:
        value = float(cell if decimal == "." else cell.replace(",", "."))
    except ValueError:
        return number(cell, decimal)
    return value if math.isfinite(value) and "_" not in cell else math.nan

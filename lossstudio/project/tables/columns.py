"""What a column of cells holds: numbers, dates, classes, or free text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.project.tables.choices import Decimal, Kind
from lossstudio.project.tables.dates import is_two_faced, looks_like_date, moments
from lossstudio.project.tables.numbers import MISSING_FOLDED, forced, is_missing, parsed, unreadable
from lossstudio.project.tables.records import one_line
from lossstudio.project.tables.units import bare, is_unit, shared_unit

MOST_CLASSES = 1000
SHOWN = 40
ANSWERS = [{"yes", "no"}, {"true", "false"}, {"y", "n"}, {"t", "f"}, {"ja", "nein"}, {"oui", "non"}, {"on", "off"}]
"""Pairs of words whose capitals mean nothing."""
CODES = (-999, -9999, -99999, -99, 999, 9999, 99999)
"""Numbers by which people and instruments say that there is no value."""
FAR = 3.0
"""How far from all other values such a number lies, in the range of these, so that it is doubtful."""
NOT_A_NAME = frozenset({"", "n/a", "#n/a", "nan", "null", "?", ".", "-", "--", "—", "–", "not a number"})
"""What can hardly be the name of a class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column.

    Attributes
    ----------
    name
        Its name, unlike any other in the table, with its unit where the file says one apart from the name.
    heading
        Its name as the file has it.
    kind
        "numbers"; "classes", words that stand for class numbers; "text", too many different words to be classes, or
        none at all.
    values
        ``(rows,)``: the numbers, or the numbers of the classes; NaN where the value is missing.
    classes
        The classes' names, in the order of their numbers.
    missing
        How many rows have no value here.
    constant
        Whether all values are the same.
    notice
        What a person should know about it; empty when there is nothing.
    dated
        Whether its numbers say when something was.
    """

    name: str
    heading: str
    kind: Kind
    values: Floats
    classes: tuple[str, ...] = ()
    missing: int = 0
    constant: bool = False
    notice: str = ""
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A column as it stands in a file.

    Attributes
    ----------
    heading, unit
        What stands over it.
    cells
        One for each row.
    lines, place
        Where the rows are, and whether that is a "line" or a "row".
    missing
        Words that mean "no value", in small letters; None where nobody said any.
    """

    heading: str
    unit: str
    cells: Sequence[str]
    lines: Sequence[int]
    place: str
    missing: frozenset[str] | None

    @property
    def absent(self) -> frozenset[str]:
        """The words that mean "no value" in a column of numbers."""
        return MISSING_FOLDED if self.missing is None else self.missing


def column_of(cells: Cells, decimal: Decimal, kind: Kind | None) -> TableColumn:
    """Return what a column holds, by its cells, or as a person says."""
    if kind in ("classes", "text"):
        return _words(cells)
    values, unit = _numbers(cells, decimal)
    if values is not None:
        return _of_numbers(cells, values, unit)
    dated = _dates(cells)
    if dated is not None:
        return dated
    if kind == "numbers":
        values = forced(cells.cells, decimal, cells.absent)
        return _of_numbers(cells, values, cells.unit) if np.isfinite(values).any() else _nothing(cells, "no numbers")
    return _words(cells)


def _numbers(cells: Cells, decimal: Decimal) -> tuple[Floats | None, str]:
    """Return a column's numbers, and their unit, which may stand in each cell."""
    values = parsed(cells.cells, decimal, cells.absent)
    if values is not None:
        return values, cells.unit
    first = next((cell for cell in cells.cells if not is_missing(cell, cells.absent)), "")
    if shared_unit([first]) is None:
        return None, cells.unit
    said = [row for row, cell in enumerate(cells.cells) if not is_missing(cell, cells.absent)]
    shared = shared_unit([cells.cells[row] for row in said])
    if shared is None:
        return None, cells.unit
    unit, stripped = shared
    bared = [""] * len(cells.cells)
    for row, cell in zip(said, stripped, strict=True):
        bared[row] = cell
    values = parsed(bared, decimal, cells.absent)
    if values is None and decimal == ".":  # what parts decimals was found out by numbers without units
        values = parsed(bared, ",", cells.absent)
    return values, cells.unit or unit


def _of_numbers(cells: Cells, values: Floats, unit: str) -> TableColumn:
    missing = int(np.isnan(values).sum())
    wrong = unreadable(cells.cells, values, cells.absent) if missing else []
    unread = ""
    if wrong:
        first = f"{cells.cells[wrong[0]].strip()[:SHOWN]!r} in {cells.place} {cells.lines[wrong[0]]}"
        unread = f"{len(wrong)} of its cells aren't numbers, such as {first}"
    return column_of_numbers(_with_unit(cells.heading, unit), cells.heading, values, unread)


def column_of_numbers(name: str, heading: str, values: Floats, unread: str = "") -> TableColumn:
    """Return a column of numbers ``(rows,)``, NaN where the value is missing.

    Parameters
    ----------
    unread
        What there is to say of cells that aren't numbers.
    """
    constant = bool(np.nanmax(values) == np.nanmin(values))
    notices = [unread] if unread else []
    if constant:
        notices.append("it is the same in every row and teaches nothing")
    notices += _doubtful_codes(values)
    return TableColumn(
        name=name,
        heading=heading,
        kind="numbers",
        values=values,
        missing=int(np.isnan(values).sum()),
        constant=constant,
        notice=_notice(heading, notices),
    )


def _doubtful_codes(values: Floats) -> list[str]:
    """Return what is to be said of a number that usually means "no value", and lies far from all others."""
    known = values[np.isfinite(values)]
    for code in CODES:
        others = known[known != code]
        times = len(known) - len(others)
        if not times or len(others) < 2:
            continue
        low, high = float(others.min()), float(others.max())
        if max(low - code, code - high) > FAR * (high - low):
            cells = f"{times} of its cells say{'s' if times == 1 else ''} {code}"
            return [f"{cells}, which often means no value; if it does here, add it to the missing values"]
    return []


def _dates(cells: Cells) -> TableColumn | None:
    """Return a column of dates as numbers; None where it is none."""
    first = next((cell for cell in cells.cells if not is_missing(cell, cells.absent)), "")
    if not looks_like_date(first):
        return None
    found = moments([None if is_missing(cell, cells.absent) else cell for cell in cells.cells])
    if found is None:
        return None
    values, since = found
    return replace(_of_numbers(replace(cells, unit=""), frozen(values), since), dated=since != "s")


def _words(cells: Cells) -> TableColumn:
    absent, doubt = _absent_words(cells)
    meanings = {cell: None if is_missing(cell, absent) else one_line(cell) or None for cell in set(cells.cells)}
    meanings = _answers_alike(meanings, cells.cells)
    classes = sorted({word for word in meanings.values() if word is not None})
    words = [meanings[cell] for cell in cells.cells]
    missing = words.count(None)
    if not 1 <= len(classes) <= MOST_CLASSES:
        many = f"{len(classes)} different texts, too many for classes"
        return _nothing(cells, "no values" if not classes else many, missing)
    numbers = {word: float(number) for number, word in enumerate(classes)}
    values = frozen(np.array([np.nan if word is None else numbers[word] for word in words]))
    constant = len(classes) == 1
    notices = ["it is the same in every row and teaches nothing"] if constant else []
    notices += [doubt] if doubt else []
    first = next(cell for cell in cells.cells if meanings[cell] is not None)
    if looks_like_date(first) and is_two_faced([cell for cell in meanings if meanings[cell] is not None]):
        notices.append(f"{first.strip()!r} may be two days; write dates as 2025-12-31 to have them as numbers")
    return TableColumn(
        name=cells.heading,
        heading=cells.heading,
        kind="classes",
        values=values,
        classes=tuple(classes),
        missing=missing,
        constant=constant,
        notice=_notice(cells.heading, notices),
    )


def _answers_alike(meanings: dict[str, str | None], cells: Sequence[str]) -> dict[str, str | None]:
    """Let "yes", "Yes" and "YES" be one class, written as they are most often, where a column holds such answers."""
    folded = {word.casefold() for word in meanings.values() if word is not None}
    if folded not in ANSWERS:
        return meanings
    counts: dict[str, Counter[str]] = {word: Counter() for word in folded}
    for cell, times in Counter(cells).items():
        if (word := meanings[cell]) is not None:
            counts[word.casefold()][word] += times
    usual = {word: counted.most_common(1)[0][0] for word, counted in counts.items()}
    return {cell: None if word is None else usual[word.casefold()] for cell, word in meanings.items()}


def _absent_words(cells: Cells) -> tuple[frozenset[str], str]:
    """Return the words that mean "no value" in a column of words, and what is doubtful about that.

    A region may be called NA, and a symptom None: where such a word is written as the other classes are, it is a class.
    """
    if cells.missing is not None:
        return cells.missing, ""
    counts: Counter[str] = Counter()
    for cell, times in Counter(cells.cells).items():
        counts[cell.strip()] += times
    doubtful = [word for word in counts if is_missing(word) and word.casefold() not in NOT_A_NAME]
    others = [word for word in counts if not is_missing(word)]
    named = [word for word in doubtful if _is_like(word, others)]
    absent = MISSING_FOLDED - {word.casefold() for word in named}
    if not doubtful or not others:
        return absent, ""
    word = (named or doubtful)[0]
    cells_say = f"{counts[word]} of its cells say{'s' if counts[word] == 1 else ''} {word!r}"
    if named:
        return absent, f"{cells_say}, which was taken for a class; if it means no value, add it to the missing values"
    return absent, f"{cells_say}, which was taken for a missing value"


def _is_like(word: str, others: Sequence[str]) -> bool:
    """Say whether a word is written as most of the others are: in such letters, and about as long."""
    alike = [
        other
        for other in others
        if (other.isupper(), other.islower()) == (word.isupper(), word.islower())
        and other.isalpha() == word.isalpha()
        and abs(len(other) - len(word)) <= max(1, len(word) // 2)
    ]
    return 2 * len(alike) > len(others)


def _nothing(cells: Cells, has: str, missing: int | None = None) -> TableColumn:
    """Return a column of which nothing can be made."""
    return TableColumn(
        name=cells.heading,
        heading=cells.heading,
        kind="text",
        values=frozen(np.full(len(cells.cells), np.nan)),
        missing=len(cells.cells) if missing is None else missing,
        notice=_notice(cells.heading, [f"it has {has}"]),
    )


def _with_unit(heading: str, unit: str) -> str:
    """Return a name with its unit, unless that is a number's own, or stands there already."""
    shown = bare(unit) if is_unit(unit) else unit.strip()
    said = f"({shown})" in heading or f"[{shown}]" in heading
    return heading if said or shown in {"", "-", "—", "–", "1", "none"} else f"{heading} ({shown})"


def _notice(name: str, what: list[str]) -> str:
    return f"Column {name!r}: {'; '.join(what)}." if what else ""

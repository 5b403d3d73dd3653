"""Dates and times of day as numbers: days, or seconds, since the first of a column."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from lossstudio.core.array import Floats

CLOCK = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + CLOCK)
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + CLOCK)
TIME = re.compile(r"(\d{1,4}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,9}))?")
"""Hours, minutes and seconds; with two numbers it might be either minutes or hours that come first."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_S = 86400.0
SHORT_S = 2 * DAY_S
"""What lies within this is counted in seconds."""


def looks_like_date(cell: str) -> bool:
    """Say whether a text is a date, in whatever order, or a time."""
    text = cell.strip()
    return bool(YEAR_FIRST.fullmatch(text) or YEAR_LAST.fullmatch(text) or TIME.fullmatch(text))


def is_two_faced(cells: Sequence[str]) -> bool:
    """Say whether some dates, as 3/4/2025, can be read with the day or with the month first."""
    found = [YEAR_LAST.fullmatch(cell.strip()) for cell in cells]
    firsts, seconds = ([int(each.group(number)) for each in found if each] for number in (1, 3))
    dotted = any(each.group(2) == "." for each in found if each)
    return bool(firsts) and not dotted and (max(firsts) > 12) == (max(seconds) > 12)


def moments(cells: Sequence[str | None]) -> tuple[Floats, str] | None:
    """Return what dates or times mean ``(n,)``, NaN where there is none, and their unit with the first date.

    None where a cell is no date, or they can be read in two ways.
    """
    said = [cell.strip() for cell in cells if cell is not None]
    if not said or is_two_faced(said):
        return None
    if all(map(TIME.fullmatch, said)):
        return np.array([np.nan if cell is None else _seconds(cell.strip()) for cell in cells]), "s"
    seconds = np.full(len(cells), np.nan)
    month_first = _month_first(said)
    for row, cell in enumerate(cells):
        if cell is not None:
            moment = _moment(cell.strip(), month_first=month_first)
            if moment is None:
                return None
            seconds[row] = moment
    first = float(np.nanmin(seconds))
    since = EPOCH + timedelta(seconds=first)  # Windows knows no timestamps before 1970
    if np.nanmax(seconds) - first < SHORT_S and (seconds[~np.isnan(seconds)] % DAY_S).any():
        return seconds - first, f"seconds since {since.isoformat(' ', 'seconds')[:19]}"
    whole = float(np.floor(first / DAY_S) * DAY_S)
    return (seconds - whole) / DAY_S, f"days since {since.date().isoformat()}"


def _seconds(cell: str) -> float:
    """Return the seconds of a time."""
    found = TIME.fullmatch(cell)
    assert found is not None
    hours, minutes, seconds, fraction = found.groups()
    return 3600.0 * int(hours) + 60.0 * int(minutes) + int(seconds) + float(f"0.{fraction or 0}")


def _month_first(cells: Sequence[str]) -> bool:
    found = [YEAR_LAST.fullmatch(cell) for cell in cells]
    return any(int(each.group(3)) > 12 for each in found if each)


def _moment(cell: str, *, month_first: bool) -> float | None:
    """Return the seconds from 1970 that a text means."""
    if found := YEAR_FIRST.fullmatch(cell):
        year, month, day = found.groups()[:3]
        clock = found.groups()[3:]
    elif found := YEAR_LAST.fullmatch(cell):
        one, _, two, year = found.groups()[:4]
        month, day = (one, two) if month_first else (two, one)
        clock = found.groups()[4:]
    else:
        return None
    hour, minute, second, fraction = clock
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
        )
    except ValueError:
        return None
    return (moment - EPOCH).total_seconds() + float(f"0.{fraction or 0}")

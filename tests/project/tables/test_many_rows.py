"""Tables of very many rows: read in parts to the same table as cell by cell, or left to that way."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lossstudio.project.tables import ReadingChoices, TableError, parse_table, read_table
from lossstudio.project.tables import table as table_module
from lossstudio.project.tables.read_table import ReadTable


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """What makes every file one of many rows, of which so many characters are read at once."""

    def make(characters: int) -> None:
        monkeypatch.setattr(table_module, "MANY_BYTES", 0)
        monkeypatch.setattr("lossstudio.project.tables.many_rows.PART_CHARACTERS", characters)
        monkeypatch.setattr("lossstudio.project.tables.many_rows.HEAD_BYTES", 120)

    return make


def told_of(table: ReadTable) -> tuple[object, ...]:
    columns = [(each.name, each.heading, each.kind, each.missing, each.constant, each.notice) for each in table.columns]
    values = [each.values.tobytes() for each in table.columns]
    return columns, values, table.rows, table.lines.tolist(), table.notices, table.reading


ROWS = [f"{number / 7:.3f},{number % 5},{number * 3}" for number in range(60)]
CASES = {
    "plain": "a,b,c\n" + "\n".join(ROWS) + "\n",
    "no names": "\n".join(ROWS),
    "Windows": "a,b,c\r\n" + "\r\n".join(ROWS),
    "what lacks values": "a,b,c\n" + "\n".join([*ROWS, "1,,NA", ",2,3", *ROWS]) + "\n",
    "blank lines": "a,b,c\n" + "\n".join([*ROWS[:40], "", *ROWS[40:], ""]) + "\n",
    "above and units": "made today\n\na,b,c\nm,s,kg\n" + "\n".join(ROWS) + "\n",
    "tabs": "a\tb\tc\n" + "\n".join(ROWS).replace(",", "\t") + "\n",
    "decimal commas": "a;b;c\n" + "\n".join(ROWS).replace(",", ";").replace(".", ",") + "\n",
    "spaces": "\n".join(ROWS).replace(",", "  "),
    "one column": "a\n" + "\n".join(str(number) for number in range(99)),
    "constant": "a,b\n" + "\n".join(f"{number},4" for number in range(99)),
    "constant at first": "a,b\n" + "\n".join(f"{number},{number // 60}" for number in range(99)),
    "a code": "a,b\n" + "\n".join(f"{number},{-999 if number == 80 else number % 7}" for number in range(99)),
    "thousands": "a;b\n" + "\n".join(f"{number};{'1,234' if number == 80 else '2.5'}" for number in range(99)),
    "a word late": "a,b\n" + "\n".join(f"{number},{'lost' if number == 80 else number % 7}" for number in range(99)),
    "a total below": "a,b\n" + "\n".join(f"{number},1{number}" for number in range(99)) + "\nTotal,99",
    "quoted": "a,b\n" + "\n".join(f'{number},"{number % 7}"' for number in range(99)),
    "infinite": "a,b\n" + "\n".join(f"{number},{'inf' if number == 80 else number % 7}" for number in range(99)),
    "short lines": "a,b\n" + "\n".join("7" if number == 80 else f"{number},1{number}" for number in range(99)),
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
@pytest.mark.parametrize("characters", [40, 10_000])
def test_in_parts_a_table_is_what_it_is_cell_by_cell(
    text: str, characters: int, parts: Callable[[int], None], tmp_path: Path
) -> None:
    parts(characters)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert told_of(read_table(path)) == told_of(parse_table(text.encode(), "a.csv"))


def test_what_a_person_says_counts_in_parts_too(parts: Callable[[int], None], tmp_path: Path) -> None:
    parts(100)
    path = tmp_path / "a.csv"
    path.write_text(CASES["a code"])
    for choices in (
        ReadingChoices(missing=("-999",)),
        ReadingChoices(kinds=(("b", "classes"),)),
        ReadingChoices(skip=3),
    ):
        assert told_of(read_table(path, choices)) == told_of(parse_table(CASES["a code"].encode(), "a.csv", choices))


def test_it_is_told_how_much_is_read_and_what_is_too_large(
    parts: Callable[[int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts(200)
    path, shares = tmp_path / "a.csv", list[float]()
    path.write_text(CASES["plain"])
    table = read_table(path, told=shares.append)
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] <= 1
    assert np.isfinite(table.columns[0].values).all()
    path.write_text(CASES["a word late"])
    monkeypatch.setattr(table_module, "LARGEST_BYTES", 300)
    with pytest.raises(TableError, match=r"a.csv: has more than 0 megabytes, and line 82 holds more than numbers"):
        read_table(path)
    monkeypatch.setattr("lossstudio.project.tables.many_rows.LARGEST_BYTES", 300)
    with pytest.raises(TableError, match="has more than 0 megabytes: take a part of the rows"):
        read_table(path)

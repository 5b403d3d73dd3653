import pytest

from lossstudio.core.group import Group
from lossstudio.ui.panels.parameters.table_rows import TableRows, longest_of

GROUPS = (Group("weights 1", 0, 6, (2, 3)), Group("biases 1", 6, 9, (3,), bias=True), Group("weights 2", 9, 12, (3, 1)))
HEADING, ROW = 22, 26


def one_by_one(rows):
    """Return all rows with their places, by adding up."""
    placed, top = [], 0
    for heading, first, stop in rows.sections:
        for what in (*([heading] if heading else []), *range(first, stop)):
            height = HEADING if isinstance(what, str) else ROW
            placed.append((what, top, height))
            top += height
    return placed, top


@pytest.mark.parametrize("groups", [GROUPS, GROUPS[:1]])
def test_rows_stand_one_below_the_other(groups):
    rows = TableRows.of(groups[-1].stop, groups)
    placed, height = one_by_one(rows)
    assert rows.height(HEADING, ROW) == height
    assert [rows.row_of(at, HEADING, ROW) for at in range(groups[-1].stop)] == [
        row for row in placed if isinstance(row[0], int)
    ]
    assert rows.row_of(groups[-1].stop, HEADING, ROW) is None
    for high in range(0, height, 7):
        for low in (high + 1, high + 60, height + 50):
            seen = [row for row in placed if row[1] < low and row[1] + row[2] > high]
            assert list(rows.between(high, low, HEADING, ROW)) == seen, (high, low)


def test_headings_are_those_of_several_large_groups():
    assert [words for words, *_ in TableRows.of(12, GROUPS).sections] == [
        "weights 1   2 × 3",
        "biases 1   3",
        "weights 2   3 × 1",
    ]
    assert TableRows.of(3, GROUPS[:2]).sections == (("", 0, 3),)


def test_of_very_many_names_some_of_the_longest_are_measured():
    assert longest_of(("w", "bias")) == ["w", "bias"]
    measured = longest_of([f"w{at}" for at in range(100_000)])
    assert len(measured) < 1000
    assert {len(name) for name in measured} == {6}

"""Tables compare by what they hold, and refuse what isn't numbers."""

from typing import Any

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.table_data import Table, check_table
from lossstudio.core.option import OptionError


def test_tables_compare_and_hash_by_what_they_hold() -> None:
    first, second = check_table([[1, 2], [3, 4]]), check_table([(1.0, 2.0), (3.0, 4.0)])
    assert first == second
    assert hash(first) == hash(second)
    assert first != check_table([[1, 2], [3, 5]])
    assert first != check_table([[1, 2, 3, 4]])
    assert check_table([0.0]) == check_table([-0.0])
    assert Spec.of("table", inputs=first) == Spec.of("table", inputs=second)


def test_a_table_is_read_only_and_a_copy() -> None:
    source = np.ones((2, 2))
    table = Table(source)
    source[0, 0] = 5.0
    assert table.array[0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        table.array[0, 0] = 2.0


def test_tables_are_written_as_they_were_read() -> None:
    for listed in ([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], [[1.0], [2.0]]):
        assert check_table(listed).to_lists() == listed
    assert check_table([1.0, 2.0]).rows.shape == (2, 1)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("12", "a list of rows"),
        ({"a": 1}, "a list of rows"),
        ([], "at least one row"),
        ([[1, 2], [3]], "row 1 has 1 values where row 0 has 2"),
        ([[1], 2], "row 1 must be a list"),
        ([1, [2]], "row 1 must be a finite number"),
        ([[1, True]], "row 0, column 1 must be a finite number, not true"),
        ([1, None], "row 1 must be a finite number, not null"),
        ([[1.0], ["2"]], "row 1, column 0 must be a finite number, not '2'"),
        ([float("nan")], "row 0"),
        ([[1.0, float("inf")]], "row 0, column 1"),
        ([10**400], "row 0 must be a finite number, not a huge number"),
        ([[[1]]], "row 0, column 0"),
    ],
)
def test_what_is_not_a_table_is_refused_with_its_place(value: Any, reason: str) -> None:
    with pytest.raises(OptionError, match=reason):
        check_table(value)


def test_a_hundred_thousand_rows_are_checked() -> None:
    rows = np.random.default_rng(0).normal(size=(100_000, 5)).tolist()
    assert len(check_table(rows)) == 100_000


def test_arrays_and_their_numbers_are_taken() -> None:
    numbers = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert check_table(numbers) == check_table(numbers.tolist())
    assert repr(check_table(numbers)) == "Table(2, 2)"


def test_a_whole_number_beyond_all_floats_is_refused() -> None:
    with pytest.raises(OptionError, match="row 0 must be a finite number, not a huge number"):
        check_table([10**400])

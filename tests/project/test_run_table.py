"""A run as a table."""

import csv
from pathlib import Path

import numpy as np
import pytest

from lossstudio.project.replacing import replace_file
from lossstudio.project.runs import COLUMNS, ROWS_A_PART, csv_parts
from lossstudio.run.recipe.recipe import GivenStart, Runner
from lossstudio.run.training.train import train
from tests.run.recipes import recipe


def test_a_table_comes_in_parts_that_read_back_as_the_run() -> None:
    start = GivenStart(theta=(-0.73, 4.22))
    run = train(recipe(Runner(start=start), Runner(name="b", start=start, learning_rate=0.01), steps=ROWS_A_PART))
    parts = list(csv_parts(run))
    assert len(parts) == 3
    header, *rows = csv.reader("".join(parts).splitlines())
    assert header == [*COLUMNS, "theta_0", "theta_1"]
    assert [row[:2] for row in rows[:3]] == [["0", "a"], ["0", "b"], ["1", "a"]]
    np.testing.assert_array_equal(np.array([row[2] for row in rows], float).reshape(-1, 2), run.loss)
    assert all(row[3:6] == [""] * 3 for row in rows[-2:])


def test_a_file_whose_parts_fail_stays_as_it_was(tmp_path: Path) -> None:
    def parts():
        yield b"half"
        raise RuntimeError("torn")

    path = tmp_path / "run.csv"
    path.write_text("before")
    with pytest.raises(RuntimeError, match="torn"):
        replace_file(path, parts())
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@SUM(A1)", "\tx"])
def test_a_name_that_begins_like_a_formula_is_a_text_in_a_spreadsheet(name: str) -> None:
    run = train(recipe(Runner(name=name), Runner(name="plain - name"), steps=1))
    _, *rows = csv.reader("".join(csv_parts(run)).splitlines())
    assert [row[1] for row in rows[:2]] == [f"'{name}", "plain - name"]

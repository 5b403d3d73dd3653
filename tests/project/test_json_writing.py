"""Scenes are written for people and diffs."""

import json
import math

import pytest

from lossstudio.project.json_text import parse, write
from lossstudio.run.recipe.errors import SceneError


def test_each_row_of_a_table_has_a_line_of_its_own() -> None:
    rows = [[index, index + 0.5] for index in range(40)]
    lines = write({"data": {"inputs": rows, "targets": list(range(60))}}).splitlines()
    assert "      [0, 0.5]," in lines
    assert "      [39, 39.5]" in lines
    assert "      59" in lines


def test_long_rows_stay_on_one_line() -> None:
    wide = list(range(100))
    assert json.dumps(wide) in write({"inputs": [wide, wide]})


def test_what_is_short_stands_on_one_line_and_the_document_is_broken() -> None:
    assert write({"a": {"kind": "mse"}, "b": 1}) == '{\n  "a": {"kind": "mse"},\n  "b": 1\n}\n'


def test_whole_floats_are_written_as_integers_and_all_numbers_read_back_the_same() -> None:
    numbers = [1.0, -3.0, 0.1, 1e-300, 1e22, 123456789.0, 2.0**53, 1 / 3]
    text = write({"a": numbers})
    assert "1.0" not in text
    assert json.loads(text)["a"] == numbers


def test_minus_zero_keeps_its_sign() -> None:
    assert math.copysign(1, json.loads(write({"a": -0.0}))["a"]) == -1


def test_text_is_kept_as_it_is() -> None:
    assert '"Größe λ → 東京"' in write({"title": "Größe λ → 東京"})


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(SceneError, match=r"^a\[1\]: must be a finite number$"):
        write({"a": [0.0, math.nan]})


def test_rows_of_numbers_are_written_as_each_number_is() -> None:
    numbers = [0.0, -0.0, 1.0, -10.0, 0.1, 100.25, 1e-5, 3e20, 1e15, 999999999999999.0, 7, -3, 2.5e-300]
    said = write({"rows": [[number, 5] for number in numbers], "all": numbers})
    assert parse(said) == {"rows": [[number, 5] for number in numbers], "all": numbers}
    assert [line.strip().rstrip(",") for line in said.splitlines() if "5]" in line][:7] == [
        *("[0, 5]", "[-0.0, 5]", "[1, 5]", "[-10, 5]", "[0.1, 5]", "[100.25, 5]", "[1e-05, 5]")
    ]

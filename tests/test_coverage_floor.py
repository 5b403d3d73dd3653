"""What the tests cover may not fall, and a file without gaps keeps none."""

from typing import Any

import pytest

from tests.coverage_floor import failures


def report(percent: float, **gaps: tuple[list[int], list[tuple[int, int]]]) -> dict[str, Any]:
    files = {
        f"lossstudio/core/{name}.py": {"missing_lines": lines, "missing_branches": branches}
        for name, (lines, branches) in gaps.items()
    }
    return {"files": files, "totals": {"percent_covered": percent}}


def test_files_without_gaps_above_the_floor_are_fine() -> None:
    whole = report(98.0, plane=([], []), option=([3], []))
    assert list(failures(whole, 98.0, ("lossstudio/core/plane.py",))) == []


@pytest.mark.parametrize(
    ("lines", "branches", "said"),
    [([7, 9], [], "7, 9"), ([], [(4, 6), (8, -2)], "4->6, 8->exit"), ([5], [(4, 5)], "5, 4->5")],
)
def test_a_gap_is_named_by_its_lines_and_its_branches(
    lines: list[int], branches: list[tuple[int, int]], said: str
) -> None:
    found = report(99.9, plane=([], []), option=(lines, branches))
    assert list(failures(found, 98.0, ("lossstudio/core/*.py",))) == [f"lossstudio/core/option.py: {said}"]


def test_what_falls_below_the_floor_is_said() -> None:
    assert list(failures(report(97.99), 98.0, ())) == ["all files: 97.99 % is covered, less than 98 %"]


def test_a_pattern_that_fits_no_file_is_wrong() -> None:
    assert list(failures(report(100.0), 98.0, ("lossstudio/core/gone.py",))) == [
        "lossstudio/core/gone.py: there is no such file"
    ]

"""Hold what the tests of `core`, `run` and `project` cover: a floor for all of it, and files that have no gap.

`make test` calls it with the report that its pytest has just written: ``python -m tests.coverage_floor FILE``. A gap is
a line that no test runs, or a way out of a line that no test takes; the table names both.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

FLOOR_PERCENT = 99.0
"""Lines and branches together, over all files that are measured."""

WITHOUT_GAPS = (
    "lossstudio/core/*.py",
    "lossstudio/run/*compiled_recipe.py",
    "lossstudio/run/*explanation.py",
    "lossstudio/run/*runner_group.py",
    "lossstudio/run/*range_test.py",
    "lossstudio/run/*timeline.py",
    "lossstudio/run/*trainer.py",
    "lossstudio/project/*json_*.py",
    "lossstudio/project/*replacing.py",
    "lossstudio/project/*scene.py",
)
"""Files that are covered wholly, as patterns in which a star stands for folders too. One that fits no file is wrong."""


def failures(
    report: Mapping[str, Any], floor_percent: float = FLOOR_PERCENT, without_gaps: tuple[str, ...] = WITHOUT_GAPS
) -> Iterator[str]:
    """Yield a line for everything that is worse than it may be.

    Parameters
    ----------
    report
        What ``coverage json`` writes.
    floor_percent
        What all files together have to reach.
    without_gaps
        Patterns of the files that must have no gap.
    """
    files = report["files"]
    for pattern in without_gaps:
        found = [name for name in files if fnmatch(name, pattern)]
        if not found:
            yield f"{pattern}: there is no such file"
        yield from (f"{name}: {gaps}" for name in found if (gaps := _gaps(files[name])))
    covered = report["totals"]["percent_covered"]
    if covered < floor_percent:
        yield f"all files: {covered:.2f} % is covered, less than {floor_percent:g} %"


def _gaps(told: Mapping[str, Any]) -> str:
    """Say which lines and branches of a file no test takes; nothing where there are none."""
    lines = [str(line) for line in told["missing_lines"]]
    ways = [f"{start}->{'exit' if end < 0 else end}" for start, end in told["missing_branches"]]
    return ", ".join(lines + ways)


def main(path: str) -> int:
    """Print what is worse than it may be, or what is covered, and return the exit code."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    worse = list(failures(report))
    print("\n".join(worse) or f"{report['totals']['percent_covered']:.2f} % of core, run and project is covered")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

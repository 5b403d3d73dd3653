"""Stands anything? Runs the rows and prints what each reached, beside what is aimed at.

At a factor of 1 that takes many hours: ``make stress FACTOR=0.01 ROWS=kill,scenes``, and on another day the next
hundredth of these: ``make stress FACTOR=0.01 START=0.01 ROWS=kill,scenes``.
"""

import argparse
import os
import sys
import warnings
from pathlib import Path
from time import monotonic

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported
root = str(Path(__file__).parents[2])
sys.path.insert(0, root)
os.environ["PYTHONPATH"] = root

from tests.stress import failing, films, frames, kills, pages, scenes, surroundings, texts, window
from tests.stress.row import MOST_TOLD, Row, hear_all, told

# What forks comes before what opens a window, since a copy has one thread alone.
ROWS: tuple[Row, ...] = (
    *kills.ROWS,
    failing.ROW,
    scenes.ROW,
    *texts.ROWS,
    *films.ROWS,
    pages.ROW,
    *frames.ROWS,
    surroundings.ROW,
    *window.ROWS,
)


def main() -> int:
    """Run the rows that are asked for; the exit code says whether all held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--factor", type=float, default=0.01, help="how often, as a share of what is aimed at")
    parser.add_argument("--start", type=float, default=0.0, help="the share of it that was tried before")
    parser.add_argument("--rows", default="", help="parts of the names of rows, with commas between")
    asked = parser.parse_args()
    wanted = [part for part in asked.rows.split(",") if part]
    hear_all()
    warnings.simplefilter("error", RuntimeWarning)  # a number that went wrong, unseen
    failed = 0
    for row in ROWS:
        if wanted and not any(part in row.name for part in wanted):
            continue
        began = monotonic()
        tally = row.run(asked.factor, asked.start)
        print(f"{told(row.name, tally)}   aim {row.aim:,}   in {monotonic() - began:.0f} s", flush=True)
        for failure in tally.failures[:MOST_TOLD]:
            print(f"    {failure}", flush=True)
        failed += len(tally.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

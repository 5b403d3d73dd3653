"""Holds the coach to its word: runs with known faults and healthy ones, each advice done and the run trained again.

Prints two tables, fault by advice: how often it was given, and how often what it offers helped, did nothing, harmed.
Takes about one minute on one core. `python -m tests.benchmarks.coach 3 4` is a small sample, the one that is a test.
"""

import sys
from collections import Counter
from collections.abc import Iterable

from tests.benchmarks.coach_cases import FAULTS, HEALTHY, cases
from tests.benchmarks.coach_cures import Verdict, judged
from tests.benchmarks.measuring import heading

EACH_FAULT, EACH_HEALTHY = 21, 33
"""How many runs there are of each kind: some 500 with a fault, some 500 without."""


def main(each_fault: int = EACH_FAULT, each_healthy: int = EACH_HEALTHY) -> None:
    """Judge all runs and print both tables."""
    heading("The coach on runs with a known fault")
    show(judged(case) for case in cases(FAULTS, each_fault))
    heading("The coach on runs with nothing wrong")
    show(judged(case) for case in cases(HEALTHY, each_healthy))


def show(verdicts: Iterable[Verdict]) -> None:
    """Print a table: what is known of the runs, what was said of them, and what came of it."""
    found = list(verdicts)
    told = Counter((verdict.case.known, verdict.key) for verdict in found)
    came = Counter((verdict.case.known, verdict.key, verdict.outcome) for verdict in found)
    print(f"{'run':<24}{'advice':<18}{'given':>6}{'helped':>8}{'nothing':>9}{'harmed':>8}{'shown':>7}")
    for known, key in told:
        outcomes = (came[known, key, outcome] for outcome in ("helped", "nothing", "harmed", "shown"))
        numbers = "{:>8}{:>9}{:>8}{:>7}".format(*(number or "" for number in outcomes))
        print(f"{known:<24}{key:<18}{told[known, key]:>6}{numbers}", flush=True)


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:]))

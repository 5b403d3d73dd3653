"""The coach is held to its word: what it offers is done, and beats doing nothing; no cell of the table gets worse.

`tests/benchmarks/coach.py` prints the same table for a thousand runs.
"""

from collections import Counter
from functools import cache

import pytest

from tests.benchmarks.coach_cases import FAULTS, HEALTHY, cases
from tests.benchmarks.coach_cures import SHOWN, Verdict, judged

EACH_FAULT, EACH_HEALTHY = 3, 4
HELPED = {
    "rate too low": {"crawling": 3},
    "prices, tiny rate": {"crawling": 3},
    "network, rate too low": {"creeping": 3},
    "terrain, rate too low": {"plateau": 1, "crawling": 2},
    "rate too high": {"climbing": 3},
    "network, rate too high": {"stopped": 3},
    "fades too early": {"faded": 3},
    "momentum too strong": {"swinging": 3},
    "Adam's rate too high": {"leaping": 3},
    "dead ReLU": {"dead_units": 3},
    "killed ReLU": {"dead_units": 2},
    "dead sigmoid": {"wrong_loss": 3},
    "wild rows": {"outliers": 3},
    "unscaled inputs": {"unscaled": 2},
    "model too small": {"too_simple": 3},
    "overfits": {"overfitting": 2},
    "rare class": {"imbalance": 3},
    "wrong loss": {"wrong_loss": 3},
    "on a plateau": {"plateau": 2, "creeping": 1},
    "on a ridge": {"saddle": 3},
    "l1 never at 0": {"never_zero": 2},
    "noisy batches": {"jitter": 1, "jumping": 2},
    "crosses a fold": {"zigzag": 3},
    "clipped": {"clipping": 3},
    "classes far apart": {"endless": 3},
}
"""For each fault, how often which advice helped; never less."""


@cache
def verdicts(known: str) -> tuple[Verdict, ...]:
    makers, each = (FAULTS, EACH_FAULT) if known in FAULTS else (HEALTHY, EACH_HEALTHY)
    return tuple(judged(case) for case in cases({known: makers[known]}, each))


@pytest.mark.parametrize("known", FAULTS)
def test_what_is_offered_against_a_fault_helps(known):
    helped = Counter(verdict.key for verdict in verdicts(known) if verdict.outcome == "helped")
    assert helped >= Counter(HELPED[known])
    assert [verdict for verdict in verdicts(known) if verdict.outcome == "harmed"] == []


@pytest.mark.parametrize("known", HEALTHY)
def test_nothing_is_mended_where_nothing_is_wrong(known):
    assert {verdict.key for verdict in verdicts(known)} <= SHOWN | {"unfinished"}
    assert {verdict.outcome for verdict in verdicts(known)} <= {"shown", "helped"}


def test_runs_are_the_same_every_time():
    assert cases(FAULTS, 1) == cases(FAULTS, 1)

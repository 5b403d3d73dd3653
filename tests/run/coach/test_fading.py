"""Schedules that fade out too early."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.too_slow import faded
from tests.run.coach.runs import after, seen, supervised, view

LINE = Spec.of("line", samples=40)


def line(schedule, rate=0.02):
    return seen(supervised(LINE, learning_rate=rate, schedule=schedule, steps=150))


@pytest.mark.parametrize(
    "schedule", [Spec.of("exponential", factor=0.6), Spec.of("cosine", steps=8), Spec.of("step", every=2, factor=0.2)]
)
def test_a_rate_that_is_gone_before_the_run_is_done_is_named(schedule):
    run = line(schedule)
    advice = advise(run)
    assert advice.key == "faded"
    assert 0 < advice.steps[0] < 30
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.8 * run.loss[-1, 0]
    assert faded(cured) is None


def test_a_rate_that_fades_over_the_plan_or_after_the_arrival_is_not():
    assert faded(line(Spec("cosine"))) is None
    assert faded(line(Spec.of("exponential", factor=0.9), rate=0.2)) is None
    assert faded(view(0.5)) is None

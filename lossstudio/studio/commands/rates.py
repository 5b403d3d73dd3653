"""Commands of the range test, which tries many learning rates out; and what it can be asked."""

from lossstudio.run.analysis.range_test import HIGHEST, LOWEST, affordable_rates
from lossstudio.run.kinds import kind_of
from lossstudio.studio.background.requests import RangeRequest
from lossstudio.studio.commands.command import Effect
from lossstudio.studio.session.snapshot import Snapshot

AROUND = 100.0
"""The rates that are tried reach at least this many times below and above the one in force."""


def can_test_rates(now: Snapshot) -> bool:
    """Say whether the loss can show which learning rate is good; in a game it can't."""
    return kind_of(now.scene.recipe.task).allows("range_test")


def rates_to_try(now: Snapshot) -> int:
    """Return how many learning rates a range test tries here: fewer where each update takes long."""
    return affordable_rates(now.course, now.runner, _tested_step(now))


def start_range_test(now: Snapshot) -> Effect:
    """Try many learning rates for the selected runner, from its start or from the step on show."""
    kind_of(now.scene.recipe.task).check("range_test")
    rate, step = now.settings.learning_rate, _tested_step(now)
    between = (min(LOWEST, rate / AROUND), max(HIGHEST, rate * AROUND))
    theta = now.timeline.theta[min(step, now.timeline.length), now.runner]
    return Effect(range_test=RangeRequest(now.course, now.runner, step, theta, between, rates_to_try(now)))


def stop_range_test(_now: Snapshot) -> Effect:
    """Give a range test up, and forget what it found."""
    return Effect(ends_range_test=True)


def _tested_step(now: Snapshot) -> int:
    return 0 if now.acts_at is None else now.step

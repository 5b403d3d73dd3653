"""Trying learning rates out: a range test in the worker, asked for by a person."""

from lossstudio.run.kinds import kind_of
from lossstudio.run.range_test import HIGHEST, LOWEST, RangeTest, affordable_rates
from lossstudio.studio.editing import Editing
from lossstudio.studio.requests import RangeRequest

AROUND = 100.0
"""The rates that are tried reach at least this many times below and above the one in force."""


class Rates(Editing):
    """Commands and facts of the range test."""

    @property
    def range_test(self) -> RangeTest | None:
        """The last range test that was asked for; None until it is there."""
        return self._surveyor.rates

    @property
    def testing_rates(self) -> bool:
        """Whether a range test is under way."""
        return self._surveyor.testing_rates

    @property
    def can_test_rates(self) -> bool:
        """Whether a learning rate can be told from what the loss does; not of a game."""
        return kind_of(self.course.recipe.task).allows("range_test")

    @property
    def rates_to_try(self) -> int:
        """How many learning rates a range test tries here: fewer where each update takes long."""
        return affordable_rates(self.course, self.runner, self._tested_step)

    @property
    def _tested_step(self) -> int:
        return self.step if self.acts_from == "here" else 0

    def test_rates(self) -> None:
        """Try many learning rates for the selected runner, from its start or from the step on show."""
        if not self._allowed("range_test"):
            return
        rate, step = self.settings.learning_rate, self._tested_step
        between = (min(LOWEST, rate / AROUND), max(HIGHEST, rate * AROUND))
        theta = self.timeline.theta[min(step, self.timeline.length), self.runner]
        with self._change():
            self._surveyor.want_rates(RangeRequest(self.course, self.runner, step, theta, between, self.rates_to_try))
            self._tell("rates_changed")

    def stop_testing_rates(self) -> None:
        """Give a range test up, and forget what it found."""
        with self._change():
            self._surveyor.drop_rates()
            self._tell("rates_changed")

    def take_suggested_rate(self) -> None:
        """Give the selected runner the rate that the range test suggests."""
        found = self.range_test
        if found is not None and found.suggestion is not None:
            self.set_learning_rate(found.suggestion)
            self.end_change()

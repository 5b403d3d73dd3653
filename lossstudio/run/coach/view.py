"""What the coach looks at: a run so far, the step on show, and the limits of the learning rates."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.course import Course
from lossstudio.run.settings import Settings
from lossstudio.run.timeline import Timeline

MOST_STEPS = 4096
"""How many of the last updates a rule looks at, at most."""


@dataclass(frozen=True, eq=False)
class RunView:
    """A run as it is seen now.

    Attributes
    ----------
    timeline
        Every step so far.
    step
        The step on show; rules speak of what a person has seen.
    runner
        Which runner is selected.
    limits
        For each runner the learning rate above which it explodes; None where there is no limit that simple.
    """

    timeline: Timeline
    step: int
    runner: int
    limits: tuple[float | None, ...]

    @property
    def course(self) -> Course:
        """What is run."""
        return self.timeline.course

    @property
    def end(self) -> int:
        """The last step that the plan has."""
        return self.course.steps

    @property
    def settings(self) -> tuple[Settings, ...]:
        """What is in force for each runner at the step on show."""
        return self.course.settings(self.step)

    @cached_property
    def loss(self) -> Floats:
        """What each of the last updates saw up to the step on show, ``(n, R)``."""
        return self.timeline.batch_loss[self.first : self.step]

    @cached_property
    def moves(self) -> Floats:
        """Each of the last updates up to the step on show, ``(n, R, P)``."""
        return np.diff(self.timeline.theta[self.first : self.step + 1], axis=0)

    @property
    def first(self) -> int:
        """The first update that is looked at."""
        return max(0, self.step - MOST_STEPS)

    def of_runner(self, runner: int) -> str:
        """Return a runner's name as the beginning of a sentence; "The ball" where it runs alone."""
        return self.course.names[runner] if len(self.course.names) > 1 else "The ball"

"""What the coach looks at: a run so far, the step on show, and the limits of the learning rates."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.course import Course
from lossstudio.run.recipe import OnTerrain
from lossstudio.run.settings import Settings
from lossstudio.run.timeline import Timeline

QUADRATIC_TERRAINS = ("bowl", "ravine", "booth", "matyas")
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

    @property
    def quadratic(self) -> bool:
        """Whether the selected runner's surface is a quadratic, on which a limit holds everywhere."""
        task, settings, network = self.course.recipe.task, self.settings[self.runner], self.course.problem.network
        if isinstance(task, OnTerrain) or network is None:
            return isinstance(task, OnTerrain) and task.terrain.kind in QUADRATIC_TERRAINS
        squares = settings.loss is not None and settings.loss.kind == "mse" and settings.penalty.l1 == 0.0
        return squares and len(network.stack) == 1 and network.stack[0].activation.key == "linear"

    @cached_property
    def loss(self) -> Floats:
        """The loss that the last updates saw up to the step on show, ``(n, R)``: the mean of each epoch.

        Single mini-batches rise and fall by chance; of a full batch every update is an epoch.
        """
        seen = self.timeline.batch_loss[self.first : self.step]
        whole = len(seen) // self.epoch * self.epoch
        means: Floats = seen[len(seen) - whole :].reshape(-1, self.epoch, seen.shape[1]).mean(axis=1)
        return means

    @property
    def epoch(self) -> int:
        """How many updates see all of the training rows once."""
        size, rows = self.settings[self.runner].batch_size, self.course.problem.rows
        return 1 if size is None or size >= rows else -(-rows // size)

    def step_of(self, index: int) -> int:
        """Return the step at which the epoch number `index` of `loss` began."""
        return self.step - (len(self.loss) - index) * self.epoch

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
        name = self.course.names[runner] if len(self.course.names) > 1 else "the ball"
        return name[:1].upper() + name[1:]

    def rate(self, runner: int) -> float:
        """Return the learning rate of a runner's last update; before the first, the one that is set."""
        stop = self.timeline.stopped[runner]
        made = self.step if stop is None else min(self.step, stop[0])
        return float(self.timeline.learning_rate[made - 1, runner]) if made else self.settings[runner].learning_rate

    def rate_stays(self, runner: int) -> bool:
        """Say whether all of a runner's last updates went with the learning rate that is set now."""
        seen = self.timeline.learning_rate[self.first : self.step, runner]
        return bool((seen == self.settings[runner].learning_rate).all())

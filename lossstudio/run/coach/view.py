"""What the coach looks at: a run so far, the step on show, and what has been surveyed of it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import readout
from lossstudio.core.objective.estimate import is_dear, is_large
from lossstudio.core.objective.objective import Objective
from lossstudio.run.analysis.critical_point import CriticalPoint, has_constant_hessian, is_piecewise_linear
from lossstudio.run.analysis.curves import Losses, losses_at
from lossstudio.run.coach.answers import Answers, answers_of
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings
from lossstudio.run.training.timeline import Timeline

MOST_STEPS = 4096
"""How many of the last updates a rule looks at, at most."""
MOST_MOVED = 400_000
"""How many numbers of their moves, together."""
FEWEST_MOVES = 64


@dataclass(frozen=True, eq=False)
class RunView:
    """A run as it is seen now.

    What isn't surveyed yet is None; the rules that need it stay silent.

    Attributes
    ----------
    timeline
        Every step so far.
    step
        The step on show; rules consider only what a person has seen.
    runner
        Which runner is selected.
    limits
        For each runner the learning rate above which it explodes; None where there is no limit that simple.
    point
        What kind of point the selected runner is on, with the extreme eigenvalues of its Hessian.
    losses
        The losses that are known along this run.
    notes
        The document's notes, where they are about this run.
    """

    timeline: Timeline
    step: int
    runner: int
    limits: tuple[float | None, ...]
    point: CriticalPoint | None = None
    losses: Losses | None = None
    notes: str = ""

    @property
    def compiled(self) -> CompiledRecipe:
        """What is run."""
        return self.timeline.compiled

    @property
    def end(self) -> int:
        """The last step that the plan has."""
        return self.compiled.steps

    @property
    def ended(self) -> bool:
        """Whether the step on show is the last one of the plan."""
        return self.step >= self.end

    @property
    def name(self) -> str:
        """What the selected runner is called in the scene."""
        return self.compiled.names[self.runner]

    @property
    def kind(self) -> ObjectiveKind:
        """The kind of objective."""
        return kind_of(self.compiled.recipe.task)

    def stopped_at_once(self, runner: int) -> bool:
        """Say whether a runner never made a step."""
        stop = self.timeline.stopped[runner]
        return stop is not None and not stop[0]

    @property
    def objective(self) -> Objective:
        """What the selected runner minimises at the step on show."""
        return self.compiled.objective(self.runner, self.step)

    @property
    def data(self) -> Spec | None:
        """The data that a model learns to answer; None where no answers are judged."""
        return None if self.objective.pointwise is None else self.kind.data_of(self.compiled.recipe.task)

    @property
    def model(self) -> Spec | None:
        """The model that the document says; None where it says none."""
        model: Spec | None = self.kind.value(self.compiled.recipe.task, "model")
        return model

    @property
    def settings(self) -> tuple[Settings, ...]:
        """What is in force for each runner at the step on show."""
        return self.compiled.settings(self.step)

    @property
    def quadratic(self) -> bool:
        """Whether the selected runner's surface is a quadratic, on which a limit holds everywhere."""
        return has_constant_hessian(self.objective)

    @property
    def squares_residuals(self) -> bool:
        """Whether the selected runner's loss is the square of the residual, up to a factor."""
        judged = self.objective.pointwise
        return judged is not None and judged.squares_residuals

    @property
    def weighs_classes(self) -> bool:
        """Whether the selected runner's loss counts some classes more than others, which shifts probabilities."""
        loss = self.settings[self.runner].loss
        return loss is not None and (loss.get("positive_weight", 1.0) != 1.0 or loss.get("class_weights") is not None)

    @cached_property
    def train_answers(self) -> Answers | None:
        """What the selected runner's model answers to training rows; None for objectives without a model."""
        return self._answers("train")

    @cached_property
    def test_answers(self) -> Answers | None:
        """What it answers to test rows; None where there are none."""
        return self._answers("test")

    @cached_property
    def known_losses(self) -> tuple[Integers, Floats, Floats | None]:
        """The steps at which losses are known, and the selected runner's train and test losses there, each ``(n,)``.

        They reach up to the step on show.
        """
        if self.losses is None:
            return np.empty(0, dtype=np.intp), np.empty(0), None
        seen = (self.losses.steps <= self.step) & np.isfinite(self.losses.train[:, self.runner])
        test = None if self.losses.test is None else self.losses.test[seen, self.runner]
        return self.losses.steps[seen], self.losses.train[seen, self.runner], test

    def _answers(self, part: Part) -> Answers | None:
        problem = self.compiled.problem
        objective, data = problem.bare_objective(self.settings[self.runner].loss, part), problem.prepared
        judged = None if objective is None else objective.pointwise
        if judged is None or data is None:
            return None
        theta = self.timeline.theta[self.step, self.runner]
        return answers_of(judged.network, judged.loss, data, theta, *_rows_of(data, part))

    @cached_property
    def losses_here(self) -> Floats | None:
        """Each runner's loss on all training rows at the step on show, penalty included, ``(R,)``.

        It is what read-outs tell of the step. NaN once a runner has stopped; None while it isn't known and takes long.
        """
        if self.step < self.timeline.length and not self.in_batches:
            known: Floats = self.timeline.batch_loss[self.step :]
        elif self.losses is not None and self.step in self.losses.steps:
            known = self.losses.train[self.losses.steps == self.step]
        elif is_dear(self.objective) or is_large(self.objective, len(self.compiled.names)):
            return None
        else:
            known = losses_at(self.timeline, np.array([self.step]))
        return np.asarray(known[0])

    @property
    def loss_here(self) -> float | None:
        """The selected runner's of `losses_here`; None too where it is no number."""
        loss = None if self.losses_here is None else float(self.losses_here[self.runner])
        return loss if loss is not None and np.isfinite(loss) else None

    @cached_property
    def loss(self) -> Floats:
        """The loss at the last steps, ``(n, R)``, the one on show included where its loss is known.

        Of mini-batches, whose losses rise and fall by chance, it is the mean of each epoch up to the step on show.
        """
        seen = self.timeline.batch_loss[self.first : self.step]
        if not self.in_batches:
            return seen if self.losses_here is None else np.vstack([seen, self.losses_here])
        whole = len(seen) // self.epoch * self.epoch
        means: Floats = seen[len(seen) - whole :].reshape(-1, self.epoch, seen.shape[1]).mean(axis=1)
        return means

    @property
    def epoch(self) -> int:
        """How many updates see all of the training rows once."""
        size, rows = self.settings[self.runner].batch_size, self.compiled.problem.rows
        return 1 if size is None or size >= rows else -(-rows // size)

    @property
    def in_batches(self) -> bool:
        """Whether an update sees less than all of the training rows."""
        return self.epoch > 1

    def step_of(self, index: int) -> int:
        """Return the step of the entry number `index` of `loss`; of an epoch, the one at which it began."""
        after_last = self.step if self.in_batches or self.losses_here is None else self.step + 1
        return after_last - (len(self.loss) - index) * self.epoch

    def told(self, loss: float) -> str:
        """Write a loss with as many digits as read-outs do."""
        return readout(loss, self.timeline.loss_digits)

    def loss_in_words(self, runner: int, index: int) -> str:
        """Say what the entry number `index` of a runner's `loss` is, and of when: "Loss: 3.70 at step 1"."""
        step, loss = self.step_of(index), self.told(self.loss[index, runner])
        if self.in_batches:
            return f"Mean loss of an epoch's batches: {loss} in steps {step} to {step + self.epoch - 1}"
        return f"Loss: {loss} at step {step}"

    def last_loss_in_words(self, runner: int) -> str:
        """Say what the last entry of a runner's `loss` is: "now 6.30"."""
        step, loss = self.step_of(len(self.loss) - 1), self.told(self.loss[-1, runner])
        if self.in_batches:
            return f"{loss} in the last {self.epoch} steps"
        return f"now {loss}" if step == self.step else f"{loss} at step {step}"

    @cached_property
    def moves(self) -> Floats:
        """Each of the last updates up to the step on show, ``(n, R, P)``; fewer where there are many parameters."""
        most = max(FEWEST_MOVES, MOST_MOVED // self.timeline.theta[0].size)
        first = max(self.first, self.step - most)
        return np.diff(self.timeline.theta[first : self.step + 1], axis=0)

    @property
    def first(self) -> int:
        """The first update that is looked at."""
        return max(0, self.step - MOST_STEPS)

    def of_runner(self, runner: int) -> str:
        """Return a runner's name as the beginning of a sentence; "The ball" where it runs alone."""
        name = self.compiled.names[runner] if len(self.compiled.names) > 1 else "the ball"
        return name[:1].upper() + name[1:]

    def rate(self, runner: int) -> float:
        """Return the learning rate of a runner's last update; before the first, the one that is set."""
        stop = self.timeline.stopped[runner]
        made = self.step if stop is None else min(self.step, stop[0])
        return float(self.timeline.learning_rate[made - 1, runner]) if made else self.settings[runner].learning_rate

    def folded(self, runner: int) -> bool:
        """Say whether a runner walks on a surface of flat pieces, on which slopes jump instead of shrinking."""
        return is_piecewise_linear(self.compiled.objective(runner, self.step))

    def rate_stays(self, runner: int) -> bool:
        """Say whether all of a runner's last updates went with the learning rate that is set now."""
        seen = self.timeline.learning_rate[self.first : self.step, runner]
        return bool((seen == self.settings[runner].learning_rate).all())


def _rows_of(data: Prepared, part: Part) -> tuple[Floats, Floats]:
    """Return the inputs ``(N, D)`` and targets ``(N, K)`` of a part."""
    return (data.train_inputs, data.train_targets) if part == "train" else (data.test_inputs, data.test_targets)

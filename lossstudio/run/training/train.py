"""Training from a recipe to a finished Run: every step of every runner, as arrays."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.run.analysis.critical_point import CriticalPoint, critical_point
from lossstudio.run.analysis.curves import losses_at, metrics_at, player_losses_at
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.kinds.problem import Part
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.block import Stop
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.thetas import Thetas
from lossstudio.run.training.timeline import Timeline


class Run:
    """A finished run; all arrays are read-only.

    Attributes
    ----------
    timeline
        What it was made from.
    """

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as the recipe: it is trained again where it arrives, to the same bytes."""
        return train, (self.compiled.recipe, self.steps)

    def __copy__(self) -> "Run":
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> "Run":
        return self

    @property
    def compiled(self) -> CompiledRecipe:
        """What was trained."""
        return self.timeline.compiled

    @property
    def steps(self) -> int:
        """How many updates were made."""
        return self.timeline.length

    @property
    def runners(self) -> tuple[str, ...]:
        """The runners' names."""
        return self.compiled.names

    @cached_property
    def loss(self) -> Floats:
        """``(steps + 1, runners)``: loss and penalty on the whole training set, before update 0 .. after the last.

        Row s is under the loss that is in force at update s; NaN after a runner has stopped. Evaluated when first
        asked for.
        """
        return frozen(losses_at(self.timeline, np.arange(self.steps + 1)))

    @cached_property
    def losses(self) -> Floats:
        """``(steps + 1, runners, players)``: what each player of a game pays; else `loss` with one player."""
        return frozen(player_losses_at(self.timeline, np.arange(self.steps + 1)))

    @property
    def batch_loss(self) -> Floats:
        """``(steps, runners)``: what each update saw, penalty included."""
        return self.timeline.batch_loss

    @property
    def theta(self) -> Thetas:
        """``(steps + 1, runners, P)``: an array, or a sequence that replays steps (see `thetas`)."""
        return self.timeline.theta

    @property
    def gradient_norm(self) -> Floats:
        """``(steps, runners)``: of the gradient that an update goes by, penalty included, before clipping."""
        return self.timeline.gradient_norm

    @property
    def learning_rate(self) -> Floats:
        """``(steps, runners)``."""
        return self.timeline.learning_rate

    @property
    def stopped(self) -> tuple[Stop | None, ...]:
        """For each runner None, or (k, reason): update k failed, and theta[k + 1:] repeats theta[k]."""
        return self.timeline.stopped

    def metrics(self, part: Part = "train", steps: Sequence[int] | None = None) -> dict[str, Floats]:
        """Return "loss" (without the penalty) and the task's metrics, each ``(steps + 1, runners)``.

        Parameters
        ----------
        part
            Which rows: "train" or "test".
        steps
            Only these steps; all of them when None.

        Raises
        ------
        SceneError
            If there are no such rows.
        ValueError
            If `part` is neither "train" nor "test".
        """
        at = np.arange(self.steps + 1) if steps is None else np.asarray(steps)
        return {name: frozen(values) for name, values in metrics_at(self.timeline, at, part).items()}

    def point(self, step: int | None = None, runner: int = 0) -> CriticalPoint:
        """Return what kind of point a runner is on at a step (None: its last finite one), with the evidence.

        Raises
        ------
        IndexError
            If the run has no such step or runner.
        """
        if step is not None and not 0 <= step <= self.steps:
            raise IndexError(f"there is no step {step}: the run has the steps 0 to {self.steps}")
        if not 0 <= runner < len(self.runners):
            raise IndexError(f"there is no runner {runner}: the run has {len(self.runners)}")
        return critical_point(self.timeline, runner, step)

    def explain(self, step: int, runner: int = 0) -> Explanation:
        """Return what happens at update `step`: predictions, losses, gradient, moments and the update itself.

        Raises
        ------
        IndexError
            If the run has no such step or runner.
        """
        return explain(self.timeline, step, runner)


def train(recipe: Recipe, steps: int | None = None) -> Run:
    """Train.

    Parameters
    ----------
    recipe
        What and how.
    steps
        How many updates; None is as many as the recipe plans.

    Raises
    ------
    SceneError
        If the recipe can't be built.
    ValueError
        If `steps` is negative.
    """
    count = recipe.training.steps if steps is None else steps
    if count < 0:
        raise ValueError(f"steps must be at least 0, not {count}")
    return Run(extend(Timeline(CompiledRecipe.of(recipe)), count))

"""A StepView is what is known about a step of a run: one rule for window, presenter, film, kit and command line.

It knows neither Qt nor pictures. What takes an evaluation is a *piece* (the losses, the explanation); all else is read
off the timeline. A piece is a pure function of timeline, step and runner, so another thread may evaluate it: it is
asked for by (piece, timeline, step, runner), answered by `evaluated`, and given to a view as `known`. Who mustn't wait
looks with `peek` at what is known already.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.run.analysis.curves import losses_at, player_losses_at, test_losses_at
from lossstudio.run.analysis.explanation import Explanation, explain
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.runner_group import length_without_overflow
from lossstudio.run.training.thetas import Thetas
from lossstudio.run.training.timeline import Timeline

Piece: TypeAlias = Literal["losses", "test_losses", "player_losses", "explanation"]
"""What takes an evaluation to know."""

_LOSSES: Mapping[Piece, Callable[[Timeline, Integers], Floats | None]] = {
    "losses": losses_at,
    "test_losses": test_losses_at,
    "player_losses": player_losses_at,
}


class StepView:
    """One step, or a place on the way from it to the next, with the runner, sample and parameter that are followed.

    Attributes
    ----------
    timeline, step, fraction
        The run so far; which of its steps; how far (0..1) the balls are on their way to the next one.
    runner
        The selected one, whose numbers are shown.

    Parameters
    ----------
    sample, parameter
        The training row and the parameter that are selected; None: those that matter most.
    known
        Pieces of this step and runner that are evaluated already.

    Raises
    ------
    IndexError
        If the timeline has no such step or runner.
    """

    def __init__(
        self,
        timeline: Timeline,
        step: int,
        fraction: float = 0.0,
        runner: int = 0,
        *,
        sample: int | None = None,
        parameter: int | None = None,
        known: Mapping[Piece, Any] | None = None,
    ) -> None:
        if not 0 <= step <= timeline.length:
            raise IndexError(f"there is no step {step}: the run has the steps 0 to {timeline.length}")
        if not 0 <= runner < len(timeline.compiled.names):
            raise IndexError(f"there is no runner {runner}: the run has {len(timeline.compiled.names)}")
        self.timeline, self.step, self.fraction, self.runner = timeline, step, fraction, runner
        self._sample, self._parameter = sample, parameter
        self._known: dict[Piece, Any] = dict(known or {})

    def is_of(self, timeline: Timeline, step: int, runner: int) -> bool:
        """Say whether it is a view of this very step: then what it knows still holds, however far the run has grown."""
        return self.timeline is timeline and (self.step, self.runner) == (step, runner)

    @property
    def known(self) -> Mapping[Piece, Any]:
        """The pieces that are evaluated, for another view of this very step."""
        return MappingProxyType(self._known)

    def peek(self, piece: Piece) -> Any:
        """Return a piece if it is known, and evaluate nothing."""
        return self._known.get(piece)

    def evaluate(self, *pieces: Piece) -> "StepView":
        """Know these pieces from now on; return the view."""
        for piece in pieces:
            self._piece(piece)
        return self

    @property
    def compiled(self) -> CompiledRecipe:
        """What is trained."""
        return self.timeline.compiled

    @property
    def digits(self) -> int:
        """With how many significant digits losses of this run are written."""
        return self.timeline.loss_digits

    @property
    def thetas(self) -> Floats:
        """Where the runners are ``(R, P)``."""
        return thetas_at(self.timeline.theta, self.step, self.fraction)

    @property
    def losses(self) -> Floats:
        """Each runner's loss on the whole training set at the step, penalty included, ``(R,)``; NaN once stopped."""
        found: Floats = self._piece("losses")
        return found

    @property
    def loss(self) -> float:
        """The selected runner's of `losses`: what is called "the loss" wherever a step is described."""
        known = self.peek_loss()
        return float(self.losses[self.runner]) if known is None else known

    def peek_loss(self) -> float | None:
        """Return `loss` if it is known, and evaluate nothing."""
        losses = self.peek("losses")
        if losses is not None:
            return float(losses[self.runner])
        # An update on all rows has summed that loss already.
        seen = self.batch_loss if self.on_all_rows else None
        return seen if seen is not None and np.isfinite(seen) else None

    @property
    def test_losses(self) -> Floats | None:
        """Each runner's loss on the test rows, without the penalty, ``(R,)``; None where there are no such rows."""
        found: Floats | None = self._piece("test_losses")
        return found

    @property
    def test_loss(self) -> float | None:
        """The selected runner's of `test_losses`."""
        return None if self.test_losses is None else float(self.test_losses[self.runner])

    @property
    def player_losses(self) -> Floats:
        """What each player of a game pays ``(R, players)``; else the losses ``(R, 1)``."""
        found: Floats = self._piece("player_losses")
        return found

    @property
    def explanation(self) -> Explanation:
        """What the update from this step does, with its numbers; at the last step, what it would do."""
        found: Explanation = self._piece("explanation")
        return found

    @property
    def on_all_rows(self) -> bool:
        """Whether the selected runner's update sees every row, so that the batch loss is the loss."""
        size = self.compiled.settings(self.step)[self.runner].batch_size
        return size is None or size >= self.compiled.problem.rows

    @property
    def batch_loss(self) -> float | None:
        """The loss on the rows that the update sees, penalty included; None while it isn't known."""
        return self._of_update(self.timeline.batch_loss, None if self._explained is None else self._explained.loss)

    @property
    def gradient_norm(self) -> float | None:
        """The length of the gradient on these rows, before clipping; None while it isn't known."""
        explained = self._explained
        length = None if explained is None else float(length_without_overflow(explained.gradient))
        return self._of_update(self.timeline.gradient_norm, length)

    @property
    def learning_rate(self) -> float | None:
        """The update's; NaN once the runner has stopped, None while it isn't known."""
        explained = self._explained
        rate = None if explained is None else explained.learning_rate
        stopped = explained is not None and rate is None
        return self._of_update(self.timeline.learning_rate, np.nan if stopped else rate)

    @property
    def sample(self) -> int | None:
        """The training row that is followed: the chosen one, else the costliest, where the step is explained."""
        if self._sample is not None or self._explained is None:
            return self._sample
        return self._explained.costliest_row

    @property
    def parameter(self) -> int:
        """The parameter that is followed: the chosen one, else the steepest, where the step is explained."""
        if self._parameter is not None:
            return min(self._parameter, self.compiled.size - 1)
        return 0 if self._explained is None else self._explained.steepest_parameter

    @property
    def ahead(self) -> Floats | None:
        """What is left of the selected runner's way to the next step ``(P,)``.

        At the last step of a run the update that would come, where the step is explained; None where there is none.
        """
        if self.step < self.timeline.length:
            rest: Floats = self.timeline.theta[self.step + 1, self.runner] - self.thetas[self.runner]
            return rest
        return None if self._explained is None else self._explained.update

    @property
    def _explained(self) -> Explanation | None:
        explanation: Explanation | None = self.peek("explanation")
        return explanation

    def _of_update(self, made: Floats, would_be: float | None) -> float | None:
        """Return a number of the update from this step, of those that are made ``(length, R)``, or of the next one."""
        return float(made[self.step, self.runner]) if self.step < self.timeline.length else would_be

    def _piece(self, piece: Piece) -> Any:
        if piece not in self._known:
            (self._known[piece],) = evaluated(piece, self.timeline, np.array([self.step]), self.runner)
        return self._known[piece]


def step_views(
    timeline: Timeline, steps: Sequence[int], pieces: Sequence[Piece] = ("losses",), runner: int = 0
) -> list[StepView]:
    """Return views of several steps, whose pieces are evaluated together: one batched call is faster than many."""
    at = np.array(steps, dtype=np.intp)
    found = [evaluated(piece, timeline, at, runner) for piece in pieces]
    known = zip(*found, strict=True) if found else ((),) * len(at)
    return [
        StepView(timeline, int(step), runner=runner, known=dict(zip(pieces, values, strict=True)))
        for step, values in zip(at, known, strict=True)
    ]


def evaluated(piece: Piece, timeline: Timeline, steps: Integers, runner: int) -> list[Any]:
    """Return a piece at each of the steps ``(n,)``."""
    if piece == "explanation":
        return [explain(timeline, int(step), runner) for step in steps]
    losses = _LOSSES[piece](timeline, steps)
    return [None] * len(steps) if losses is None else list(losses)


def pieces_of(compiled: CompiledRecipe) -> tuple[Piece, ...]:
    """Return which losses there are to know of a step."""
    tested: tuple[Piece, ...] = () if compiled.test_objective() is None else ("test_losses",)
    played: tuple[Piece, ...] = () if compiled.objective().game is None else ("player_losses",)
    return ("losses", *tested, *played)


def thetas_at(path: Thetas, step: int, fraction: float) -> Floats:
    """Return where the runners are ``(R, P)`` on their path ``(n, R, P)``: at a step, or on the straight way on.

    Beyond the path's end they stand at its end.
    """
    at = min(step, len(path) - 1)
    here: Floats = path[at]
    if fraction > 0 and at + 1 < len(path):
        here = here + fraction * (path[at + 1] - here)
    return here

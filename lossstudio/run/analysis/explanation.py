"""What happens at one step: predictions, losses, gradient, moments and the update, with their numbers."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.objective.loss_contributions import Contribution
from lossstudio.run.training.extending import resume
from lossstudio.run.training.runner_group import RunnerState, Update
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    """One update of one runner, from theta to the next theta.

    At the last step of a run it is the update that would come. The fields about samples are None where there are
    none; `clipped_gradient`, `moments`, `learning_rate`, `update` and `next_theta` are None (`moments`: empty) once the
    runner has stopped.

    Attributes
    ----------
    step, runner
        Which update, and whose.
    theta, next_theta
        ``(P,)``.
    rows
        The numbers of the training rows in this update's batch; None is all of them.
    predictions, residuals
        ``(N, K)`` on all training rows: the model's outputs, and what they stand for minus the targets where both are
        numbers of one kind (None for losses on class numbers).
    sample_losses
        ``(N,)`` on all training rows.
    loss, data_loss, penalty
        On the batch; `loss` is their sum.
    shares
        What each part of the loss, and the penalty, contributes to loss and gradient on the batch.
    compatibility_warnings
        A sentence for each way in which model, loss and task don't belong together.
    gradient, clipped_gradient
        ``(P,)`` on the batch, penalty included; but for the l1 part where that acts by a proximal step.
    moments
        What the optimizer remembers after the update, by name, ``(P,)`` each.
    learning_rate
        The rate of this update.
    update
        ``(P,)``: next theta minus theta.
    player_losses
        What each player of a game pays, ``(players,)``; None where there is no game. The gradient is then the joint
        field before the first move.
    moves
        Who moves in a step of a game: for each move the names of those who move at once; None where there is no game.
    way
        ``(moves + 1, P)``: where the moves of a game lead, from theta to the next theta; None where an update is one.
    """

    step: int
    runner: int
    theta: Floats
    next_theta: Floats | None
    rows: Rows
    predictions: Floats | None
    residuals: Floats | None
    sample_losses: Floats | None
    loss: float
    data_loss: float
    penalty: float
    shares: tuple[Contribution, ...]
    compatibility_warnings: tuple[str, ...]
    gradient: Floats
    clipped_gradient: Floats | None
    moments: dict[str, Floats]
    learning_rate: float | None
    update: Floats | None
    player_losses: Floats | None
    moves: tuple[tuple[str, ...], ...] | None
    way: Floats | None

    @property
    def costliest_row(self) -> int | None:
        """The training row of this update's batch whose loss is the largest; None where there are no samples.

        Only the batch counts, for the phases show this update, which sees no other rows. A loss that isn't a number
        counts least; of equal ones the first in the batch is taken.
        """
        if self.sample_losses is None or not len(self.sample_losses):
            return None
        losses = self.sample_losses if self.rows is None else self.sample_losses[self.rows]
        costliest = int(np.argmax(np.nan_to_num(losses, nan=-np.inf)))
        return costliest if self.rows is None else int(self.rows[costliest])

    @property
    def steepest_parameter(self) -> int:
        """The parameter whose gradient is the largest, whatever its sign; one that isn't a number counts least."""
        return int(np.argmax(np.nan_to_num(np.abs(self.gradient), nan=-1.0)))

    def __getitem__(self, name: str) -> Any:
        if name not in self.keys():
            raise KeyError(name)
        return getattr(self, name)

    def keys(self) -> tuple[str, ...]:
        """Return the names of its numbers, so that ``dict(explanation)`` works."""
        return tuple(field.name for field in fields(self))


def explain(timeline: Timeline, step: int, runner: int = 0, *, trainer: Trainer | None = None) -> Explanation:
    """Explain update `step` of a runner.

    Parameters
    ----------
    trainer
        One that stands before that update; None: the steps since the last checkpoint are replayed.

    Raises
    ------
    IndexError
        If the timeline has no such step or runner.
    """
    if not 0 <= step <= timeline.length:
        raise IndexError(f"there is no step {step}: the run has the steps 0 to {timeline.length}")
    if not 0 <= runner < len(timeline.compiled.names):
        raise IndexError(f"there is no runner {runner}: the run has {len(timeline.compiled.names)}")
    stop = timeline.stopped[runner]
    if stop is not None and step >= stop[0]:
        return _explanation(timeline, step, runner, None)
    ready = resume(timeline, step) if trainer is None else trainer
    return _explanation(timeline, step, runner, ready.look(runner))


def _explanation(timeline: Timeline, step: int, runner: int, looked: tuple[Update, RunnerState] | None) -> Explanation:
    compiled, theta = timeline.compiled, timeline.theta[step, runner]
    settings = compiled.settings(step)[runner]
    rows = compiled.batches(settings.batch_size).rows(step)
    with np.errstate(all="ignore"):
        loss, gradient = compiled.objective(runner, step).values_and_gradients(theta, rows)
        seen = compiled.problem.sample_facts(settings.loss, settings.penalty, theta, rows)
    data_loss = float(loss) if seen.data_loss is None else seen.data_loss
    update = None if looked is None else looked[0]
    return Explanation(
        step=step,
        runner=runner,
        theta=theta,
        next_theta=None if update is None else update.theta,
        rows=rows,
        predictions=seen.predictions,
        residuals=seen.residuals,
        sample_losses=seen.sample_losses,
        loss=float(loss),
        data_loss=data_loss,
        penalty=float(loss) - data_loss if settings.penalty.l1 or settings.penalty.l2 else 0.0,
        shares=seen.shares,
        compatibility_warnings=seen.compatibility_warnings,
        gradient=gradient if update is None else update.gradient,
        clipped_gradient=None if update is None else update.clipped,
        moments={} if update is None else _moments(update.state, theta.shape),
        player_losses=seen.player_losses,
        moves=seen.moves,
        way=None if update is None else update.way,
        learning_rate=None if update is None else float(update.rate),
        update=None if update is None else update.step,
    )


def _moments(state: Any, shape: tuple[int, ...]) -> dict[str, Floats]:
    """Return those arrays of a state that have a number for each parameter; of a game, the players' put together."""
    if isinstance(state, tuple):
        each = [_named(own) for own in state]
        joint = {name: [own[name] for own in each] for name in each[0]}
        found = {name: np.concatenate(arrays) for name, arrays in joint.items() if arrays[0].ndim == 1}
        return {name: array for name, array in found.items() if array.shape == shape}
    return {name: array for name, array in _named(state).items() if array.shape == shape}


def _named(state: Any) -> dict[str, Floats]:
    """Return the arrays of a state by name, but for its count of updates."""
    named = ((field.name, getattr(state, field.name)) for field in fields(state) if field.name != "count")
    return {name: value for name, value in named if isinstance(value, np.ndarray)}

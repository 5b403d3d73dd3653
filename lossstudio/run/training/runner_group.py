"""A Lane updates the runners of one kind together: one objective, one optimizer, one batch, a leading axis."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.curvature import hessian
from lossstudio.core.objective.objective import Objective
from lossstudio.run.training.batches import Batches
from lossstudio.run.training.rates import Rates
from lossstudio.run.training.settings import Settings
from lossstudio.run.training.stacking import (
    stacked,
    stacked_limits,
    stacked_options,
    unstacked,
)


class BatchPoint:
    """Where the runners of a lane stand, as an optimizer may ask about it (see `optimizer.Point`)."""

    __slots__ = ("_objective", "_rows", "_theta", "gradient", "loss")

    def __init__(self, objective: Objective, rows: Rows, theta: Floats, loss: Floats, gradient: Floats) -> None:
        self._objective = objective
        self._rows = rows
        self._theta = theta
        self.loss = loss
        self.gradient = gradient

    def value(self, theta: Floats) -> Floats:
        """As `Point.value`: the loss on this batch."""
        return self._objective.values(theta, self._rows)

    def gradient_at(self, theta: Floats) -> Floats:
        """As `Point.gradient_at`: the gradient on this batch."""
        return self._objective.values_and_gradients(theta, self._rows)[1]

    def hessian(self) -> Floats:
        """As `Point.hessian`: that of this batch."""
        return hessian(self._objective, self._theta, self._rows)


class Update(NamedTuple):
    """What one update of a lane saw and did; every array has the lane's leading axis, or none for a lane of one.

    `way` is where the moves of a game lead, from theta on, ``(moves + 1, ..., P)``; None where an update is one move.
    """

    theta: Floats
    loss: Floats
    gradient: Floats
    clipped: Floats
    norm: Any
    rate: Any
    step: Floats
    state: Any
    way: Floats | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a runner takes along from one update to the next, apart from theta."""

    optimizer_state: Any
    schedule_state: Any


class Lane:
    """Runners that are updated by the same calls.

    A lane of one has no leading axis: that saves a third of the time of a small step.
    """

    def __init__(
        self,
        members: Sequence[int],
        settings: Sequence[Settings],
        objective: Objective,
        batches: Batches,
        theta: Floats,
        standings: Sequence[Standing],
    ) -> None:
        self.members = tuple(members)
        self.alone = len(self.members) == 1
        self.place = self.members[0] if self.alone else _places(self.members, len(theta))
        self.theta = theta[self.place]
        self._ones = np.ones(theta.shape[-1])
        self._objective = objective
        self._batches = batches
        self._update = settings[0].optimizer_entry.update
        self._options = stacked_options([each.optimizer_options for each in settings])
        self._rates = Rates(settings, [standing.schedule_state for standing in standings])
        self._state = stacked([standing.optimizer_state for standing in standings])
        self._clip_value = stacked_limits([each.clip_value for each in settings])
        self._clip_norm = stacked_limits([each.clip_norm for each in settings])

    def look(self, step: int) -> Update:
        """Return what update `step` sees and does, without going there."""
        rows = self._batches.rows(step)
        loss, gradient = self._objective.values_and_gradients(self.theta, rows)
        norm = math.sqrt(gradient.dot(gradient)) if self.alone else np.sqrt(np.einsum("rp,rp->r", gradient, gradient))
        clipped = self._clipped(gradient, norm)
        rate = self._rates.at(step)
        point = BatchPoint(self._objective, rows, self.theta, loss, clipped)
        moved, state = self._update(
            point, self._state, self.theta, rate if self.alone else rate[:, None], **self._options
        )
        return Update(self.theta + moved, loss, gradient, clipped, norm, rate, moved, state)

    def go(self, step: int, update: Update) -> None:
        """Go where `update` leads."""
        self.theta = update.theta
        self._state = update.state
        if self._rates.observing and self._batches.ends_epoch(step):
            with np.errstate(all="ignore"):
                self._rates.observe(np.atleast_1d(self._objective.values(self.theta)))

    def standings(self) -> list[Standing]:
        """Return each member's memory, in the order of `members`."""
        states = [self._state] if self.alone else unstacked(self._state, len(self.members))
        return [Standing(state, memory) for state, memory in zip(states, self._rates.memories, strict=True)]

    def member(self, runner: int, update: Update) -> tuple[Update, Standing]:
        """Return one member's own part of an update, and its memory before it."""
        index = self.members.index(runner)
        standing = self.standings()[index]
        if self.alone:
            return update, standing
        *arrays, state, way = update
        own = unstacked(state, len(self.members))[index]
        mine = [*(part[index] for part in arrays), own, None if way is None else way[:, index]]
        return Update._make(mine), standing

    def surely_finite(self, update: Update) -> bool:
        """Say cheaply that all members can go on; where that isn't certain, look at `failures`."""
        if self.alone:
            return math.isfinite(update.theta.dot(self._ones) + update.norm + update.loss)
        return math.isfinite(update.theta.sum() + update.norm.sum() + update.loss.sum())

    def failures(self, update: Update) -> dict[int, str]:
        """Return why members can't go on, by runner; empty when all can."""
        causes = (
            (np.atleast_1d(update.loss)[:, None], "the loss is no longer a finite number"),
            (np.atleast_2d(update.gradient), "the gradient is no longer finite"),
            (np.atleast_2d(update.theta), "the step leads to parameters that are not finite"),
        )
        reasons: dict[int, str] = {}
        for array, reason in causes:
            for index in np.flatnonzero(~np.isfinite(array).all(axis=1)):
                reasons.setdefault(self.members[index], reason)
        return reasons

    def _clipped(self, gradient: Floats, norm: Any) -> Floats:
        if self._clip_value is not None:
            gradient = np.clip(gradient, -self._clip_value, self._clip_value)
            norm = np.linalg.norm(gradient, axis=-1)
        if self._clip_norm is not None:
            length = np.maximum(np.asarray(norm)[..., None], np.finfo(np.float64).tiny)
            gradient = gradient * np.minimum(1.0, self._clip_norm / length)
        return gradient


def lane_key(settings: Settings) -> tuple[Any, ...]:
    """Return what runners must have in common to share a lane."""
    structural = tuple((name, value) for name, value in settings.optimizer_options.items() if type(value) is not float)
    return settings.optimizer.kind, structural, settings.loss, settings.penalty, settings.batch_size


def length_without_overflow(vector: Floats) -> Floats:
    """Return Euclidean norms ``(...)`` of vectors ``(..., P)``, finite wherever the numbers and the result are."""
    scale = np.abs(vector).max(axis=-1, keepdims=True)
    scale = np.where(np.isfinite(scale) & (scale > 0), scale, 1.0)
    with np.errstate(over="ignore"):  # beside a number that isn't finite
        length: Floats = np.linalg.norm(vector / scale, axis=-1) * scale[..., 0]
    return length


def _places(members: tuple[int, ...], runners: int) -> Any:
    return slice(None) if len(members) == runners else list(members)

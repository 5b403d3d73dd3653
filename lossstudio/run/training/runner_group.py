"""A RunnerGroup updates the runners of one kind together: one objective, one optimizer, one batch, a leading axis.

One runner alone has no leading axis: what belongs to it stays as it is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.curvature import hessian
from lossstudio.core.objective.objective import Objective
from lossstudio.run.training.compiled_recipe import Batches
from lossstudio.run.training.settings import Settings

AHEAD, AHEAD_NUMBERS = 256, 2**14
"""For so many updates learning rates are found at once, and of many runners for so many together."""


class LearningRates:
    """Learning rates before each update: a float for a group of one, else ``(members,)``."""

    def __init__(self, settings: Sequence[Settings], memories: Sequence[Any]) -> None:
        self.memories = list(memories)
        self._parts = [(each.schedule_entry, each.learning_rate, each.schedule_options) for each in settings]
        self.observing = any(entry.observe is not None for entry, _, _ in self._parts)
        self._first = 0
        self._table: list[Any] = []

    def at(self, step: int) -> Any:
        """Return the rates before update `step`."""
        ahead = step - self._first
        if not 0 <= ahead < len(self._table):
            self._compute(step)
            ahead = 0
        return self._table[ahead]

    def observe(self, losses: Floats) -> None:
        """Let the schedules that look see the training losses ``(members,)`` after an epoch."""
        for index, (entry, _, options) in enumerate(self._parts):
            if entry.observe is not None:
                self.memories[index] = entry.observe(float(losses[index]), self.memories[index], **options)
        self._table = []

    def _compute(self, step: int) -> None:
        ahead = max(1, min(AHEAD, AHEAD_NUMBERS // len(self._parts)))
        self._first = step
        if all(entry.steady for entry, _, _ in self._parts):
            bases = [float(base) for _, base, _ in self._parts]
            self._table = AHEAD * (bases if len(bases) == 1 else [np.array(bases)])
            return
        steps = range(step, step + (1 if self.observing else ahead))
        columns = [
            [float(entry.rate(k, base, memory, **options)) for k in steps]
            for (entry, base, options), memory in zip(self._parts, self.memories, strict=True)
        ]
        self._table = columns[0] if len(columns) == 1 else list(np.array(columns).T.copy())


def stacked_options(options: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the options of all members, numbers as ``(R, 1)``; everything else they have in common."""
    first = options[0]
    if len(options) == 1:
        return first
    return {
        name: np.array([[each[name]] for each in options]) if type(value) is float else value
        for name, value in first.items()
    }


def stacked(states: list[Any]) -> Any:
    """Return states as one with a leading axis; a game's are tuples of states, one for each player."""
    first = states[0]
    if len(states) == 1:
        return first
    if isinstance(first, tuple):
        return tuple(stacked(list(each)) for each in zip(*states, strict=True))
    return replace(
        first, **{field.name: _padded_stack([getattr(s, field.name) for s in states]) for field in fields(first)}
    )


def _padded_stack(arrays: list[Floats]) -> Floats:
    """Stack arrays; histories of different lengths get rows of zeros in front, which stand for nothing learnt."""
    if len({array.shape for array in arrays}) == 1:
        return np.stack(arrays)
    shape = np.max([array.shape for array in arrays], axis=0)
    return np.stack(
        [np.pad(array, [(most - has, 0) for most, has in zip(shape, array.shape, strict=True)]) for array in arrays]
    )


def unstacked(state: Any, count: int) -> list[Any]:
    """Return the states of `count` members: the inverse of `stacked`, but for the rows that it has put in front."""
    if isinstance(state, tuple):
        return list(zip(*(unstacked(each, count) for each in state), strict=True))
    return [
        replace(state, **{field.name: getattr(state, field.name)[index] for field in fields(state)})
        for index in range(count)
    ]


def stacked_limits(limits: list[float | None]) -> Floats | None:
    """Return the members' bounds, ``(R, 1)`` or ``(1,)`` for one, infinite where there is none; None without any."""
    if all(limit is None for limit in limits):
        return None
    bounds = np.array([math.inf if limit is None else limit for limit in limits])
    return bounds if len(limits) == 1 else bounds[:, None]


class BatchPoint:
    """Where the runners of a group stand, as an optimizer may ask about it (see `optimizer.Point`)."""

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
    """What one update of a group saw and did; every array has the group's leading axis, or none for a group of one.

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
class RunnerState:
    """What a runner takes along from one update to the next, apart from theta."""

    optimizer_state: Any
    schedule_state: Any


class RunnerGroup:
    """Runners that are updated by the same calls.

    A group of one has no leading axis: that saves a third of the time of a small step.
    """

    def __init__(
        self,
        members: Sequence[int],
        settings: Sequence[Settings],
        objective: Objective,
        batches: Batches,
        theta: Floats,
        runner_states: Sequence[RunnerState],
    ) -> None:
        self.members = tuple(members)
        self.alone = len(self.members) == 1
        self.place = self.members[0] if self.alone else _places(self.members, len(theta))
        self.theta = theta[self.place]
        self._ones = np.ones(theta.shape[-1])
        self._objective = objective
        self._proximal = objective.proximal_step
        self._batches = batches
        self._update = settings[0].optimizer_entry.update
        self._options = stacked_options([each.optimizer_options for each in settings])
        self._rates = LearningRates(settings, [runner_state.schedule_state for runner_state in runner_states])
        self._state = stacked([runner_state.optimizer_state for runner_state in runner_states])
        self._clip_value = stacked_limits([each.clip_value for each in settings])
        self._clip_norm = stacked_limits([each.clip_norm for each in settings])

    def look(self, step: int) -> Update:
        """Return what update `step` sees and does, without going there."""
        rows = self._batches.rows(step)
        loss, gradient = self._objective.values_and_gradients(self.theta, rows)
        if self._proximal is not None:
            gradient = gradient - self._proximal.gradient_of_sizes(self.theta)
        norm = math.sqrt(gradient.dot(gradient)) if self.alone else np.sqrt(np.einsum("rp,rp->r", gradient, gradient))
        clipped = self._clipped(gradient, norm)
        rate = self._rates.at(step)
        point = BatchPoint(self._objective, rows, self.theta, loss, clipped)
        rates = rate if self.alone else rate[:, None]
        moved, state = self._update(point, self._state, self.theta, rates, **self._options)
        reached = self.theta + moved
        if self._proximal is not None:
            reached = self._proximal.shrunk(reached, rates)
            moved = reached - self.theta
        return Update(reached, loss, gradient, clipped, norm, rate, moved, state)

    def go(self, step: int, update: Update) -> None:
        """Go where `update` leads."""
        self.theta = update.theta
        self._state = update.state
        if self._rates.observing and self._batches.ends_epoch(step):
            with np.errstate(all="ignore"):
                self._rates.observe(np.atleast_1d(self._objective.values(self.theta)))

    def runner_states(self) -> list[RunnerState]:
        """Return each member's memory, in the order of `members`."""
        states = [self._state] if self.alone else unstacked(self._state, len(self.members))
        return [RunnerState(state, memory) for state, memory in zip(states, self._rates.memories, strict=True)]

    def member(self, runner: int, update: Update) -> tuple[Update, RunnerState]:
        """Return one member's own part of an update, and its memory before it."""
        index = self.members.index(runner)
        runner_state = self.runner_states()[index]
        if self.alone:
            return update, runner_state
        *arrays, state, way = update
        own = unstacked(state, len(self.members))[index]
        mine = [*(part[index] for part in arrays), own, None if way is None else way[:, index]]
        return Update._make(mine), runner_state

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


def group_key(settings: Settings) -> tuple[Any, ...]:
    """Return what runners must have in common to share a group."""
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

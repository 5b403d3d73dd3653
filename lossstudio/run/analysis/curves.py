"""Losses and metrics along a run: functions of the stored thetas, for the steps that are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.metrics import metrics_of
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, finished
from lossstudio.run.kinds.problem import Part
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline

PIECE_STEPS = 16
"""At so many steps are losses evaluated between two pauses."""
OUTPUT_BYTES = 2**24
"""What the predictions of one batched call may take."""
THETA_BYTES = 2**25
"""What the parameters that are evaluated together may take."""
STRETCHES = 32
"""A curve is known where it has a step in each such share of its axis; elsewhere there is a gap in it."""


def longest_stretch(last: int) -> int:
    """Return how many steps two neighbours on a curve may be apart, so that it is known in between.

    Parameters
    ----------
    last
        Where the step axis ends.
    """
    return max(1, last // STRETCHES)


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """The losses of every runner at some steps of a run: the points of its curves.

    Attributes
    ----------
    steps
        ``(n,)``, rising.
    train
        ``(n, R)``: the objective on the training rows, penalty included.
    test
        ``(n, R)``: the loss on the test rows, without the penalty; None where there are no test rows.
    players
        ``(n, R, players)``: what each player of a game pays; None where there is no game.
    penalty
        ``(n, R)``: what of `train` is the penalty; None where there never is one.
    """

    steps: Integers
    train: Floats
    test: Floats | None = None
    players: Floats | None = None
    penalty: Floats | None = None

    def with_part(self, part: "Losses") -> "Losses":
        """Return the losses with those at more steps; newer ones replace older ones."""
        steps, kept = np.unique(np.concatenate([part.steps, self.steps]), return_index=True)
        train = np.concatenate([part.train, self.train])[kept]
        pairs = ((part.test, self.test), (part.players, self.players), (part.penalty, self.penalty))
        return Losses(steps, train, *(_joined(new, old, kept) for new, old in pairs))

    def at(self, steps: Integers) -> "Losses":
        """Return those of the losses that are at these steps ``(m,)``."""
        kept = np.isin(self.steps, steps)
        others = (self.test, self.players, self.penalty)
        return Losses(self.steps[kept], self.train[kept], *(None if each is None else each[kept] for each in others))

    def are_whole(self, last: int) -> bool:
        """Say whether curves of them have no gap from step 0 to step `last`."""
        return int(np.diff(self.steps, prepend=0, append=last).max()) <= longest_stretch(last)

    @classmethod
    def along(cls, timeline: Timeline, steps: Integers) -> "Losses":
        """Evaluate the losses at steps ``(n,)`` of a run, in rising order."""
        return finished(cls._some(timeline, steps))

    @classmethod
    def along_in_pieces(cls, timeline: Timeline, steps: Integers, together: int = PIECE_STEPS) -> Pieces["Losses"]:
        """Evaluate the losses at steps ``(n,)`` as `along` does, so many steps and a few rows at a time."""
        parts: list[Losses] = []
        for first in range(0, len(steps), together):
            parts.append((yield from cls._some(timeline, steps[first : first + together])))
            yield
        others = ([getattr(part, name) for part in parts] for name in ("test", "players", "penalty"))
        return cls(
            steps,
            np.concatenate([part.train for part in parts]),
            *(None if each[0] is None else np.concatenate(each) for each in others),
        )

    @classmethod
    def _some(cls, timeline: Timeline, steps: Integers) -> Pieces["Losses"]:
        played = timeline.compiled.objective().game is not None
        players = player_losses_at(timeline, steps) if played else None
        train = yield from losses_in_pieces(timeline, steps)
        test = yield from test_losses_in_pieces(timeline, steps)
        return cls(steps, train, test, players, penalties_at(timeline, steps))


def _joined(new: Floats | None, old: Floats | None, kept: Integers) -> Floats | None:
    """Return the kept ones of new and old numbers; None where the new ones have none."""
    return None if new is None else np.concatenate([each for each in (new, old) if each is not None])[kept]


def losses_at(timeline: Timeline, steps: Integers) -> Floats:
    """Return each runner's objective on the whole training set, penalty included, ``(n, R)``; NaN once stopped."""
    return finished(losses_in_pieces(timeline, steps))


def losses_in_pieces(timeline: Timeline, steps: Integers) -> Pieces[Floats]:
    """Evaluate ``(n, R)`` at steps ``(n,)`` as `losses_at` does, a few rows of data at a time."""
    compiled = timeline.compiled
    losses = np.full((len(steps), len(compiled.names)), np.nan)
    for runner, leg, some in _legs(timeline, steps):
        for rows in _within_memory(timeline, some):
            theta = timeline.theta[steps[rows], runner]
            losses[rows, runner] = yield from compiled.objective(runner, leg).values_in_pieces(theta)
    return losses


def penalties_at(timeline: Timeline, steps: Integers) -> Floats | None:
    """Return each runner's penalty, a part of its loss, ``(n, R)``; NaN once stopped, None where there never is one."""
    compiled = timeline.compiled
    legs = (0, *compiled.changes_at)
    if not any(each.penalty.l1 or each.penalty.l2 for leg in legs for each in compiled.settings(leg)):
        return None
    penalties = np.full((len(steps), len(compiled.names)), np.nan)
    for runner, leg, rows in _legs(timeline, steps):
        penalties[rows, runner] = penalty_of(compiled.objective(runner, leg), timeline.theta[steps[rows], runner])
    return penalties


def penalty_of(objective: Objective, theta: Floats) -> Floats:
    """Return what of an objective's values at theta ``(..., P)`` is the penalty ``(...)``."""
    found = None if objective.pointwise is None else objective.pointwise.penalty(theta)
    return np.zeros(theta.shape[:-1]) if found is None else found[0]


def player_losses_at(timeline: Timeline, steps: Integers) -> Floats:
    """Return what each player pays, ``(n, R, players)``; an objective that is no game has one, who pays the loss."""
    compiled = timeline.compiled
    game = compiled.objective().game
    if game is None:
        return losses_at(timeline, steps)[..., None]
    losses = np.full((len(steps), len(compiled.names), len(game.players)), np.nan)
    for runner, leg, rows in _legs(timeline, steps):
        played = compiled.objective(runner, leg).game
        if played is not None:
            losses[rows, runner] = played.losses(timeline.theta[steps[rows], runner])
    return losses


def test_losses_at(timeline: Timeline, steps: Integers) -> Floats | None:
    """Return each runner's loss on the test rows, without the penalty, ``(n, R)``; None when there are none."""
    return finished(test_losses_in_pieces(timeline, steps))


def test_losses_in_pieces(timeline: Timeline, steps: Integers) -> Pieces[Floats | None]:
    """Evaluate ``(n, R)`` at steps ``(n,)`` as `test_losses_at` does, a few rows of data at a time."""
    compiled = timeline.compiled
    if compiled.test_objective() is None:
        return None
    losses = np.full((len(steps), len(compiled.names)), np.nan)
    for runner, leg, some in _legs(timeline, steps):
        objective = compiled.test_objective(runner, leg)
        assert objective is not None
        for rows in _within_memory(timeline, some):
            losses[rows, runner] = yield from objective.values_in_pieces(timeline.theta[steps[rows], runner])
    return losses


def metrics_at(timeline: Timeline, steps: Integers, part: Part) -> dict[str, Floats]:
    """Return "loss" (without the penalty) and the task's metrics, each ``(n, R)``; NaN once a runner has stopped.

    Raises
    ------
    SceneError
        If there are no such rows.
    ValueError
        If `part` is neither "train" nor "test".
    """
    if part not in get_args(Part):
        raise ValueError(f"part must be 'train' or 'test', not {part!r}")
    compiled = timeline.compiled
    found: dict[str, Floats] = {}
    for runner, leg, rows in _legs(timeline, steps):
        metrics = _metrics(compiled, runner, leg, timeline.theta[steps[rows], runner], part)
        for name, values in metrics.items():
            column = found.setdefault(name, np.full((len(steps), len(compiled.names)), np.nan))
            column[rows, runner] = values
    return found


def _metrics(compiled: CompiledRecipe, runner: int, leg: int, theta: Floats, part: Part) -> dict[str, Floats]:
    spec = compiled.settings(leg)[runner].loss
    objective = compiled.problem.bare_objective(spec, part)
    data = compiled.problem.prepared
    if objective is None and data is None:
        raise SceneError("objective", "has no rows of data, and so no test rows to measure")
    if objective is None:
        raise SceneError("objective.data.test_fraction", "leaves no test rows to measure; set it above 0")
    judged = objective.pointwise
    if data is None or judged is None:
        return {"loss": objective.values(theta)}
    takes, targets = judged.loss.takes, data.train_targets if part == "train" else data.test_targets
    block = max(1, OUTPUT_BYTES // max(1, 8 * judged.rows * judged.network.width))
    parts: list[dict[str, Floats]] = []
    for at in range(0, len(theta), block):
        some = theta[at : at + block]
        with np.errstate(all="ignore"):
            metrics = metrics_of(data.task, takes, judged.loss.answers(judged.predict(some)), targets)
        parts.append({"loss": objective.values(some), **metrics})
    return {name: np.concatenate([each[name] for each in parts]) for name in parts[0]}


def _within_memory(timeline: Timeline, rows: Integers) -> list[Integers]:
    """Return rows in parts whose parameters together take a bounded amount of memory."""
    each = max(1, THETA_BYTES // (8 * timeline.compiled.size))
    return [rows[first : first + each] for first in range(0, len(rows), each)]


def _legs(timeline: Timeline, steps: Integers) -> Iterator[tuple[int, int, Integers]]:
    """Yield (runner, a step of a leg, the rows of `steps` in it at which the runner hasn't stopped)."""
    breaks = np.array(timeline.compiled.changes_at, dtype=np.intp)
    leg_of = np.searchsorted(breaks, steps, side="right")
    for runner, stop in enumerate(timeline.stopped):
        going = np.flatnonzero(steps <= (2**62 if stop is None else stop[0]))
        for leg, rows in groupby(going, key=lambda row: int(leg_of[row])):
            yield runner, 0 if leg == 0 else int(breaks[leg - 1]), np.fromiter(rows, dtype=np.intp)

"""The runners of a game: an update is the objective's list of moves; each player has their own optimizer state."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.game import Move
from lossstudio.core.objective.game.objective import GameObjective, PlayersView
from lossstudio.core.objective.objective import Objective
from lossstudio.run.training.compiled_recipe import Batches
from lossstudio.run.training.runner_group import RunnerGroup, RunnerState, Update
from lossstudio.run.training.settings import Settings


class GameRunnerGroup(RunnerGroup):
    """Runners of a game that are updated by the same calls.

    The field is evaluated anew for each move; those who move at once see the same. Optimizers ask about a player's own
    loss as a function of their own parameters. What is clipped is what moves.
    """

    def __init__(
        self,
        members: Sequence[int],
        settings: Sequence[Settings],
        game: GameObjective,
        batches: Batches,
        theta: Floats,
        runner_states: Sequence[RunnerState],
    ) -> None:
        super().__init__(members, settings, game, batches, theta, runner_states)
        self._game = game

    def look(self, step: int) -> Update:
        """Return what update `step` sees and does, without going there.

        Its loss, gradient and norm, and what is clipped, are those before the first move.
        """
        rate = self._rates.at(step)
        value, field = self._game.values_and_gradients(self.theta)
        states, way = list(self._state), [self.theta]
        for number, move in enumerate(self._game.moves):
            seen = field if number == 0 else self._game.values_and_gradients(way[-1])[1]
            way.append(self._moved(way[-1], move, seen, states, rate if self.alone else rate[:, None]))
        clipped = field
        for move in self._game.moves:
            clipped = np.where(self._moving(move), self._own(field, move), clipped)
        norm = np.linalg.norm(field, axis=-1)
        return Update(way[-1], value, field, clipped, norm, rate, way[-1] - self.theta, tuple(states), np.stack(way))

    def _moved(self, theta: Floats, move: Move, seen: Floats, states: list[Any], rate: Any) -> Floats:
        """Return where a move leads; the states of those who moved become those after it."""
        own, after = self._own(seen, move), theta.copy()
        for player in move:
            place = self._game.players[player].place
            view = PlayersView(self._game, player, theta)
            point = PlayersPoint(view, theta[..., place], own[..., place])
            way, states[player] = self._update(point, states[player], theta[..., place], rate, **self._options)
            after[..., place] += way
        return after

    def _moving(self, move: Move) -> Any:
        """Say which parameters ``(P,)`` a move moves."""
        moving = np.zeros(self._game.size, dtype=bool)
        for player in move:
            moving[self._game.players[player].place] = True
        return moving

    def _own(self, field: Floats, move: Move) -> Floats:
        """Return the part of a field that a move follows, clipped; 0 for those who stand still."""
        own = np.where(self._moving(move), field, 0.0)
        return self._clipped(own, np.linalg.norm(own, axis=-1))


class PlayersPoint:
    """Where a player stands, as an optimizer may ask about it (see `optimizer.Point`)."""

    __slots__ = ("_theta", "_view", "gradient")

    def __init__(self, view: PlayersView, theta: Floats, gradient: Floats) -> None:
        self._view = view
        self._theta = theta
        self.gradient = gradient

    @property
    def loss(self) -> Floats:
        """As `Point.loss`: the player's loss, evaluated only when it is asked for."""
        return self._view.values(self._theta)

    def value(self, theta: Floats) -> Floats:
        """As `Point.value`: the player's loss at other values of their own parameters."""
        return self._view.values(theta)

    def gradient_at(self, theta: Floats) -> Floats:
        """As `Point.gradient_at`: the player's gradient at other values of their own parameters."""
        return self._view.values_and_gradients(theta)[1]

    def hessian(self) -> Floats:
        """As `Point.hessian`: that of the player's loss by their own parameters."""
        return self._view.hessian(self._theta)


def group_of(
    members: Sequence[int],
    settings: Sequence[Settings],
    objective: Objective,
    batches: Batches,
    theta: Floats,
    runner_states: Sequence[RunnerState],
) -> RunnerGroup:
    """Return the group that suits an objective; its members start at theta ``(R, P)``."""
    if objective.game is not None:
        return GameRunnerGroup(members, settings, objective.game, batches, theta, runner_states)
    return RunnerGroup(members, settings, objective, batches, theta, runner_states)


def fresh_state(objective: Objective, settings: Settings, theta: Floats, rate: float) -> Any:
    """Return what an optimizer knows before its first update of theta ``(P,)``; of a game, one state a player.

    `rate` is the learning rate of that update, which the schedule may have made another than the runner's.
    """
    start = settings.optimizer_entry.start
    if objective.game is not None:
        return tuple(start(theta[player.place], rate) for player in objective.game.players)
    return start(theta, rate)

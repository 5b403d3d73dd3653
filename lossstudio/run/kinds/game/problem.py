"""The problem of playing a game: a generator against a discriminator."""

from functools import lru_cache

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.game.player import moves_of
from lossstudio.core.objective.objective import Group, Objective
from lossstudio.core.spec import Spec
from lossstudio.run.kinds.drawing import PlayersDrawing
from lossstudio.run.kinds.game.measures import measures_of_game
from lossstudio.run.kinds.game.task import GameTask
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.run.kinds.problem import Part, WithoutData
from lossstudio.run.kinds.samples import SampleFacts
from lossstudio.run.kinds.starting import said_start
from lossstudio.run.recipe.entries import resolve
from lossstudio.run.recipe.recipe import Penalty, Start


class GameProblem(WithoutData):
    """A game: it has no data rows and no model of its own, and its losses are adversarial ones."""

    def __init__(self, task: GameTask) -> None:
        self.task = task
        self.game, self.options = resolve(GAMES, task.game, "objective.game")
        self.entry, _ = resolve(GAME_LOSSES, task.loss, "objective.loss")
        self.arena = self.game.build(**self.options)
        self.loss = task.loss
        self._moves = moves_of(task.updates, task.discriminator_steps)
        self._objectives = lru_cache(maxsize=16)(self._under)

    @property
    def learning_rate(self) -> float:
        """The game's own."""
        return self.game.learning_rate

    @property
    def size(self) -> int:
        """P, the number of both players' parameters."""
        return len(self.parameter_names)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Each player's parameters."""
        return self._objectives(self.loss, 0.0).groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The generator's, then the discriminator's."""
        return tuple(name for names in self.arena.names for name in names)

    @property
    def view(self) -> tuple[float, float, float, float] | None:
        """The game's own."""
        return self.game.view

    def objective(self, loss: Spec | None, penalty: Penalty) -> GameObjective:  # noqa: ARG002 - there are no weights
        """Return the game under a loss, its gradient penalty included."""
        return self._objectives(loss or self.loss, self.task.gradient_penalty)

    def bare_objective(self, loss: Spec | None, part: Part) -> GameObjective | None:
        """Return the game under a loss without the gradient penalty; it has no test rows."""
        return self._objectives(loss or self.loss, 0.0) if part == "train" else None

    def drawing(self, loss: Spec | None, penalty: Penalty) -> PlayersDrawing:
        """Return both players."""
        return PlayersDrawing(self.objective(loss, penalty))

    def sample_facts(self, loss: Spec | None, penalty: Penalty, theta: Floats, rows: Rows) -> SampleFacts:  # noqa: ARG002 - the contract's
        """As `Problem.sample_facts`: what each player pays, and who moves when."""
        game = self.objective(loss, penalty)
        moves = tuple(tuple(game.players[player].name for player in move) for move in game.moves)
        return SampleFacts(player_losses=game.losses(theta), moves=moves)

    def measures(self, loss: Spec | None, thetas: Floats, names: tuple[str, ...], runner: int) -> Measures:  # noqa: ARG002 - the contract's
        """As `Problem.measures`: what is generated beside what is real."""
        return measures_of_game(self.objective(loss, self.penalty), thetas[runner])

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:  # noqa: ARG002 - the contract's
        """As `Problem.start`; an absent one is the game's own."""
        if start is None:
            return np.array(self.game.start(**self.options))
        return said_start(start, self.size, None, path)

    def same_parameters(self, other: object) -> bool:
        """Say whether the other is the same game by the same rules."""
        if not isinstance(other, GameProblem):
            return False
        mine, theirs = self.task, other.task
        rules = (mine.game, mine.updates, mine.discriminator_steps, mine.gradient_penalty)
        return rules == (theirs.game, theirs.updates, theirs.discriminator_steps, theirs.gradient_penalty)

    def _under(self, loss: Spec, gradient_penalty: float) -> GameObjective:
        entry, _ = resolve(GAME_LOSSES, loss, "loss")
        return GameObjective(self.arena, entry, moves=self._moves, gradient_penalty=gradient_penalty)

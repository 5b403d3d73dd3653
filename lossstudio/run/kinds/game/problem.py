"""The problem of playing a game: a generator against a discriminator."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias, get_args

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import Chosen, Key
from lossstudio.core.group import Group
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.objective.game.game import moves_of
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.objective.objective import Objective
from lossstudio.core.option import Choice, Integer, Number
from lossstudio.run.kinds.drawing import PlayersDrawing
from lossstudio.run.kinds.measure_table import (
    MOMENTS,
    MeasureRow,
    Measures,
    moments_of,
)
from lossstudio.run.kinds.problem import Part, SampleFacts, WithoutData, resolve
from lossstudio.run.kinds.starting import initial_point
from lossstudio.run.recipe.recipe import Penalty, Start, Task

Updates: TypeAlias = Literal["simultaneous", "alternating"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GameTask(Task):
    """A generator against a discriminator, who move together or in turn.

    `discriminator_steps` is how often the discriminator moves in each step; `gradient_penalty` is the γ of R1.
    """

    game: Annotated[Spec, Chosen(catalogue=GAMES, help="Who plays, and on which data.")]
    loss: Annotated[Spec, Chosen(catalogue=GAME_LOSSES, help="What the players pay each other."), Key(always=True)] = (
        Spec("minimax")
    )
    updates: Annotated[
        Updates,
        Choice(
            choices=get_args(Updates),
            labels=("at once", "in turn"),
            help="Whether both players move by what they see now, or the generator after the discriminator.",
        ),
    ] = "simultaneous"
    discriminator_steps: Annotated[
        int,
        Integer(
            label="Steps of D",
            minimum=1,
            maximum=1000,
            slider=(1, 10),
            help="How often the discriminator moves for each move of the generator.",
        ),
    ] = 1
    gradient_penalty: Annotated[
        float,
        Number(
            label="Penalty γ",
            minimum=0.0,
            slider=(0.0, 5.0),
            help="γ of R1: what the discriminator pays for steep scores of real data.",
        ),
    ] = 0.0


def measures_of_game(game: GameObjective, theta: Floats) -> Measures:
    """Return the measures at theta ``(P,)``."""
    arena, made = game.arena, game.generated(theta)
    sides = ((made, arena.noise_weights), (arena.real, arena.real_weights))
    moments = [moments_of(data, weights) for data, weights in sides]
    lines = [
        MeasureRow(name, meaning, tuple(float(moment[at]) for moment in moments))
        for at, (name, meaning) in enumerate(MOMENTS.items())
    ]
    scores = [game.scores(theta, data) for data, _ in sides]
    weights = [weights for _, weights in sides]
    taken = tuple(float((score > 0) @ weight) for score, weight in zip(scores, weights, strict=True))
    means = tuple(float(score @ weight) for score, weight in zip(scores, weights, strict=True))
    lines.append(MeasureRow("taken for real", "The share of data whose score is above 0", taken))
    lines.append(MeasureRow("mean score", "What the discriminator says of them on average", means))
    return Measures(("generated", "real"), tuple(lines))


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
        return initial_point(start, self.size, None, path)

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

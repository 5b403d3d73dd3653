"""A game of two players, as a kind of objective."""

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.run.kinds.game.problem import GameProblem, GameTask
from lossstudio.run.kinds.kind import (
    NO_CODE,
    NO_MODEL,
    NO_PENALTY,
    NO_ROWS,
    ObjectiveKind,
)

GAME = ObjectiveKind(
    key="game",
    label="A game of two",
    summary="A generator against a discriminator, each with a loss of its own",
    task=GameTask,
    problem=GameProblem,
    first=GameTask(game=Spec("dirac")),
    roles={"loss": "loss"},
    losses=GAME_LOSSES,
    shape=lambda task: task.game.kind,
    refusals={
        "penalty": NO_PENALTY,
        "model": NO_MODEL,
        "batch_size": NO_ROWS,
        "range_test": "a game has no loss that falls, so no learning rate can be told from it",
        "code": NO_CODE,
    },
    card="Game",
    fit="Players",
    options_called="Rules of the game",
    described=lambda task: GAMES[task.game.kind].label,
    instead_of_model=lambda task: GAMES[task.game.kind].formula.partition(";")[2].strip(),
    gradient_words=("field: each player's own slope", "field: own slope", "field"),
    asked_as="game",
    moves=(
        "moves for two players, of whom one lowers the value and the other raises it,",
        "move for two players each, of whom one lowers the value and the other raises it,",
    ),
)

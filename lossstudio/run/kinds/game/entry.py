"""A game of two players, as a kind of objective."""

from typing import get_args

from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.option import Choice, Integer, Number, Option
from lossstudio.core.spec import Spec
from lossstudio.run.kinds.game.problem import GameProblem
from lossstudio.run.kinds.game.task import GameTask, Updates
from lossstudio.run.kinds.kind import EntryField, ObjectiveKind, OptionField
from lossstudio.run.kinds.refusals import NO_CODE, NO_MODEL, NO_PENALTY, NO_ROWS

RULES: tuple[Option, ...] = (
    Choice(
        name="updates",
        default="simultaneous",
        choices=get_args(Updates),
        labels=("at once", "in turn"),
        help="Whether both players move by what they see now, or the generator after the discriminator.",
    ),
    Integer(
        name="discriminator_steps",
        label="Steps of D",
        default=1,
        minimum=1,
        maximum=1000,
        slider=(1, 10),
        help="How often the discriminator moves for each move of the generator.",
    ),
    Number(
        name="gradient_penalty",
        default=0.0,
        minimum=0.0,
        slider=(0.0, 5.0),
        help="γ of R1: what the discriminator pays for steep scores of real data.",
        label="Penalty γ",
    ),
)
"""How a game is played."""

GAME = ObjectiveKind(
    key="game",
    label="A game of two",
    summary="A generator against a discriminator, each with a loss of its own",
    task=GameTask,
    problem=GameProblem,
    first=GameTask(game=Spec("dirac")),
    fields=(
        EntryField(name="game", catalogue=GAMES, role="part", label="Game", help="Who plays on what"),
        EntryField(name="loss", catalogue=GAME_LOSSES, role="loss"),
        *(OptionField(option=option) for option in RULES),
    ),
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
)

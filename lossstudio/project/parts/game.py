"""A game of two players and its rules, in a document."""

from typing import Any, get_args

from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.option import Choice, Integer, Number, Option
from lossstudio.project.parts.entries import (
    names,
    read_entry,
    read_options,
    read_said_entry,
    write_entry,
    write_options,
)
from lossstudio.project.place import Place
from lossstudio.run.recipe import GameTask, Updates

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


def read_game(place: Place) -> GameTask:
    """Return the game, the loss and the rules that an object says."""
    fields = place.fields(["kind", "game", "loss", *names(RULES)], required=["game"])
    loss = read_said_entry(fields, "loss", GAME_LOSSES)
    said = read_options(fields, RULES) | ({} if loss is None else {"loss": loss})
    return GameTask(game=read_entry(fields["game"], GAMES), **said)


def write_game(task: GameTask) -> dict[str, Any]:
    """Return the object that says a game, a loss and what of the rules is unusual."""
    written = {"kind": "game", "game": write_entry(task.game, GAMES), "loss": write_entry(task.loss, GAME_LOSSES)}
    return written | write_options(task, RULES)

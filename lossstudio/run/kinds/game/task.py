"""What a document says of a game."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, get_args

from lossstudio.core.declared import Chosen, Key
from lossstudio.core.objective.game import GAME_LOSSES, GAMES
from lossstudio.core.option import Choice, Integer, Number
from lossstudio.core.spec import Spec
from lossstudio.run.recipe.recipe import Task

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

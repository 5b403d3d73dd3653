"""What a document says of a game."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Task

Updates: TypeAlias = Literal["simultaneous", "alternating"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GameTask(Task):
    """A generator against a discriminator, who move together or in turn.

    `discriminator_steps` is how often the discriminator moves in each step; `gradient_penalty` is the γ of R1.
    """

    game: Spec
    loss: Spec = field(default_factory=lambda: Spec("minimax"))
    updates: Updates = "simultaneous"
    discriminator_steps: int = 1
    gradient_penalty: float = 0.0

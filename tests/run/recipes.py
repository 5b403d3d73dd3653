"""Small recipes that several tests train."""

from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    Change,
    Recipe,
    Runner,
    Training,
)

PENGUINS = Spec.of("penguins")
XOR = Supervised(data=Spec.of("xor", samples=40), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("bce"))


def recipe(
    *runners: Runner, task: Any = None, steps: int = 60, batch_size: int | None = None, changes: tuple[Change, ...] = ()
) -> Recipe:
    """Return a recipe on the penguins, or on another task."""
    training = Training(steps=steps, batch_size=batch_size, changes=changes)
    return Recipe(task=task or Supervised(data=PENGUINS), training=training, runners=runners or (Runner(),))

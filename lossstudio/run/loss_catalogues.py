"""Which catalogue a task's losses stand in: what a runner's own loss, or a change of it, may be."""

from dataclasses import replace
from typing import Any

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.losses import LOSSES
from lossstudio.core.objective.divergence import DIVERGENCES
from lossstudio.core.objective.game import GAME_LOSSES
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.spec import Spec
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Supervised, Task

_CATALOGUES: dict[type, Catalogue[Any]] = {
    Supervised: LOSSES,
    DivergenceTask: DIVERGENCES,
    PairsTask: PAIR_LOSSES,
    GameTask: GAME_LOSSES,
}


def losses_of(task: Task) -> Catalogue[Any] | None:
    """Return the catalogue of a task's losses; None for a terrain, which is its own loss."""
    return _CATALOGUES.get(type(task))


def with_loss(task: Task, loss: Spec) -> Task:
    """Return the task under another loss; a terrain stays as it is."""
    if isinstance(task, OnTerrain):
        return task
    if isinstance(task, DivergenceTask):
        return replace(task, divergence=loss)
    return replace(task, loss=loss)

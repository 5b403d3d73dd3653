"""The kinds of objective: what can be minimised."""

from lossstudio.core.catalogue import Catalogue
from lossstudio.run.kinds.divergence.entry import DIVERGENCE
from lossstudio.run.kinds.game.entry import GAME
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.kinds.pairs.entry import PAIRS
from lossstudio.run.kinds.supervised.entry import SUPERVISED
from lossstudio.run.kinds.terrain.entry import TERRAIN
from lossstudio.run.recipe.recipe import Task

KINDS: Catalogue[ObjectiveKind] = Catalogue(
    "kind of objective",
    (
        SUPERVISED,
        TERRAIN,
        DIVERGENCE,
        PAIRS,
        GAME,
    ),
)

_BY_TASK = {kind.task: kind for kind in KINDS.values()}


def kind_of(task: Task) -> ObjectiveKind:
    """Return the kind of a task."""
    return _BY_TASK[type(task)]

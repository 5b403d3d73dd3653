"""How much a curvature means: nothing on a surface that is folded, everything on a quadratic."""

from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.objective.terrain import TerrainObjective


def folded(objective: Objective) -> bool:
    """Say whether an objective is made of flat pieces, so that its curvature shows neither minima nor limits.

    The distance has a kink at its bottom alone, and bends everywhere else.
    """
    return isinstance(objective, SupervisedObjective) and objective.loss.takes != "vector" and bool(objective.kinks)


def bends_evenly(objective: Objective) -> bool:
    """Say whether an objective is a quadratic that bends upwards, so that its curvature is the same everywhere."""
    if isinstance(objective, TerrainObjective):
        return objective.terrain.quadratic
    return isinstance(objective, SupervisedObjective) and objective.is_bowl

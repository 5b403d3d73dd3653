"""How much a curvature means: nothing on a surface that is folded, everything on a quadratic."""

from lossstudio.core.objective.objective import Objective


def folded(objective: Objective) -> bool:
    """Say whether an objective is made of flat pieces, so that its curvature shows neither minima nor limits.

    The distance has a kink at its bottom alone, and bends everywhere else.
    """
    judged = objective.pointwise
    return judged is not None and judged.loss.takes != "vector" and bool(judged.kinks)


def bends_evenly(objective: Objective) -> bool:
    """Say whether an objective is a quadratic that bends upwards, so that its curvature is the same everywhere."""
    return objective.is_bowl

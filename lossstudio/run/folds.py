"""Surfaces that are folded: where a loss has kinks, slopes jump, and curvatures say nothing."""

from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.supervised import SupervisedObjective


def folded(objective: Objective) -> bool:
    """Say whether an objective is made of flat pieces, so that neither minima nor limits are told by its curvature.

    The distance has a kink at its bottom alone, and bends everywhere else.
    """
    return isinstance(objective, SupervisedObjective) and objective.loss.takes != "vector" and bool(objective.kinks)

"""A divergence as a picture: both densities over the line, and what each place adds to their difference; pure."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.family import Family
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.picture.charts.fit.fit import DensityFit
from lossstudio.picture.charts.ranging import around
from lossstudio.run.kinds.drawing import DensitiesDrawing
from lossstudio.run.training.compiled_recipe import Course

POINTS = 280
"""Places over the whole width; between a member's own breaks there are more."""
BETWEEN: Floats = np.arange(4.0) / 4.0
FAINT = 0.1
"""Where a member is lower than this share of its peak, it may leave the picture."""
MOST_WIDTHS = 3.0
"""How many times as wide as the target's own the picture may become."""


def densities_of(course: Course, drawing: DensitiesDrawing, thetas: Floats, runner: int) -> DensityFit:
    """Return the densities where the runners stand ``(R, P)``."""
    objective = drawing.objective
    x = _places(objective, np.concatenate([course.starts, thetas]), thetas)
    target, families = (np.exp(each) for each in objective.log_densities(thetas, x))
    return DensityFit(
        x=x,
        target=target,
        families=families,
        surprise=objective.surprise(thetas[runner], x),
        values=drawing.values,
        divergence=(objective.divergence.label, float(objective.values(thetas[runner]))),
        names=course.names,
        runner=runner,
    )


def _places(objective: DivergenceObjective, reached: Floats, thetas: Floats) -> Floats:
    """Return places over the target and the members that were at first and are now; closer where one is narrow."""
    home = objective.target.span
    middle, half = 0.5 * (home[0] + home[1]), 0.5 * MOST_WIDTHS * (home[1] - home[0])
    wide = np.linspace(middle - half, middle + half, 2 * POINTS)
    members = objective.log_densities(reached, wide)[1]
    with np.errstate(invalid="ignore"):  # a member that is nowhere near has no density at all
        seen = (members - members.max(axis=-1, keepdims=True) > np.log(FAINT)).any(axis=0)
    low, high = around(home, wide[seen], MOST_WIDTHS)
    own = _fine(objective.family, thetas)
    inside = own[(own > low) & (own < high)]
    return np.unique(np.concatenate([np.linspace(low, high, POINTS), inside]))


def _fine(family: Family, thetas: Floats) -> Floats:
    with np.errstate(all="ignore"):
        breaks = np.sort(family.breaks(thetas), axis=-1)
        between: Floats = breaks[..., :-1, None] + np.diff(breaks, axis=-1)[..., None] * BETWEEN
    return between[np.isfinite(between)]

"""How good a runner is where no row has a right answer, as the kind of objective measures it."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.run.training.compiled_recipe import Course


def measures_of(course: Course, thetas: Floats, runner: int = 0, *, step: int = 0) -> Measures | None:
    """Return what is known where the runners stand ``(R, P)``; None where a model answers, or on a terrain.

    Distributions are measured for every runner of a small race, all else for the selected one.
    """
    with np.errstate(all="ignore"):
        return course.problem.measures(course.settings(step)[runner].loss, thetas, course.names, runner)

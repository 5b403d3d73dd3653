"""The border of divergence on a map of runs, where theory knows it."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.curvature import extreme_eigenvectors, stability_limit
from lossstudio.run.sweep.sweep import Sweep
from lossstudio.run.training.compiled_recipe import CompiledRecipe


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """The learning rate above which runs explode.

    Attributes
    ----------
    rates
        For each value of the second setting ``(n,)``; NaN where there is none.
    words
        How it is written.
    """

    rates: Floats
    words: str


def border_of(sweep: Sweep) -> Border | None:
    """Return the border where the first of two settings is the learning rate, and theory knows one."""
    second, runner = sweep.axes[1], sweep.recipe.runners[0]
    if sweep.axes[0].path != "learning_rate" or second.on_runner is None or second.path.startswith("start."):
        return None
    runners = tuple(
        replace(second.on_runner(runner, value), name=str(place)) for place, value in enumerate(second.values)
    )
    compiled = CompiledRecipe.of(replace(sweep.recipe, runners=runners))
    size, rows = compiled.settings(0)[0].batch_size, compiled.problem.rows
    if not compiled.objective().is_bowl or (size is not None and size < rows):
        return None
    highest = float(extreme_eigenvectors(compiled.objective(), compiled.starts[0])[0][-1])
    every = compiled.settings(0)
    limits = [stability_limit(each.optimizer_entry, each.optimizer_options, highest) for each in every]
    if all(limit is None for limit in limits):
        return None
    return Border(np.array([np.nan if limit is None else limit for limit in limits]), every[0].optimizer_entry.limit)

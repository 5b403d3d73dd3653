"""The runs of a page: the scene's own, or one for each value of the settings that its reader can turn."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.numbers import exact
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.plan import PagePlan
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import SweepAxis
from lossstudio.run.sweep.map_settings import taken, value_now
from lossstudio.run.training.compiled_recipe import CompiledRecipe

PLANE = "All runs are drawn upon the plane of the scene's own run."


@dataclass(frozen=True, slots=True, eq=False)
class RunFamily:
    """Runs upon one plane.

    Attributes
    ----------
    own
        The run of the scene as it is.
    axes
        What is varied.
    runs
        One for each combination of values, that of the last axis changing fastest; without axes the scene's own.
    """

    own: TrainedScene
    axes: tuple[SweepAxis, ...]
    runs: tuple[TrainedScene, ...]

    def part(self) -> dict[str, Any] | None:
        """Return what a page says of it; None where nothing is varied."""
        if not self.axes:
            return None
        compiled = self.own.compiled
        axes = [
            {
                "path": axis.path,
                "name": _name(axis.path),
                "texts": [exact(value) for value in axis.values],
                "at": _nearest(axis, value_now(axis.path, compiled)),
            }
            for axis in self.axes
        ]
        whose = compiled.names[0] if len(compiled.names) > 1 and self.axes[0].on_runner is not None else ""
        return {"axes": axes, "whose": whose, "plane": PLANE}


def family_of(
    scene: Scene, plan: PagePlan, told: Callable[[int, int], object], between: Callable[[], object]
) -> RunFamily:
    """Train the runs of a page.

    Parameters
    ----------
    told
        Told how many of how many runs are made.
    between
        Called between two pieces of work, to give it up by raising.

    Raises
    ------
    SceneError
        If the scene can't be built with one of the values.
    FilmUsageError
        If a value changes how many parameters there are.
    """
    own = TrainedScene(scene, between=between)
    if not plan.axes:
        return RunFamily(own, (), (own,))
    cells = list(itertools.product(*(axis.values for axis in plan.axes)))
    runs = []
    for number, values in enumerate(cells):
        recipe = taken(scene.recipe, 0, plan.axes, values)
        _check_same_size(recipe, own, plan)
        runs.append(TrainedScene(replace(scene, recipe=recipe), beside=own, between=between))
        told(number + 1, len(cells))
    return RunFamily(own, plan.axes, tuple(runs))


def _check_same_size(recipe: Recipe, own: TrainedScene, plan: PagePlan) -> None:
    """Raise FilmUsageError where a run has other parameters than the scene's own, so that no plane holds both."""
    if recipe.task != own.scene.recipe.task and CompiledRecipe.of(recipe).size != own.compiled.size:
        paths = " and ".join(axis.path for axis in plan.axes)
        raise FilmUsageError(f"--vary: {paths} changes how many parameters there are, so the runs share no surface")


def _name(path: str) -> str:
    """Return what a setting is called for people: "optimizer.momentum" is "momentum"."""
    return path.rpartition(".")[2].replace("_", " ")


def _nearest(axis: SweepAxis, value: float | None) -> int:
    """Return the number of the value on an axis that is nearest to that of the scene."""
    if value is None:
        return 0
    way = math.log if axis.spacing == "log" and value > 0 else float
    return min(range(len(axis.values)), key=lambda number: abs(way(axis.values[number]) - way(value)))

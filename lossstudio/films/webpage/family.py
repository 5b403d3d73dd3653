"""The runs of a page: the scene's own, or one for each value of the settings that its reader can turn."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.plan import PagePlan
from lossstudio.films.webpage.turned import TurnedSetting
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.map_settings import taken
from lossstudio.run.training.compiled_recipe import CompiledRecipe

PLANE = "All runs are drawn upon the plane of the scene's own run."


@dataclass(frozen=True, slots=True, eq=False)
class RunFamily:
    """Runs upon one plane.

    Attributes
    ----------
    own
        The run of the scene as it is.
    settings
        What is varied.
    runs
        One for each combination of values, those of the last setting changing fastest; without settings the scene's
        own. Where all values are the scene's, it is its own run.
    """

    own: TrainedScene
    settings: tuple[TurnedSetting, ...]
    runs: tuple[TrainedScene, ...]

    def part(self) -> dict[str, Any] | None:
        """Return what a page says of it; None where nothing is varied."""
        if not self.settings:
            return None
        return {"axes": [self._axis(setting) for setting in self.settings], "plane": PLANE}

    def _axis(self, setting: TurnedSetting) -> dict[str, Any]:
        """Return what a page says of one setting: it is the first runner's, or all runners'."""
        names, axis = self.own.compiled.names, setting.axis
        return {
            "path": axis.path,
            "name": _name(axis.path),
            "whose": names[0] if len(names) > 1 and axis.on_runner is not None else "",
            "texts": setting.texts,
            "at": setting.own,
        }


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
    cells = list(itertools.product(*(range(len(setting.values)) for setting in plan.settings)))
    home = tuple(setting.own for setting in plan.settings)
    runs = []
    for number, cell in enumerate(cells):
        runs.append(own if cell == home else _varied(own, plan, cell, between))
        told(number + 1, len(cells))
    return RunFamily(own, plan.settings, tuple(runs))


def _varied(own: TrainedScene, plan: PagePlan, cell: tuple[int, ...], between: Callable[[], object]) -> TrainedScene:
    """Return the run with the values of these numbers."""
    wanted = [(setting.axis, setting.values[at]) for setting, at in zip(plan.settings, cell, strict=True)]
    said = [(axis, value) for axis, value in wanted if value is not None]
    recipe = taken(own.scene.recipe, 0, [axis for axis, _ in said], [value for _, value in said])
    _check_same_size(recipe, own, plan)
    return TrainedScene(replace(own.scene, recipe=recipe), beside=own, between=between)


def _check_same_size(recipe: Recipe, own: TrainedScene, plan: PagePlan) -> None:
    """Raise FilmUsageError where a run has other parameters than the scene's own, so that no plane holds both."""
    if recipe.task != own.scene.recipe.task and CompiledRecipe.of(recipe).size != own.compiled.size:
        paths = " and ".join(setting.axis.path for setting in plan.settings)
        raise FilmUsageError(f"--vary: {paths} changes how many parameters there are, so the runs share no surface")


def _name(path: str) -> str:
    """Return what a setting is called for people: "optimizer.momentum" is "momentum"."""
    return path.rpartition(".")[2].replace("_", " ")

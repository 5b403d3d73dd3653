"""What is minimised, by kind: what a kind is called, what a scene of another kind begins with, and its rules; pure."""

from collections.abc import Mapping
from dataclasses import replace

from lossstudio.core.spec import Spec
from lossstudio.project.parts.objective import KINDS
from lossstudio.project.scene import Scene
from lossstudio.run.course import Course
from lossstudio.run.errors import SceneError
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Recipe, Supervised, Task, Training
from lossstudio.studio.adapting import with_task
from lossstudio.studio.edits import with_recipe

FIRST: Mapping[str, Task] = {
    "supervised": Supervised(data=Spec("penguins")),
    "terrain": OnTerrain(terrain=Spec("himmelblau")),
    "divergence": DivergenceTask(target=Spec("mixture")),
    "pairs": PairsTask(data=Spec("blobs")),
    "game": GameTask(game=Spec("dirac")),
}
"""What a kind begins with where nothing of the scene before can be taken on."""


def kind_of(task: Task) -> str:
    """Return the key of a task's kind."""
    return KINDS[type(task)]


def of_kind(scene: Scene, kind: str) -> Scene:
    """Return the scene with another kind of objective, begun anew: runners, title, notes and film were about the old.

    Data stay where both kinds have data.
    """
    training = Training(steps=scene.recipe.training.steps or Training().steps, seed=scene.recipe.training.seed)
    fresh = Scene(
        recipe=Recipe(task=FIRST[kind], training=training), view=replace(scene.view, camera=None, fit="chart")
    )
    for task in _taken_on(scene.recipe.task, kind):
        candidate = with_recipe(fresh, task=task)
        try:
            Course.of(candidate.recipe)
        except SceneError:
            continue
        return candidate
    return fresh


def with_rules(scene: Scene, task: Task) -> Scene:
    """Return the scene with another task of the same kind; other parameters mean that starts are forgotten.

    What runners pay by losses of their own stays: it is of the same catalogue.
    """
    changed = with_recipe(scene, task=task)
    if _parameters(scene.recipe.task) == _parameters(task):
        return changed
    fresh = with_task(scene, task)
    runners = tuple(
        replace(new, loss=old.loss, learning_rate=old.learning_rate if isinstance(task, DivergenceTask) else None)
        for new, old in zip(fresh.recipe.runners, scene.recipe.runners, strict=True)
    )
    return with_recipe(fresh, runners=runners)


def _taken_on(task: Task, kind: str) -> tuple[Task, ...]:
    """Return what could become of a task's data and model in another kind, the most alike first."""
    if isinstance(task, PairsTask) and kind == "supervised":
        return Supervised(data=task.data, model=task.model), Supervised(data=task.data)
    if isinstance(task, Supervised) and kind == "pairs":
        return PairsTask(data=task.data, model=task.model), PairsTask(data=task.data)
    return ()


def _parameters(task: Task) -> str:
    """Return what decides which parameters there are."""
    if isinstance(task, DivergenceTask):
        return task.family.kind
    return task.game.kind if isinstance(task, GameTask) else ""

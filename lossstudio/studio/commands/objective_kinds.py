"""What is minimised: what a scene of another kind begins with, and what becomes of it by other rules; pure."""

from dataclasses import replace

from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Task, Training
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.studio.commands.compatibility import with_task
from lossstudio.studio.commands.recipe_edits import with_recipe


def of_kind(scene: Scene, kind: ObjectiveKind) -> Scene:
    """Return the scene with another kind of objective, begun anew: runners, title, notes and film were about the old.

    Data stay where both kinds have data.
    """
    training = Training(steps=scene.recipe.training.steps or Training().steps, seed=scene.recipe.training.seed)
    fresh = Scene(recipe=Recipe(task=kind.first, training=training), view=replace(scene.view, camera=None, fit="chart"))
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
    kind = kind_of(task)
    if kind.shape(scene.recipe.task) == kind.shape(task):
        return changed
    fresh = with_task(scene, task)
    runners = tuple(
        replace(new, loss=old.loss, learning_rate=old.learning_rate if kind.rate_is_kept else None)
        for new, old in zip(fresh.recipe.runners, scene.recipe.runners, strict=True)
    )
    return with_recipe(fresh, runners=runners)


def _taken_on(task: Task, kind: ObjectiveKind) -> tuple[Task, ...]:
    """Return what could become of a task's data and model in another kind, the most alike first."""
    old = kind_of(task)
    data, model = old.data_of(task), old.value(task, "model")
    if old is kind or data is None or not kind.has_data:
        return ()
    with_data = kind.with_value(kind.first, "set", data)
    return kind.with_value(with_data, "model", model), with_data

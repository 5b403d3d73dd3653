"""Commands on what is minimised: another kind of objective, a terrain, other distributions, a game and its rules."""

from dataclasses import replace
from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Task, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.compatibility import adapted, same_set, with_model, with_task
from lossstudio.studio.commands.recipe_edits import from_start, with_recipe
from lossstudio.studio.commands.training import acting
from lossstudio.studio.session.snapshot import Snapshot


def set_model(spec: Spec) -> Command:
    """Train another model, from step 0."""

    def command(now: Snapshot) -> Effect:
        kind_of(now.scene.recipe.task).check("model")
        return Effect(scene=adapted(with_model(now.scene, spec)), text="Model")

    return command


def set_loss(spec: Spec) -> Command:
    """Minimise another loss, from the start or from here: the selected runner where it has its own, else all."""

    def command(now: Snapshot) -> Effect:
        loss = now.settings.loss
        own = now.scene.recipe.runners[now.runner].loss is not None
        merge = loss is not None and spec.kind == loss.kind
        return acting(now, "loss", spec, "Loss", now.runner_name if own else None, merge=merge)

    return command


def of_kind(scene: Scene, kind: ObjectiveKind) -> Scene:
    """Return the scene with another kind of objective, begun anew: runners, title, notes and film were about the old.

    Data stay where both kinds have data.
    """
    training = Training(steps=scene.recipe.training.steps or Training().steps, seed=scene.recipe.training.seed)
    fresh = Scene(recipe=Recipe(task=kind.first, training=training), view=replace(scene.view, camera=None, fit="chart"))
    for task in _taken_on(scene.recipe.task, kind):
        candidate = with_recipe(fresh, task=task)
        try:
            CompiledRecipe.of(candidate.recipe)
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


def set_objective(kind: str, loss: Spec | None = None) -> Command:
    """Minimise something of another kind; what was last minimised of that kind comes back as it was.

    Parameters
    ----------
    loss
        Under another loss of that kind, from the start.
    """

    def command(now: Snapshot) -> Effect:
        wanted = KINDS[kind]
        if wanted is kind_of(now.scene.recipe.task):
            return NOTHING
        scenes = (entry.scene for entry in reversed(now.past))
        before = next((scene for scene in scenes if kind_of(scene.recipe.task) is wanted), None)
        scene = of_kind(now.scene, wanted) if before is None else _seen_alike(before, now.scene)
        return Effect(scene=scene if loss is None else from_start(scene, "loss", loss), text="What is minimised")

    return command


def set_terrain(spec: Spec) -> Command:
    """Walk down a terrain."""

    def command(now: Snapshot) -> Effect:
        task, terrain = now.scene.recipe.task, OnTerrain(terrain=spec)
        if same_set(task, terrain):
            return Effect(scene=with_recipe(now.scene, task=terrain), text="Terrain", merge="terrain")
        return Effect(scene=adapted(with_task(now.scene, terrain)), text="Terrain")

    return command


def set_part(name: str, value: Any) -> Command:
    """Change one part of what is minimised, as its target, its family, its game or a rule of it.

    Drags of one part's options, or of one rule, count as one change.
    """

    def command(now: Snapshot) -> Effect:
        task = now.scene.recipe.task
        kind = kind_of(task)
        if not kind.has_part(name):
            return NOTHING
        old = getattr(task, name)
        merges = not (isinstance(value, Spec) and isinstance(old, Spec) and value.kind != old.kind)
        scene = with_rules(now.scene, kind.with_part(task, name, value))
        return Effect(scene=scene, text=kind.called(name), merge=f"rule {name}" if merges else None)

    return command


def _seen_alike(scene: Scene, now: Scene) -> Scene:
    """Return a scene from before in the colours of now."""
    return replace(scene, view=replace(scene.view, theme=now.view.theme, colormap=now.view.colormap))

"""Commands on what is minimised: another kind of objective, a terrain, other distributions, a game and its rules."""

from dataclasses import replace
from typing import Any

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.terrain.task import OnTerrain
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.compatibility import adapted, same_set, with_task
from lossstudio.studio.commands.objective_kinds import of_kind, with_rules
from lossstudio.studio.commands.recipe_edits import from_start, with_recipe
from lossstudio.studio.session.snapshot import Snapshot


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

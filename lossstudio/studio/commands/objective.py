"""Commands on what is minimised: another kind of objective, a terrain, other distributions, a game and its rules."""

from dataclasses import replace
from typing import Any

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain
from lossstudio.studio.adapting import adapted, with_task
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.edits import from_start, with_recipe
from lossstudio.studio.kinds import kind_of, of_kind, with_rules
from lossstudio.studio.snapshot import Snapshot


def set_objective(kind: str, loss: Spec | None = None) -> Command:
    """Minimise something of another kind; what was last minimised of that kind comes back as it was.

    Parameters
    ----------
    loss
        Under another loss of that kind, from the start.
    """

    def command(now: Snapshot) -> Effect:
        if kind == kind_of(now.scene.recipe.task):
            return NOTHING
        scenes = (entry.scene for entry in reversed(now.past))
        before = next((scene for scene in scenes if kind_of(scene.recipe.task) == kind), None)
        scene = of_kind(now.scene, kind) if before is None else _seen_alike(before, now.scene)
        return Effect(scene=scene if loss is None else from_start(scene, "loss", loss), text="What is minimised")

    return command


def set_terrain(spec: Spec) -> Command:
    """Walk down a terrain."""

    def command(now: Snapshot) -> Effect:
        task, terrain = now.scene.recipe.task, OnTerrain(terrain=spec)
        if isinstance(task, OnTerrain) and task.terrain.kind == spec.kind:
            return Effect(scene=with_recipe(now.scene, task=terrain), text="Terrain", merge="terrain")
        return Effect(scene=adapted(with_task(now.scene, terrain)), text="Terrain")

    return command


def set_target(spec: Spec) -> Command:
    """Match another distribution."""
    return _set_rule("Target", "target", spec)


def set_family(spec: Spec) -> Command:
    """Match the target with members of another family."""
    return _set_rule("Family", "family", spec)


def set_game(spec: Spec) -> Command:
    """Play another game, or with other real data."""
    return _set_rule("Game", "game", spec)


def set_rule(name: str, value: Any) -> Command:
    """Play by another rule: `updates`, `discriminator_steps` or `gradient_penalty`."""
    return _set_rule("Rules of the game", name, value)


def _set_rule(text: str, name: str, value: Any) -> Command:
    """Return the command on a task's field; drags of one entry's options, or of one rule, count as one change."""

    def command(now: Snapshot) -> Effect:
        task = now.scene.recipe.task
        if not isinstance(task, DivergenceTask | GameTask):
            return NOTHING
        old, fields = getattr(task, name), {name: value}
        merges = not (isinstance(value, Spec) and isinstance(old, Spec) and value.kind != old.kind)
        scene = with_rules(now.scene, replace(task, **fields))
        return Effect(scene=scene, text=text, merge=f"rule {name}" if merges else None)

    return command


def _seen_alike(scene: Scene, now: Scene) -> Scene:
    """Return a scene from before in the colours of now."""
    return replace(scene, view=replace(scene.view, theme=now.view.theme, colormap=now.view.colormap))

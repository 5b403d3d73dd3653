"""Commands on the runners of a race: their number, names and starts, and which of them is selected."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Start
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.recipe_edits import (
    with_recipe,
    with_runner,
    with_training,
    without_changes_of,
)
from lossstudio.studio.session.snapshot import Snapshot

MOST = 6
"""As many as there are colours that can be distinguished."""


def with_runner_like(scene: Scene, index: int, learning_rate: float) -> Scene:
    """Return the scene with one more runner: like runner `index`, at another learning rate, without its changes."""
    runners = scene.recipe.runners
    new = replace(runners[index], name=free_name(scene, runners[index].optimizer.kind), learning_rate=learning_rate)
    return with_recipe(scene, runners=(*runners, new))


def without_runner(scene: Scene, index: int) -> Scene:
    """Return the scene without a runner, its changes and the plane that was fitted to its path."""
    runners = scene.recipe.runners
    name = runners[index].name
    fewer = with_recipe(without_changes_of(scene, name), runners=runners[:index] + runners[index + 1 :])
    plane = fewer.plane
    return replace(fewer, plane=replace(plane, runner=None)) if plane and plane.runner == name else fewer


def with_runner_renamed(scene: Scene, index: int, name: str) -> Scene:
    """Return the scene in which a runner, and all that refers to it, has another name."""
    old = scene.recipe.runners[index].name
    renamed = with_runner(scene, index, name=name)
    changes = tuple(
        replace(change, runner=name) if change.runner == old else change for change in scene.recipe.training.changes
    )
    renamed = with_training(renamed, changes=changes)
    plane = renamed.plane
    return replace(renamed, plane=replace(plane, runner=name)) if plane and plane.runner == old else renamed


def free_name(scene: Scene, optimizer: str) -> str:
    """Return the optimizer's name, with the first number that makes it one that no runner has: gd, gd 2, gd 3."""
    taken = {runner.name for runner in scene.recipe.runners}
    plain = optimizer.replace("_", " ")
    names = (plain, *(f"{plain} {number}" for number in range(2, len(taken) + 2)))
    return next(name for name in names if name not in taken)


def name_problem(scene: Scene, index: int, name: str) -> str:
    """Return why a runner can't have a name; empty when it can."""
    others = [runner for number, runner in enumerate(scene.recipe.runners) if number != index]
    if not name.strip():
        return "A runner needs a name."
    return f"Another runner is called {name!r}." if any(runner.name == name for runner in others) else ""


ANOTHER_RATE = 2.0
"""A new runner has this many times the learning rate of the one that it is like, so that their paths differ."""


def add_runner(now: Snapshot) -> Effect:
    """Add a runner like the selected one, with another learning rate, and select it."""
    names = now.compiled.names
    if len(names) >= MOST:
        raise SceneError("", f"There are {MOST} runners already: more colours can't be told apart.")
    rate = ANOTHER_RATE * now.compiled.settings(0)[now.runner].learning_rate
    scene = with_runner_like(now.scene, now.runner, rate)
    return Effect(scene=scene, text="Add a runner", selection=replace(now.selection, runner=len(names)))


def remove_runner(index: int) -> Command:
    """Remove a runner; the last one stays."""

    def command(now: Snapshot) -> Effect:
        if len(now.compiled.names) == 1:
            return NOTHING
        return Effect(scene=without_runner(now.scene, index), text="Remove a runner")

    return command


def rename_runner(index: int, name: str) -> Command:
    """Give a runner another name."""

    def command(now: Snapshot) -> Effect:
        problem = name_problem(now.scene, index, name.strip())
        if problem:
            raise SceneError("", problem)
        return Effect(scene=with_runner_renamed(now.scene, index, name.strip()), text="Rename a runner")

    return command


def set_start(start: Sequence[float] | Start | None) -> Command:
    """Let the selected runner begin elsewhere: at given parameters, drawn, or where it makes a good show (None)."""
    if start is not None and not isinstance(start, DrawnStart | GivenStart):
        start = GivenStart(theta=tuple(float(number) for number in start))
    merge = "start" if isinstance(start, GivenStart) else None

    def command(now: Snapshot) -> Effect:
        kind_of(now.scene.recipe.task).check("start")
        return Effect(scene=with_runner(now.scene, now.runner, start=start), text="Start", merge=merge)

    return command


def select_runner(index: int) -> Command:
    """Show a runner's surface, numbers and settings."""
    return lambda now: Effect(selection=replace(now.selection, runner=max(index, 0)))

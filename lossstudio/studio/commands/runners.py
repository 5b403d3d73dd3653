"""Commands on the runners of a race: their number, names and starts, and which of them is selected."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Runner, Start
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
    if not is_named(scene, index):  # in a race it is called after its optimizer too
        scene = with_runner_renamed(
            scene, index, free_name(scene, scene.recipe.runners[index].optimizer.kind, but=index)
        )
    runners = scene.recipe.runners
    name, color = free_name(scene, runners[index].optimizer.kind), free_color(scene)
    new = replace(runners[index], name=name, learning_rate=learning_rate, color=color)
    return with_recipe(scene, runners=(*runners, new))


def without_runner(scene: Scene, index: int) -> Scene:
    """Return the scene without a runner, its changes and the plane that was fitted to its path.

    The others keep their colours.
    """
    colors = colors_of(scene)
    runners = tuple(replace(each, color=color) for each, color in zip(scene.recipe.runners, colors, strict=True))
    name = runners[index].name
    kept = tuple(
        replace(each, color=None if each.color == place else each.color)
        for place, each in enumerate(runners[:index] + runners[index + 1 :])
    )
    fewer = with_recipe(without_changes_of(scene, name), runners=kept)
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


def colors_of(scene: Scene) -> list[int]:
    """Return the number of each runner's colour."""
    return [place if each.color is None else each.color for place, each in enumerate(scene.recipe.runners)]


def free_color(scene: Scene) -> int | None:
    """Return the number of a colour that no runner has, for one more; None where it is that of its place."""
    taken = colors_of(scene)
    free = next((number for number in range(MOST) if number not in taken), None)
    return None if free == len(taken) else free


def is_named(scene: Scene, index: int) -> bool:
    """Say whether a runner bears a name that somebody gave it, and not its optimizer's, or alone that of no wish."""
    runner = scene.recipe.runners[index]
    plain = runner.optimizer.kind.replace("_", " ")
    rest = runner.name.removeprefix(plain)
    follows = runner.name.startswith(plain) and (not rest or (rest[0] == " " and rest[1:].isdecimal()))
    alone = len(scene.recipe.runners) == 1 and runner.name == Runner().name
    return not alone and not follows


def free_name(scene: Scene, optimizer: str, *, but: int | None = None) -> str:
    """Return the optimizer's name, with the first number that makes it one that no runner has: gd, gd 2, gd 3.

    `but` is the runner that is to be called so: its own name doesn't count.
    """
    taken = {runner.name for number, runner in enumerate(scene.recipe.runners) if number != but}
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

"""Commands on the runners of a race: their number, names and starts, and which of them is selected."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Start
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.recipe_edits import with_runner
from lossstudio.studio.commands.runner_edits import (
    MOST,
    name_problem,
    with_runner_like,
    with_runner_renamed,
    without_runner,
)
from lossstudio.studio.session.snapshot import Snapshot

ANOTHER_RATE = 2.0
"""A new runner has this many times the learning rate of the one that it is like, so that their paths differ."""


def add_runner(now: Snapshot) -> Effect:
    """Add a runner like the selected one, with another learning rate, and select it."""
    names = now.course.names
    if len(names) >= MOST:
        raise SceneError("", f"There are {MOST} runners already: more colours can't be told apart.")
    rate = ANOTHER_RATE * now.course.settings(0)[now.runner].learning_rate
    scene = with_runner_like(now.scene, now.runner, rate)
    return Effect(scene=scene, text="Add a runner", selection=replace(now.selection, runner=len(names)))


def remove_runner(index: int) -> Command:
    """Remove a runner; the last one stays."""

    def command(now: Snapshot) -> Effect:
        if len(now.course.names) == 1:
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

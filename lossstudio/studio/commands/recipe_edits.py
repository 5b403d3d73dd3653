"""Changes to a scene's training, as pure functions: from the start, or from a step on.

*From the start* rewrites the base value; *from here* writes a change into ``training.changes`` and drops the later
changes of the same runners, which is branching.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

from lossstudio.core.catalogue import Spec
from lossstudio.core.schedules import SCHEDULES
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import (
    Change,
    Changeable,
    Recipe,
    Runner,
)

CHANGEABLE: tuple[Changeable, ...] = get_args(Changeable)
OF_RUNNERS = ("learning_rate", "optimizer", "schedule")
"""The keys whose base value belongs to a runner; the loss may."""


def with_recipe(scene: Scene, **fields: Any) -> Scene:
    """Return the scene with these fields of its recipe replaced."""
    return replace(scene, recipe=replace(scene.recipe, **fields))


def with_training(scene: Scene, **fields: Any) -> Scene:
    """Return the scene with these fields of its training replaced."""
    return with_recipe(scene, training=replace(scene.recipe.training, **fields))


def with_runner(scene: Scene, index: int, **fields: Any) -> Scene:
    """Return the scene with these fields of one runner replaced."""
    runners = list(scene.recipe.runners)
    runners[index] = replace(runners[index], **fields)
    return with_recipe(scene, runners=tuple(runners))


def from_start(scene: Scene, key: Changeable, value: Any, runner: str | None = None) -> Scene:
    """Return the scene in which `key` is `value` from step 0 on, for one runner or for all.

    Later changes of the same key are dropped, so that the value is in force everywhere.
    """
    rewritten = with_recipe(scene, **_base(scene.recipe, key, value, runner))
    split = _split(rewritten.recipe, runner, lambda change: key in dict(change.said))
    return with_training(rewritten, changes=_sorted(_without_key(split, key, runner)))


def from_here(scene: Scene, step: int, key: Changeable, value: Any, runner: str | None = None) -> Scene:
    """Return the scene in which `key` is `value` from update `step` on, for one runner or for all."""
    changes = _split(scene.recipe, runner, lambda change: change.step >= step)
    kept = [change for change in changes if change.step < step or not _concerns(change, runner)]
    now = [change for change in changes if change.step == step and _concerns(change, runner)]
    said = dict(next((change.said for change in now if change.runner == runner), ())) | {key: value}
    new = Change(step=step, runner=runner, said=tuple((name, said[name]) for name in CHANGEABLE if name in said))
    others = [change for change in _without_key(now, key, runner) if change.runner != runner]
    return with_training(scene, changes=_sorted([*kept, *others, new]))


def with_schedules_kept(scene: Scene) -> Scene:
    """Return the scene in which schedules that follow the planned steps say their number.

    Then the run may become longer and its past doesn't bend; a run of no steps has no past.
    """
    training = scene.recipe.training
    if not training.steps:
        return scene
    runners = tuple(replace(each, schedule=_kept(each.schedule, training.steps)) for each in scene.recipe.runners)
    changes = tuple(
        replace(change, said=tuple((key, _kept(value, training.steps)) for key, value in change.said))
        for change in training.changes
    )
    return with_training(with_recipe(scene, runners=runners), changes=changes)


def without_changes_of(scene: Scene, runner: str) -> Scene:
    """Return the scene without the changes that name a runner."""
    changes = scene.recipe.training.changes
    return with_training(scene, changes=tuple(change for change in changes if change.runner != runner))


def _kept(value: Any, steps: int) -> Any:
    """Return a schedule that says its number of steps; everything else as it is."""
    entry = SCHEDULES.get(value.kind) if isinstance(value, Spec) else None
    follows = entry is not None and any(option.name == "steps" for option in entry.options)
    return value.replace(steps=steps) if follows and value.get("steps") is None else value


def _base(recipe: Recipe, key: Changeable, value: Any, runner: str | None) -> dict[str, Any]:
    if key == "batch_size":
        return {"training": replace(recipe.training, batch_size=value)}
    if key in OF_RUNNERS or (key == "loss" and runner is not None):
        return {"runners": tuple(_set_on(each, key, value, runner) for each in recipe.runners)}
    kind = kind_of(recipe.task)
    if key == "loss":
        return {"task": kind.with_value(recipe.task, "loss", value)}
    return {"task": kind.with_value(recipe.task, "penalty", value)}


def _set_on(each: Runner, key: str, value: Any, runner: str | None) -> Runner:
    fields: dict[str, Any] = {key: value}
    return replace(each, **fields) if runner in (None, each.name) else each


def _concerns(change: Change, runner: str | None) -> bool:
    return runner is None or change.runner == runner


def _split(recipe: Recipe, runner: str | None, concerned: Callable[[Change], bool]) -> list[Change]:
    """Return the changes, the concerned ones of all runners written out one by one when a single runner is meant.

    Then one runner's changes can be dropped while the others keep theirs.
    """
    changes = recipe.training.changes
    if runner is None:
        return list(changes)
    return [
        part
        for change in changes
        for part in (_written_out(change, recipe.runners) if concerned(change) else (change,))
    ]


def _written_out(change: Change, runners: Iterable[Runner]) -> list[Change]:
    """Return a change of all runners as one for each; the batch size stays everybody's."""
    if change.runner is not None:
        return [change]
    shared = tuple(pair for pair in change.said if pair[0] == "batch_size")
    own = tuple(pair for pair in change.said if pair[0] != "batch_size")
    each = [replace(change, runner=runner.name, said=own) for runner in runners]
    return [part for part in (replace(change, said=shared), *each) if part.said]


def _without_key(changes: Iterable[Change], key: str, runner: str | None) -> list[Change]:
    kept = (
        replace(change, said=tuple(pair for pair in change.said if pair[0] != key))
        if _concerns(change, runner)
        else change
        for change in changes
    )
    return [change for change in kept if change.said]


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes by step, those of all runners first, so that equal recipes compare equal."""
    return tuple(sorted(changes, key=lambda change: (change.step, change.runner is not None, change.runner or "")))

"""The settings that a map of runs can go over: which there are, where one stands, from where to where it is usual."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvectors
from lossstudio.core.declared import option_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Integer, Number, Option
from lossstudio.core.schedules import SCHEDULES
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import GivenStart, Recipe
from lossstudio.run.sweep.axis import ALONE, MOMENTUM, Range, SweepAxis, SweepError, setting_of
from lossstudio.run.training.compiled_recipe import CompiledRecipe

USUAL_SIDE = 64
MOST_STARTS = 12
"""So many parameters of a start are offered."""
BELOW, ABOVE = 1 / 50, 5.0
"""A map of learning rates reaches so far, in units of the rate above which plain descent explodes."""
AROUND = 30.0
"""Where that isn't known, it reaches so many times below and above the rate in force."""
CLOSE_TO_ONE = 0.99


def of_runner(recipe: Recipe, runner: int) -> Recipe:
    """Return the recipe of one runner alone, without what changes for others."""
    chosen, training = recipe.runners[runner], recipe.training
    changes = tuple(each for each in training.changes if each.runner in (None, chosen.name))
    return replace(recipe, runners=(chosen,), training=replace(training, changes=changes))


def paths_of(compiled: CompiledRecipe) -> tuple[str, ...]:
    """Return the settings of a recipe's first runner that a map can go over."""
    return tuple(path for path in _candidates(compiled) if _there(path, compiled.recipe))


def _there(path: str, recipe: Recipe) -> bool:
    if path.startswith("start."):  # named by the parameters themselves
        return True
    try:
        setting_of(path, recipe)
    except SweepError:
        return False
    return True


def value_now(path: str, compiled: CompiledRecipe) -> float | None:
    """Return where a setting of the first runner stands; None where it has no value."""
    first, _, name = path.partition(".")
    settings = compiled.settings(0)[0]
    if first == "start":
        names = compiled.problem.parameter_names
        return float(compiled.starts[0][names.index(name) if name in names else int(name)])
    value = _said(compiled, first, name) if name else getattr(settings, first, compiled.recipe.training.seed)
    if path == "batch_size" and value is None:
        value = compiled.problem.rows
    return None if value is None else float(value)


def taken(recipe: Recipe, runner: int, axes: Sequence[SweepAxis], values: Sequence[float]) -> Recipe:
    """Return the recipe in which a runner has these values on the axes of a map."""
    for axis, value in zip(axes, values, strict=True):
        if axis.on_recipe is not None:
            recipe = axis.on_recipe(recipe, value)
    one = recipe.runners[runner]
    if any(axis.path.startswith("start.") for axis in axes) and not isinstance(one.start, GivenStart):
        start = CompiledRecipe.of(of_runner(recipe, runner)).starts[0]
        one = replace(one, start=GivenStart(theta=tuple(float(number) for number in start)))
    for axis, value in zip(axes, values, strict=True):
        if axis.on_runner is not None:
            one = axis.on_runner(one, value)
    runners = list(recipe.runners)
    runners[runner] = one
    return replace(recipe, runners=tuple(runners))


def usual_ranges(compiled: CompiledRecipe) -> tuple[Range, Range]:
    """Return the map that tells most of the first runner: its learning rate by its momentum, or what is like it."""
    kind = compiled.settings(0)[0].optimizer_entry
    names = [f"optimizer.{option.name}" for option in _numeric(kind.options)]
    path = "optimizer.momentum" if kind.key == "gd" else next(iter(names), "seed")
    return usual_range("learning_rate", compiled), usual_range(path, compiled)


def usual_starts(compiled: CompiledRecipe) -> tuple[Range, Range] | None:
    """Return the map over the first two parameters of the start; None where there is one alone."""
    names = compiled.problem.parameter_names
    if len(names) < 2:
        return None
    first, second = (usual_range(f"start.{name}", compiled) for name in names[:2])
    return first, second


def usual_range(path: str, compiled: CompiledRecipe) -> Range:
    """Return from where to where a setting is usually varied.

    Raises
    ------
    SweepError
        If there is no such setting.
    """
    option, _, _ = setting_of(path, compiled.recipe)
    if path == "learning_rate":
        return _of_rates(compiled)
    if path.startswith("start."):
        return _of_start(path, compiled)
    if path == "seed":
        return Range(path, 0, USUAL_SIDE - 1, USUAL_SIDE)
    low, high, log = _between(option, value_now(path, compiled), compiled)
    count = min(USUAL_SIDE, int(high - low) + 1) if isinstance(option, Integer) and not log else USUAL_SIDE
    return Range(path, low, high, max(2, count), "log" if log else "even")


def _between(option: Option, now: float | None, compiled: CompiledRecipe) -> tuple[float, float, bool]:
    """Return low, high, and whether between them one goes by factors."""
    assert isinstance(option, Number | Integer)
    if option.name == "batch_size":
        return 1.0, float(max(2, compiled.problem.rows)), True
    unit = isinstance(option, Number) and option.minimum == 0.0 and option.maximum == 1.0
    if unit or option.name == MOMENTUM:
        return 0.0, CLOSE_TO_ONE, False
    if option.slider is not None:
        return float(option.slider[0]), float(option.slider[1]), isinstance(option, Number) and option.logarithmic
    middle = now or 1.0
    if middle > 0:
        return (
            (max(1.0, middle // 4), 4.0 * middle, False)
            if isinstance(option, Integer)
            else (
                _round(middle / AROUND),
                _round(middle * AROUND),
                True,
            )
        )
    return 2.0 * middle, 0.0, False


def _of_rates(compiled: CompiledRecipe) -> Range:
    rate = compiled.settings(0)[0].learning_rate or 1.0
    low, high = rate / AROUND, rate * AROUND
    if compiled.objective().is_bowl:
        highest = float(extreme_eigenvectors(compiled.objective(), compiled.starts[0])[0][-1])
        if highest > 0:
            low, high = BELOW * 2.0 / highest, ABOVE * 2.0 / highest
    return Range("learning_rate", _round(low), _round(high), USUAL_SIDE, "log")


def _of_start(path: str, compiled: CompiledRecipe) -> Range:
    names = compiled.problem.parameter_names
    name = path.partition(".")[2]
    at = names.index(name) if name in names else int(name)
    view = compiled.problem.view
    if view is not None and at < 2:
        return Range(path, view[2 * at], view[2 * at + 1], USUAL_SIDE)
    here = float(compiled.starts[0][at])
    far = max(1.0, 2.0 * abs(here))
    return Range(path, _round(here - far), _round(here + far), USUAL_SIDE)


def _round(value: float) -> float:
    """Return the nearest of 1, 2 and 5 times a power of ten, by factors."""
    if value == 0.0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(abs(value)))
    nearest = min((1, 2, 5, 10), key=lambda digit: abs(math.log(abs(value) / (digit * power))))
    return math.copysign(float(f"{nearest * power:.1e}"), value)


def _candidates(compiled: CompiledRecipe) -> Iterator[str]:
    runner, rows = compiled.recipe.runners[0], compiled.problem.rows
    yield from (path for path in ALONE if path != "batch_size" or rows > 1)
    if runner.optimizer.kind == "gd":
        yield f"optimizer.{MOMENTUM}"
    yield from _named("optimizer", OPTIMIZERS[runner.optimizer.kind].options)
    yield from _named("schedule", SCHEDULES[runner.schedule.kind].options)
    yield from (f"start.{name}" for name in compiled.problem.parameter_names[:MOST_STARTS])
    yield from ("penalty.l1", "penalty.l2")
    for first, catalogue, spec in _parts(compiled):
        yield from _named(first, catalogue[spec.kind].options)


def _named(first: str, options: Iterable[Option]) -> Iterator[str]:
    return (f"{first}.{option.name}" for option in _numeric(options))


def _numeric(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if isinstance(option, Number | Integer)]


def _parts(compiled: CompiledRecipe) -> Iterator[tuple[str, Any, Spec]]:
    """Yield the parts of the objective that are entries of a catalogue: the field, the catalogue, what is chosen."""
    task, kind = compiled.recipe.task, kind_of(compiled.recipe.task)
    for each in fields(task):
        spec = compiled.settings(0)[0].loss if each.name == "loss" else getattr(task, each.name)
        if isinstance(spec, Spec):
            catalogue = option_of(type(task), each.name).catalogue  # type: ignore[attr-defined]
            yield each.name, kind.losses if catalogue is None else catalogue, spec


def _said(compiled: CompiledRecipe, first: str, name: str) -> Any:
    """Return what is in force of an option of the optimizer, the schedule, the penalty or a part of the objective."""
    settings = compiled.settings(0)[0]
    if first == "optimizer":
        return settings.optimizer_options.get(name, 0.0)  # plain descent is momentum of 0
    if first == "schedule":
        return settings.schedule_options.get(name)
    if first == "penalty":
        return getattr(settings.penalty, name)
    found = next(((catalogue, spec) for part, catalogue, spec in _parts(compiled) if part == first), None)
    return None if found is None else found[0][found[1].kind].complete(found[1].options).get(name)

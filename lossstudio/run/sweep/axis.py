"""An axis of a sweep: one numeric setting, and the values that it takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import option_of
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Integer, Number, Option, OptionError, nearest
from lossstudio.core.schedules import SCHEDULES
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Penalty, Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe

Spacing: TypeAlias = Literal["even", "log"]
RunnerSetter: TypeAlias = Callable[[Runner, Any], Runner]
RecipeSetter: TypeAlias = Callable[[Recipe, Any], Recipe]
MOST_VALUES = 100_000
_WRITTEN = re.compile(r"(?P<path>[^=]+)=(?P<low>[^:]+?)\.\.(?P<high>[^:]+?)(?P<log>:log)?(?::(?P<count>\d+))?")
USUAL_COUNT = 16
SEED = "seed"
OF_RUNNER = ("learning_rate", "clip_value", "clip_norm")
ALONE = (*OF_RUNNER, "batch_size", SEED)
"""The settings whose path is one word."""
MOMENTUM = "momentum"
"""What plain descent has none of: it is this optimizer at 0, so that a sweep may ask for it."""


class SweepError(ValueError):
    """A sweep that can't be made as it was asked for; the text says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Range:
    """What an axis was asked to be: a path, from where to where, how many values, and how they are spaced."""

    path: str
    low: float
    high: float
    count: int = USUAL_COUNT
    spacing: Spacing = "even"

    @classmethod
    def read(cls, text: str) -> "Range":
        """Read "PATH=LOW..HIGH", with ":log" and ":COUNT" behind it.

        Raises
        ------
        SweepError
            If it isn't written so.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None:
            raise SweepError(f"--over {text}: must be PATH=LOW..HIGH, PATH=LOW..HIGH:COUNT or PATH=LOW..HIGH:log:COUNT")
        try:
            low, high = float(found["low"]), float(found["high"])
        except ValueError:
            raise SweepError(f"--over {text}: {found['low']} and {found['high']} must be numbers") from None
        count = int(found["count"] or USUAL_COUNT)
        return cls(found["path"].strip(), low, high, count, "log" if found["log"] else "even")

    @property
    def text(self) -> str:
        """As `read` takes it."""
        log = ":log" if self.spacing == "log" else ""
        low, high = (repr(number).removesuffix(".0") for number in (self.low, self.high))
        return f"{self.path}={low}..{high}{log}:{self.count}"

    def numbers(self) -> list[float]:
        """Return the numbers that it means.

        Raises
        ------
        SweepError
            If there are none.
        """
        if not np.isfinite([self.low, self.high]).all():
            raise SweepError(
                f"{self.path}: must go from one finite number to another, not {self.low:g} to {self.high:g}"
            )
        if not 1 <= self.count <= MOST_VALUES:
            raise SweepError(f"{self.path}: takes 1 to {MOST_VALUES:,} values, not {self.count:,}")
        if self.spacing == "log" and not (self.low > 0 and self.high > 0):
            raise SweepError(f"{self.path}: only numbers above 0 can be spaced by their logarithms")
        spaced = np.geomspace if self.spacing == "log" else np.linspace
        return [float(number) for number in spaced(self.low, self.high, self.count)]


@dataclass(frozen=True, slots=True, eq=False)
class SweepAxis:
    """A setting and its values.

    Attributes
    ----------
    path, values, spacing
        What it is called, what it takes, and how that is spaced.
    on_runner, on_recipe
        How a value is set: on the runner alone, so that many are trained together, or on the whole recipe. One of them.
    """

    path: str
    values: tuple[float, ...]
    spacing: Spacing
    on_runner: RunnerSetter | None = None
    on_recipe: RecipeSetter | None = None

    @classmethod
    def of(cls, wanted: Range, recipe: Recipe) -> "SweepAxis":
        """Find the setting that a path means, and check its values.

        Raises
        ------
        SweepError
            If there is no such setting, it is no number, or it can't take a value.
        """
        option, setter, on_runner = setting_of(wanted.path, recipe)
        values = tuple(dict.fromkeys(_checked(option, number, wanted.path) for number in wanted.numbers()))
        if on_runner:
            return cls(wanted.path, values, wanted.spacing, on_runner=setter)
        return cls(wanted.path, values, wanted.spacing, on_recipe=setter)


def _checked(option: Option, number: float, path: str) -> float:
    """Return a value as the option has it; whole numbers are rounded to."""
    try:
        checked: float = option.check(round(number) if isinstance(option, Integer) else number)
    except OptionError as error:
        raise SweepError(f"{path}: {error}") from None
    return checked


def setting_of(path: str, recipe: Recipe) -> tuple[Option, Any, bool]:
    """Return the option that a path means, what sets it, and whether it is set on the runner alone.

    Raises
    ------
    SweepError
        If there is no such setting, or it is no number.
    """
    first, _, name = path.partition(".")
    runner = recipe.runners[0]
    if not name and first in OF_RUNNER:
        return option_of(Runner, first), lambda one, value: replace(one, **{first: value}), True
    if not name and first == "batch_size":
        return option_of(Training, first), _set_batch_size, False
    if not name and first == SEED:
        return option_of(Training, first), with_seed, False
    if first == "optimizer" and name == MOMENTUM and runner.optimizer.kind == "gd":
        option = OPTIMIZERS[MOMENTUM].option(name)
        return option, lambda one, value: replace(one, optimizer=Spec.of(MOMENTUM, momentum=value)), True
    if first in ("optimizer", "schedule"):
        entry = (OPTIMIZERS if first == "optimizer" else SCHEDULES)[getattr(runner, first).kind]
        return _numeric(entry.options, name, path), _in_spec(first, name), True
    if first == "start" and name:
        return _start(name, path, recipe)
    if first == "penalty" and name in ("l1", "l2") and isinstance(_penalty(recipe), Penalty):
        return option_of(Penalty, name), lambda one, value: _with_penalty(one, name, value), False
    return _of_task(first, name, path, recipe)


def _set_batch_size(recipe: Recipe, value: Any) -> Recipe:
    return replace(recipe, training=replace(recipe.training, batch_size=value))


def with_seed(recipe: Recipe, value: int) -> Recipe:
    """Return the recipe with another seed, of the batches and of a start that is drawn."""
    runners = tuple(
        replace(each, start=replace(each.start, seed=value)) if isinstance(each.start, DrawnStart) else each
        for each in recipe.runners
    )
    return replace(recipe, training=replace(recipe.training, seed=value), runners=runners)


def _in_spec(field: str, name: str) -> RunnerSetter:
    def put(runner: Runner, value: Any) -> Runner:
        return replace(runner, **{field: getattr(runner, field).replace(**{name: value})})

    return put


def _numeric(options: tuple[Option, ...], name: str, path: str) -> Option:
    numeric = {option.name: option for option in options if isinstance(option, Number | Integer)}
    if name in numeric:
        return numeric[name]
    if any(option.name == name for option in options):
        raise SweepError(f"{path}: is no number, so it can't be swept over")
    said = f"there is {', '.join(numeric)}" if numeric else "there are no numbers to sweep over"
    raise SweepError(f"{path}: there is no such setting; {said}{nearest(name, list(numeric))}")


def _penalty(recipe: Recipe) -> Any:
    return kind_of(recipe.task).value(recipe.task, "penalty")


def _with_penalty(recipe: Recipe, name: str, value: Any) -> Recipe:
    return replace(recipe, task=replace(recipe.task, penalty=replace(_penalty(recipe), **{name: value})))  # type: ignore[call-arg]


def _start(name: str, path: str, recipe: Recipe) -> tuple[Option, Any, bool]:
    """Return the option of one parameter of the start, by its name or its number."""
    names = CompiledRecipe.of(replace(recipe, runners=recipe.runners[:1])).problem.parameter_names
    if name not in names and not (name.isdigit() and int(name) < len(names)):
        raise SweepError(f"{path}: there is no such parameter; there are {len(names)}{nearest(name, list(names))}")
    at = names.index(name) if name in names else int(name)

    def put(runner: Runner, value: Any) -> Runner:
        assert isinstance(runner.start, GivenStart)
        theta = (*runner.start.theta[:at], value, *runner.start.theta[at + 1 :])
        return replace(runner, start=GivenStart(theta=theta))

    return Number(name=name, help="Where the runner begins."), put, True


def _of_task(first: str, name: str, path: str, recipe: Recipe) -> tuple[Option, Any, bool]:
    """Return an option of a part of the objective: its loss, its data, its model, its terrain."""
    task, kind = recipe.task, kind_of(recipe.task)
    specs = {field.name: field for field in fields(task) if isinstance(getattr(task, field.name), Spec)}
    if first == "loss" and name and kind.losses is not None and first not in specs:
        problem = CompiledRecipe.of(replace(recipe, runners=recipe.runners[:1])).problem
        task = replace(task, loss=problem.loss)  # type: ignore[call-arg]
        specs[first] = next(field for field in fields(task) if field.name == "loss")
    if first not in specs or not name:
        there = [*ALONE]
        there += [f"{word}.NAME" for word in ("optimizer", "schedule", "start", "penalty", *specs)]
        raise SweepError(f"{path}: there is no such setting; there is {', '.join(there)}{nearest(path, there)}")
    spec: Spec = getattr(task, first)
    entry = option_of(type(task), first).catalogue  # type: ignore[attr-defined]
    catalogue: Any = kind.losses if entry is None else entry
    option = _numeric(catalogue[spec.kind].options, name, path)

    def put(one: Recipe, value: Any) -> Recipe:
        changed = (getattr(one.task, first) or spec).replace(**{name: value})
        return replace(one, task=replace(one.task, **{first: changed}))

    return option, put, False

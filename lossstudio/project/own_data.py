"""Scenes on data of one's own, for scripts and the command line: from a table's file, or from arrays."""

import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.table_data import Table
from lossstudio.core.declared import option_of
from lossstudio.core.losses.loss import Task
from lossstudio.core.option import OptionError
from lossstudio.project.own_arrays import column_names, input_rows, targets_and_classes
from lossstudio.project.scene import Scene
from lossstudio.project.tables import Imported, ReadingChoices, imported, read_table, suggested
from lossstudio.run.analysis.misfits import misfits
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe

LONGEST_TITLE = 200


class TableWarning(UserWarning):
    """Something that a person should know of a table that was read: rows that were left out, say."""


def table(
    path: str | os.PathLike[str],
    target: str | None = None,
    inputs: str | Sequence[str] | None = None,
    *,
    task: Task | None = None,
    standardize: bool | None = None,
    reading: ReadingChoices | None = None,
    **recipe: Any,
) -> Scene:
    """Return a scene that learns one column of a table from others; what is left open is chosen as the window does.

    Parameters
    ----------
    path
        A file of values (.csv, .tsv, .txt, ...), or a workbook (.xlsx).
    target, inputs
        Names of columns: what is learned, and from what; None: the last usable column, from all others of numbers, or
        of classes where there are none.
    task
        "regression", "binary" or "multiclass".
    standardize
        Whether numbers are standardised before training; None: where they are too large or uneven otherwise.
    reading
        How the file is to be read, where that isn't to be guessed.
    recipe
        `model`, `loss`, `optimizer` and `learning_rate`, as `scene_on` takes them.

    Raises
    ------
    SceneError
        If the file can't be used; the text names the file, and the columns where there is no such column.

    Warns
    -----
    TableWarning
        Of rows that were left out, of a loss that isn't for such data, and of whatever else was doubtful.
    """
    scene, data = scene_of_table(path, target, inputs, task=task, standardize=standardize, reading=reading, **recipe)
    for notice in data.notices:
        warnings.warn(f"{Path(path).name}: {notice}", TableWarning, stacklevel=2)
    return scene


def scene_of_table(
    path: str | os.PathLike[str],
    target: str | None = None,
    inputs: str | Sequence[str] | None = None,
    *,
    task: Task | None = None,
    standardize: bool | None = None,
    reading: ReadingChoices | None = None,
    told: Callable[[float], object] = lambda _share: None,
    **recipe: Any,
) -> tuple[Scene, Imported]:
    """Return a scene as `table` does, and its data with what a person should know about them and what learns them.

    `told` hears how much of a large file is read, 0 .. 1.
    """
    read = read_table(Path(path), reading or ReadingChoices(), told)
    named = [inputs] if isinstance(inputs, str) else inputs
    chosen = suggested(read, target=target, inputs=named, task=task, standardize=standardize)
    data = imported(read, chosen)
    compiled = _compiled_on(data.spec, **recipe)
    scene = Scene(title=Path(path).stem[:LONGEST_TITLE], recipe=compiled.recipe)
    return scene, replace(data, notices=(*data.notices, *misfits(compiled)))


def scene_on(
    data: Spec,
    *,
    title: str = "",
    model: str | Spec | None = None,
    loss: str | Spec | None = None,
    optimizer: str | Spec | None = None,
    learning_rate: float | None = None,
) -> Scene:
    """Return a scene that trains on data.

    Parameters
    ----------
    model, loss, optimizer
        Keys of the catalogues, or a Spec with options; None is what suits the data.
    learning_rate
        How far each update goes; None is the data's own.

    Raises
    ------
    SceneError
        If it can't be built.
    """
    compiled = _compiled_on(data, model=model, loss=loss, optimizer=optimizer, learning_rate=learning_rate)
    named = title[:LONGEST_TITLE] if isinstance(title, str) else title
    return Scene(title=_checked(Scene, "title", named), recipe=compiled.recipe)


def _compiled_on(
    data: Spec,
    *,
    model: str | Spec | None = None,
    loss: str | Spec | None = None,
    optimizer: str | Spec | None = None,
    learning_rate: float | None = None,
) -> CompiledRecipe:
    rate = _checked(Runner, "learning_rate", learning_rate)
    runner = Runner(name="a", optimizer=_spec(optimizer) or Spec("gd"), learning_rate=rate)
    task = Supervised(data=data, model=_spec(model), loss=_spec(loss))
    return CompiledRecipe.of(Recipe(task=task, runners=(runner,)))


def _checked(kind: type, field: str, value: Any) -> Any:
    """Return a value as the option of a field has it.

    Raises
    ------
    SceneError
        If the option can't be so.
    """
    try:
        return option_of(kind, field).check(value)
    except OptionError as error:
        raise SceneError(field, error.reason) from None


def _spec(said: str | Spec | None) -> Spec | None:
    return Spec(said) if isinstance(said, str) else said


def scene_of_arrays(
    inputs: Any,
    targets: Any,
    *,
    input_names: Sequence[str] | None = None,
    target_name: str | None = None,
    task: Task | None = None,
    standardize: bool = False,
    **recipe: Any,
) -> Scene:
    """Return a scene on arrays; `Scene.from_arrays` says what they may be."""
    rows, names = input_rows(inputs), input_names or column_names(inputs)
    values, classes, natural = targets_and_classes(targets)
    if rows is not None and len(rows) != len(values):
        raise SceneError("y", f"must have one row for each of the {len(rows)} rows of X, not {len(values)}")
    options: dict[str, Any] = {"targets": Table(values), "task": task or natural, "standardize": standardize}
    if rows is not None:
        options |= {"inputs": Table(rows), "input_names": tuple(names or ())}
    said = target_name or getattr(targets, "name", None)
    if isinstance(said, str) and said:
        options["target_name"] = said
    return scene_on(Spec.of("table", **options, **({"classes": classes} if classes else {})), **recipe)

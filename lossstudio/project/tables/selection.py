"""What a person takes from a table: inputs, target and task; and the data that a document keeps of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.dataset import DataError
from lossstudio.core.datasets.prepared import prepare
from lossstudio.core.datasets.table import TABLE
from lossstudio.core.datasets.table_data import Table
from lossstudio.core.losses.loss import Task
from lossstudio.core.option import nearest
from lossstudio.project.tables.columns import MOST_CLASSES, TableColumn
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.read_table import ReadTable

MOST_SPREAD_INPUTS = 20
"""A column of words becomes an input for each of its classes, up to this many."""

UNNAMED = "column 1"
ROW_NUMBERS = frozenset({"row", "index", "id", "nr", "nr.", "no", "no.", "#", "unnamed: 0"})
"""What a column that only numbers the rows is called."""

MOST_CURVATURE = 10.0
"""One plus the inputs' mean squares bounds the curvature; above this the usual learning rate would be too high."""

FIRST_VALUES = 10_000
"""So many tell of nearly every column of many different numbers that it is one."""

LEAST_SPREAD = 0.1
"""An input that varies less than this would be learned too slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSelection:
    """What is learned from what.

    Attributes
    ----------
    inputs
        Names of the columns to predict from.
    target
        The name of the column to predict.
    task
        What kind of answer is wanted.
    standardize
        Whether numbers are standardised before training.
    """

    inputs: tuple[str, ...]
    target: str
    task: Task
    standardize: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The data of a document, and what a person should know about them.

    Attributes
    ----------
    spec
        ``{"kind": "table", ...}`` with the columns' names.
    rows, left_out
        How many rows it has, and how many lacked a value.
    notices
        Sentences.
    """

    spec: Spec
    rows: int
    left_out: int
    notices: tuple[str, ...]


def tasks_of(column: TableColumn) -> tuple[Task, ...]:
    """Return the tasks that a column can be the target of, the likeliest first."""
    if column.kind == "text":
        return ()
    if column.kind == "classes":
        return ("binary",) if len(column.classes) == 2 else ("multiclass",)
    known = column.values[~np.isnan(column.values)]
    if len(np.unique(known[:FIRST_VALUES])) > MOST_CLASSES:  # the rest can't make it fewer
        return ("regression",)
    distinct = np.unique(known)
    if len(distinct) == 2:
        return ("binary", "regression") if np.isin(distinct, (0.0, 1.0)).all() else ("regression", "binary")
    return ("regression", "multiclass") if len(distinct) <= MOST_CLASSES else ("regression",)


def suggested(
    table: ReadTable,
    *,
    target: str | None = None,
    inputs: Sequence[str] | None = None,
    task: Task | None = None,
    standardize: bool | None = None,
) -> ColumnSelection:
    """Return what a person most likely wants: the last usable column from the others of numbers, or else of classes.

    When something was is learned only where there is nothing else to learn.

    Parameters
    ----------
    target, inputs, task, standardize
        What is already decided.

    Raises
    ------
    TableError
        If no column can be learned, or there is no such column.
    """
    usable = [column for column in table.columns if tasks_of(column) and not column.constant]
    if target is not None:
        learned = table.column(target)
    elif usable:
        left = [column for column in usable if column.name not in {table.column(name).name for name in inputs or ()}]
        likely = [column for column in left if not (_is_label(column) or column.dated)]
        learned = (likely or [column for column in left if not _is_label(column)] or left or usable)[-1]
    else:
        raise TableError("has no column to learn: each is empty, constant or free text", table.name)
    if inputs is not None:
        chosen = [table.column(name) for name in inputs]
    else:
        chosen = _usual_inputs(table, [column for column in usable if column is not learned])
    if any(column is learned for column in chosen):
        raise TableError(f"column {learned.name!r} is the target, so it can't be an input too", table.name)
    numbers = [column.values[~np.isnan(column.values)] for column in chosen if column.kind == "numbers"]
    possible = tasks_of(learned)
    if task is None and not possible:
        raise TableError(_misfit(learned, ""), table.name)
    return ColumnSelection(
        inputs=tuple(dict.fromkeys(column.name for column in chosen)),
        target=learned.name,
        task=task or possible[0],
        standardize=_is_uneven(numbers) if standardize is None else standardize,
    )


def _usual_inputs(table: ReadTable, others: list[TableColumn]) -> list[TableColumn]:
    """Return the columns of numbers that measure something; where there are none, those that take their place."""
    numbers = [column for column in others if column.kind == "numbers"]
    measured = [column for column in numbers if not _counts_rows(table, column)]
    return measured or numbers or [column for column in others if 0 < len(column.classes) <= MOST_SPREAD_INPUTS]


def imported(table: ReadTable, selection: ColumnSelection) -> Imported:
    """Return the data that a document keeps: the rows in which no chosen value is missing.

    Raises
    ------
    TableError
        If a column can't be used as asked, or no row is complete.
    """
    columns = [_input(table, name) for name in selection.inputs]
    target = table.column(selection.target)
    if selection.task not in tasks_of(target):
        raise TableError(_misfit(target, selection.task), table.name)
    together = np.stack([column.values for column in (*columns, target)])
    lacking = np.isnan(together).any(axis=0)
    complete = np.flatnonzero(~lacking)
    rows = len(complete)
    if not rows:
        raise TableError("has no row in which all the chosen columns have a value", table.name)
    answers, classes = _answers(target, selection.task, complete)
    names, inputs = _inputs(columns, complete)
    spec = Spec.of(
        "table",
        inputs=Table(inputs) if names else None,
        targets=Table(answers),
        task=selection.task,
        input_names=names,
        target_name=target.name,
        **({"classes": classes} if classes else {}),
        **({"standardize": True} if selection.standardize else {}),
    )
    try:
        prepare(TABLE, spec.options)
    except DataError as error:
        raise TableError(str(error), table.name) from None
    left_out = table.rows - rows
    notices = _notices(table, [*columns, target], np.flatnonzero(lacking))
    if not columns and len(table.columns) > 1:
        constant = [column.notice for column in table.columns if column.constant]
        alone = f"{target.name!r} is learned from nothing: every row gets the same answer."
        notices = tuple(dict.fromkeys((*notices, alone, *constant)))
    return Imported(spec=spec, rows=rows, left_out=left_out, notices=notices)


def _input(table: ReadTable, name: str) -> TableColumn:
    column = table.column(name)
    if column.kind == "text":
        raise TableError(f"column {name!r} is free text or empty and can't be an input", table.name)
    if len(column.classes) > MOST_SPREAD_INPUTS:
        raise TableError(f"column {name!r} has {len(column.classes)} classes, too many for an input", table.name)
    return column


def _inputs(columns: list[TableColumn], complete: Integers) -> tuple[tuple[str, ...], Floats]:
    """Return the inputs' names and values; of two classes the second is 1, of more each has an input of its own."""
    names: list[str] = []
    values: list[Floats] = []
    for column in columns:
        kept = column.values[complete]
        first = 1 if len(column.classes) == 2 else 0
        if column.kind == "numbers":
            names.append(column.name)
            values.append(kept)
        for number, word in list(enumerate(column.classes))[first:]:
            names.append(f"{column.name} = {word}")
            values.append((kept == number).astype(np.float64))
    return tuple(names), np.stack(values, axis=1) if values else np.zeros((0, 0))


def _misfit(target: TableColumn, task: str) -> str:
    possible = tasks_of(target)
    if not possible:
        return f"column {target.name!r} is free text or empty and can't be a target"
    return f"column {target.name!r} fits {' or '.join(possible)}, not {task}{nearest(task, list(possible))}"


def _answers(target: TableColumn, task: Task, complete: Integers) -> tuple[Floats, tuple[str, ...]]:
    """Return the targets and, for classes, their names."""
    values = target.values[complete]
    if task == "regression":
        return values, ()
    if target.classes:
        return values, target.classes
    distinct = np.unique(target.values[~np.isnan(target.values)])
    return np.searchsorted(distinct, values).astype(np.float64), tuple(f"{value:g}" for value in distinct)


def _is_label(column: TableColumn) -> bool:
    """Say whether nearly every row has a word of its own here, as names have."""
    known = len(column.values) - column.missing
    return len(column.classes) > 2 and len(column.classes) > known / 2


def _counts_rows(table: ReadTable, column: TableColumn) -> bool:
    """Say whether a column numbers the rows, by its name (or none) and its values."""
    unnamed = bool(table.reading.header) and column is table.columns[0] and column.name == UNNAMED
    steps = np.diff(column.values)
    return (unnamed or column.name.casefold() in ROW_NUMBERS) and bool((steps == 1.0).all())


def _is_uneven(inputs: list[Floats]) -> bool:
    with np.errstate(over="ignore"):
        curvature = 1.0 + sum(float(np.mean(values**2)) for values in inputs)
    return curvature > MOST_CURVATURE or any(float(values.std()) < LEAST_SPREAD for values in inputs)


def _notices(table: ReadTable, columns: list[TableColumn], left_out: Integers) -> tuple[str, ...]:
    notices = [notice for notice in table.notices if notice not in {column.notice for column in table.columns}]
    notices += [column.notice for column in columns if column.notice]
    if len(left_out):
        lacking = ", ".join(f"{column.name} ({column.missing})" for column in columns if column.missing)
        first = f"the first is in {table.place} {table.lines[left_out[0]]}"
        notices.append(f"{len(left_out)} of {table.rows} rows lack a value and were left out: {lacking}; {first}.")
    return tuple(dict.fromkeys(notices))

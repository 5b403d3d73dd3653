"""Data that the document itself holds: typed, pasted, dragged or imported."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.dataset import DataError, Dataset, Samples
from lossstudio.core.datasets.options import common
from lossstudio.core.datasets.table_data import Table, check_table
from lossstudio.core.losses.loss import TASKS, Task
from lossstudio.core.option import Choice, Custom, Sequence, Text

MOST_CLASSES = 1000


def _make(
    *,
    inputs: Table | None,
    targets: Table | None,
    task: Task,
    input_names: tuple[str, ...],
    target_name: str | None,
    classes: tuple[str, ...],
    **_split: Any,
) -> Samples:
    if targets is None:
        raise DataError("targets", "must be given: the target of each row")
    target_rows = targets.rows
    input_rows = np.zeros((len(targets), 0)) if inputs is None else inputs.rows
    if len(input_rows) != len(target_rows):
        raise DataError("targets", f"must have one row for each of the {len(input_rows)} rows of inputs")
    return Samples(
        inputs=input_rows,
        targets=target_rows,
        task=task,
        input_names=_input_names(input_names, input_rows.shape[1]),
        target_names=_target_names(target_name, target_rows.shape[1]),
        classes=_classes(target_rows, task, classes),
    )


def _input_names(names: tuple[str, ...], count: int) -> tuple[str, ...]:
    if names and len(names) != count:
        raise DataError("input_names", f"must have one name for each of the {count} inputs, not {len(names)}")
    usual = ("x",) if count == 1 else tuple(f"x{number}" for number in range(1, count + 1))
    return _named(names, usual)


def _named(names: tuple[str, ...], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return names, and the usual ones for those that are left blank, or not given at all."""
    if not names:
        return usual
    return tuple(name if name.strip() else other for name, other in zip(names, usual, strict=True))


def _target_names(name: str | None, count: int) -> tuple[str, ...]:
    name = name if name and name.strip() else "y"
    return (name,) if count == 1 else tuple(f"{name}{number}" for number in range(1, count + 1))


def _classes(targets: Floats, task: Task, names: tuple[str, ...]) -> tuple[str, ...]:
    if task == "regression":
        return ()
    if targets.shape[1] != 1:
        raise DataError("targets", f"must be one column for a {task} task, not {targets.shape[1]}")
    count = 2 if task == "binary" else _class_count(targets)
    if task == "binary" and not np.isin(targets, (0.0, 1.0)).all():
        raise DataError("targets", "must be 0 or 1 for a binary task")
    if names and len(names) < count:
        raise DataError("classes", f"must name all {count} classes, not {len(names)}")
    return _named(names[:count], tuple(str(number) for number in range(count)))


def _class_count(targets: Floats) -> int:
    if (targets < 0).any() or (targets != np.floor(targets)).any():
        raise DataError("targets", "must be class numbers 0, 1, 2, ... for a multiclass task")
    largest = int(targets.max())
    if largest >= MOST_CLASSES:
        raise DataError("targets", f"must be class numbers below {MOST_CLASSES}, not {largest}")
    return 1 + largest


TABLE = Dataset(
    key="table",
    label="Own table",
    summary="data of your own: typed, pasted or imported",
    options=(
        Custom(
            name="inputs",
            default=None,
            optional=True,
            help="The rows of inputs; none when there is nothing to predict from.",
            form="a list of rows, each a list of numbers",
            checker=check_table,
            writer=lambda table: table.to_lists(),
        ),
        Custom(
            name="targets",
            default=None,
            help="The target of each row, or several.",
            form="a list of numbers, or of rows",
            checker=check_table,
            writer=lambda table: table.to_lists(),
        ),
        Choice(name="task", default="regression", help="What kind of answer is wanted.", choices=TASKS),
        Sequence(
            name="input_names",
            default=(),
            help="What the inputs are called, with their unit.",
            item=Text(name="name", default="", help="The name of an input, with its unit."),
        ),
        Text(name="target_name", default=None, optional=True, help="What the target is called, with its unit."),
        Sequence(
            name="classes",
            default=(),
            help="What the classes are called, in the order of their numbers.",
            item=Text(name="class", default="", help="The name of a class."),
        ),
        *common(),
    ),
    make=_make,
)

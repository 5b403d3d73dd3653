"""Real tables that are shipped: which columns a file has, and the data set that chooses among them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.datasets.dataset import Dataset, Samples
from lossstudio.core.datasets.options import common
from lossstudio.core.losses.loss import Task
from lossstudio.core.option import Choice, Sequence
from lossstudio.core.resources import resource

MISSING = frozenset({"", "NA"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericColumn:
    """A column of numbers that a person can choose.

    Attributes
    ----------
    key
        The name in scene files, unit included: "flipper_length_cm".
    label
        What a person reads: "flipper length (cm)".
    header
        The name in the file; the key where absent.
    divisor
        What the file's numbers are divided by to get this unit.
    origin
        What it is counted from when it is an input, unless a scene says otherwise.
    """

    key: str
    label: str
    header: str = ""
    divisor: float = 1.0
    origin: float = 0.0

    @property
    def task(self) -> Task:
        """What kind of answer it wants."""
        return "regression"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassColumn:
    """A column of words that a person can choose as the target.

    Attributes
    ----------
    key, label
        As for a `NumericColumn`.
    values
        The words in the file, in the order of their class numbers.
    classes
        What a person reads instead of them; the words themselves where absent.
    """

    key: str
    label: str
    values: tuple[str, ...]
    classes: tuple[str, ...] = ()

    @property
    def task(self) -> Task:
        """What kind of answer it wants."""
        return "binary" if len(self.values) == 2 else "multiclass"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTable:
    """A shipped file, ``resources/datasets/KEY.csv``, and what it is used for unless a person chooses otherwise.

    Attributes
    ----------
    key, label, summary, source, learning_rate
        As for a `Dataset`.
    columns
        What can be chosen.
    inputs, target
        The columns to predict from and the one to predict.
    standardize
        Whether it is standardised.
    """

    key: str
    label: str
    summary: str
    source: str
    columns: tuple[NumericColumn | ClassColumn, ...]
    inputs: tuple[str, ...]
    target: str
    learning_rate: float
    standardize: bool = False

    def column(self, key: str) -> NumericColumn | ClassColumn:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)

    def dataset(self) -> Dataset:
        """Return the catalogue's entry."""
        numeric = [column for column in self.columns if isinstance(column, NumericColumn)]
        numbers = tuple(column.key for column in numeric)
        labels = tuple(column.label for column in numeric)
        return Dataset(
            key=self.key,
            label=self.label,
            summary=self.summary,
            source=self.source,
            options=(
                Sequence(
                    name="inputs",
                    default=self.inputs,
                    help="The columns to predict from.",
                    item=Choice(
                        name="column",
                        default=numbers[0],
                        help="A column of numbers.",
                        choices=numbers,
                        labels=labels,
                    ),
                ),
                Choice(
                    name="target",
                    default=self.target,
                    help="The column to predict.",
                    choices=tuple(column.key for column in self.columns),
                    labels=tuple(column.label for column in self.columns),
                ),
                *common(standardize=self.standardize),
            ),
            make=partial(_samples, self),
            learning_rate=self.learning_rate,
            task=self.column(self.target).task,
        )


def _samples(table: RealTable, /, *, inputs: tuple[str, ...], target: str, **_split: Any) -> Samples:
    chosen = [column for column in map(table.column, inputs) if isinstance(column, NumericColumn)]
    answer = table.column(target)
    listed = np.stack([_numbers(f"{table.key}.csv", column) for column in (*chosen, answer)], axis=1)
    complete = listed[~np.isnan(listed).any(axis=1)]
    return Samples(
        inputs=frozen(complete[:, :-1].copy()),
        targets=frozen(complete[:, -1:].copy()),
        task=answer.task,
        input_names=tuple(column.label for column in chosen),
        target_names=(answer.label,),
        classes=() if isinstance(answer, NumericColumn) else answer.classes or answer.values,
        origin=tuple(column.origin for column in chosen) if any(column.origin for column in chosen) else None,
    )


def _numbers(file: str, column: NumericColumn | ClassColumn) -> Floats:
    """Return one column; missing values are NaN, and words are class numbers."""
    if isinstance(column, ClassColumn):
        known = {value: float(number) for number, value in enumerate(column.values)}
        return np.array([known.get(word, np.nan) for word in _file(file)[column.key]])
    words = _file(file)[column.header or column.key]
    return np.array([np.nan if word in MISSING else float(word) for word in words]) / column.divisor


@cache
def _file(name: str) -> Mapping[str, tuple[str, ...]]:
    with resource("datasets", name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return dict(zip(header, zip(*rows, strict=True), strict=True))

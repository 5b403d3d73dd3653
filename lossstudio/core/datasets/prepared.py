"""Samples made ready for training: split, counted from their origin and standardised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers, frozen
from lossstudio.core.column_names import base_and_unit, without_units
from lossstudio.core.datasets.dataset import DataError, Dataset, Samples
from lossstudio.core.losses.loss import Task
from lossstudio.core.numbers import exact
from lossstudio.core.random import permutation

LEAST_SQUARE = float(np.finfo(np.float64).tiny)
"""Squares below this lose their digits, and then vanish: a deviation can't be told from nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a model is trained and tested on; all arrays are read-only.

    Attributes
    ----------
    train_inputs, test_inputs
        ``(N, D)``: (raw - input_offset) / input_scale.
    train_targets, test_targets
        ``(N, K)``: (raw - target_offset) / target_scale; classes are left as they are.
    task
        What kind of answer is wanted.
    input_names, target_names
        For people, with the unit in which the model sees them: "flipper length beyond 19 cm".
    classes
        Names of the classes; empty for regression.
    input_offset, input_scale, target_offset, target_scale
        How to go back to the raw units, ``(D,)`` and ``(K,)``.
    train_rows, test_rows
        Which rows of `samples` they are, ascending.
    samples
        The raw data.
    """

    train_inputs: Floats
    train_targets: Floats
    test_inputs: Floats
    test_targets: Floats
    task: Task
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...]
    input_offset: Floats
    input_scale: Floats
    target_offset: Floats
    target_scale: Floats
    train_rows: Integers
    test_rows: Integers
    samples: Samples

    @property
    def targets(self) -> Floats:
        """The targets ``(N, K)`` of all rows as the model sees them, in the order of `samples`."""
        targets = np.empty(self.samples.targets.shape)
        targets[self.train_rows], targets[self.test_rows] = self.train_targets, self.test_targets
        return targets

    @property
    def outputs(self) -> int:
        """How many outputs a model needs: one for each class, one for yes or no, else one for each target."""
        return len(self.classes) if self.task == "multiclass" else self.train_targets.shape[1]


def prepare(dataset: Dataset, options: Mapping[str, Any]) -> Prepared:
    """Make a data set's samples and make them ready.

    Raises
    ------
    DataError
        If the options don't fit each other.
    """
    complete = dataset.complete(options)
    samples = _made(dataset, complete)
    train_rows, test_rows = split(len(samples.targets), complete["test_fraction"], complete["seed"])
    origin = _origin(samples, complete["origin"])
    input_offset, input_scale = origin, np.ones(len(origin))
    target_offset, target_scale = np.zeros(samples.targets.shape[1]), np.ones(samples.targets.shape[1])
    if complete["standardize"]:
        mean, input_scale = _statistics(_shifted(samples.inputs[train_rows], origin))
        input_offset = origin + mean
        if samples.task == "regression":
            target_offset, target_scale = _statistics(samples.targets[train_rows])
    input_names, target_names = _seen_names(samples, origin, standardized=complete["standardize"])
    inputs = frozen(_shifted(samples.inputs, input_offset) / input_scale)
    targets = frozen((samples.targets - target_offset) / target_scale)
    return Prepared(
        train_inputs=frozen(inputs[train_rows]),
        train_targets=frozen(targets[train_rows]),
        test_inputs=frozen(inputs[test_rows]),
        test_targets=frozen(targets[test_rows]),
        task=samples.task,
        input_names=input_names,
        target_names=target_names,
        classes=samples.classes,
        input_offset=frozen(input_offset),
        input_scale=frozen(input_scale),
        target_offset=frozen(target_offset),
        target_scale=frozen(target_scale),
        train_rows=train_rows,
        test_rows=test_rows,
        samples=samples,
    )


def _made(dataset: Dataset, complete: Mapping[str, Any]) -> Samples:
    with np.errstate(over="ignore", invalid="ignore"):
        samples = dataset.make(**complete)
    if not (np.isfinite(samples.inputs).all() and np.isfinite(samples.targets).all()):
        raise DataError("noise", "is so large that samples are no longer finite numbers")
    return samples


def _shifted(inputs: Floats, offset: Floats) -> Floats:
    with np.errstate(over="ignore"):
        shifted: Floats = inputs - offset
    if not np.isfinite(shifted).all():
        raise DataError("origin", "is so far away that inputs are no longer finite numbers")
    return shifted


def split(count: int, test_fraction: float, seed: int) -> tuple[Integers, Integers]:
    """Return which rows ``(n,)`` train and which ``(m,)`` test, both ascending; at least one row trains."""
    tested = min(count - 1, int(test_fraction * count + 0.5))
    order = permutation(seed, "split", count) if tested else np.arange(count)
    train, test = np.sort(order[tested:]), np.sort(order[:tested])
    train.flags.writeable = test.flags.writeable = False
    return train, test


def _origin(samples: Samples, said: tuple[float, ...] | None) -> Floats:
    width = samples.inputs.shape[1]
    origin = samples.origin if said is None else said
    if not origin:
        return np.zeros(width)
    if len(origin) != width:
        raise DataError("origin", f"must have one number for each of the {width} inputs, not {len(origin)}")
    return np.array(origin, dtype=np.float64)


def _statistics(values: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each column; a constant column has scale 1."""
    with np.errstate(over="ignore", invalid="ignore"):
        mean: Floats = values.mean(axis=0)
        deviation: Floats = values.std(axis=0)
    if not np.isfinite(deviation).all():
        raise DataError("standardize", "the numbers of the data are too large to be standardised")
    with np.errstate(under="ignore"):
        spread = np.ptp(values, axis=0)
        if ((spread > 0.0) & (spread**2 < LEAST_SQUARE)).any():
            raise DataError("standardize", "the numbers of the data are too small to be standardised; use another unit")
    # By rounding the deviation of equal numbers is some 1e-16 of them instead of 0.
    constant = deviation <= 1e-12 * np.abs(values).max(axis=0, initial=0.0)
    return np.where(constant, values[0], mean), np.where(constant, 1.0, deviation)


def _seen_names(samples: Samples, origin: Floats, *, standardized: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the inputs and of the targets as the model sees them, no two alike."""
    if not standardized:
        beyond = zip(samples.input_names, origin, strict=True)
        return tuple(_beyond(name, start) for name, start in beyond), samples.target_names
    width = len(samples.input_names)
    seen = [f"{name} (standardised)" for name in without_units((*samples.input_names, *samples.target_names))]
    targets = tuple(seen[width:]) if samples.task == "regression" else samples.target_names
    return tuple(seen[:width]), targets


def _beyond(name: str, origin: float) -> str:
    """Return what is counted from an origin: "flipper length beyond 19 cm"; a unit that is a number stays apart."""
    base, unit = base_and_unit(name)
    if origin == 0.0:
        return name
    if unit[:1].isdigit():
        return f"{base} beyond {exact(origin)} ({unit})"
    return f"{base} beyond {exact(origin)} {unit}".rstrip()

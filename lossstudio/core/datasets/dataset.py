"""The contract of a data set, and the table of samples that every data set makes."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.losses.loss import Task


class DataError(ValueError):
    """Data that can't be used as they are; `option` is the option at fault and the text says why."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__(reason)
        self.option = option


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Rows of data, before split, origin and standardisation.

    Attributes
    ----------
    inputs
        ``(N, D)``; D may be 0 (nothing to predict from: darts).
    targets
        ``(N, K)`` floats: regression values, or 0 / 1 for binary tasks, or class numbers 0 .. C - 1 in one column.
    task
        What kind of answer is wanted.
    input_names, target_names
        With their unit: "flipper length (cm)".
    classes
        Names of the classes, in the order of their numbers; empty for regression.
    origin
        What is subtracted from each input before anything else unless the file says otherwise; None is nothing.
    """

    inputs: Floats
    targets: Floats
    task: Task
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    origin: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset(Entry):
    """One data set.

    `options` holds all that a file may say, the common ones (seed, test_fraction, standardize, origin) included.

    Attributes
    ----------
    make
        ``make(**options) -> Samples``; pure: the same options give the same bytes.
    learning_rate
        The default for runners: one with which plain gradient descent goes down.
    task
        What kind of answer it wants unless its options say otherwise; None where only the options tell (`table`).
    source
        Where real data come from, and their licence; empty for generators.
    """

    make: Callable[..., Samples]
    learning_rate: float = 0.1
    task: Task | None = None
    source: str = ""

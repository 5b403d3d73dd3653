"""What a place of the fit chart means for a row of the data: its inputs and targets, or why it means none."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    EmbeddingFit,
    Fit,
    LineFit,
    MapFit,
    TargetFit,
)
from lossstudio.picture.charts.fit.places import inputs_at

EMBEDDED = "A place here is where the model puts a point, not what its inputs are. Remove points, or paste a table."
SEVERAL = "A point here is one of a row's several targets. Remove rows, or paste a table."


@dataclass(frozen=True, slots=True)
class Row:
    """A row in the units in which the model sees it."""

    inputs: list[float]
    target: list[float]


def moved(fit: Fit, data: Prepared, row: int, x: float, y: float) -> Row | None:
    """Return a training row as it is after a drag to a place; None where a drag has no meaning.

    What the axes don't say stays as it is: where predictions are drawn over truths, only the truth moves.
    """
    inputs, target = _numbers(data.train_inputs[row]), _numbers(data.train_targets[row])
    match fit:
        case AimFit():
            return Row([], [x, y])
        case MapFit():
            return Row([x, y, *inputs[2:]], target) if len(inputs) > 1 else Row([x][: len(inputs)], [_class(data, y)])
        case LineFit():
            return Row([x][: len(inputs)], target if data.task == "binary" and inputs else [_answer(data, y)])
        case TargetFit() if len(target) == 1:
            return Row(inputs, [_answer(data, x)])
    return None


def added(fit: Fit, data: Prepared, x: float, y: float, label: int) -> Row | None:
    """Return the new row at a place, of class `label` where the place says none; None where it says too little."""
    width = data.train_inputs.shape[1]
    match fit:
        case AimFit():
            return Row([], [x, y])
        case MapFit():
            place = _numbers(inputs_at(data, np.array([[x, y]]))[0])
            return Row(place, [float(label) if width > 1 else _class(data, y)])
        case LineFit():
            return Row([x][:width], [_answer(data, y)])
    return None


def refusal(fit: Fit, data: Prepared) -> str:
    """Say why a point can't be put at a place of the chart."""
    if isinstance(fit, EmbeddingFit):
        return EMBEDDED
    if data.train_targets.shape[1] > 1:
        return SEVERAL
    inputs = data.train_inputs.shape[1]
    return f"A place here doesn't say the {inputs} inputs of a new point. Drag points sideways, or paste a table."


def _answer(data: Prepared, number: float) -> float:
    return float(number > 0.5) if data.task == "binary" else number


def _class(data: Prepared, height: float) -> float:
    return float(min(max(round(height), 0), len(data.classes) - 1))


def _numbers(row: Floats) -> list[float]:
    return [float(number) for number in row]

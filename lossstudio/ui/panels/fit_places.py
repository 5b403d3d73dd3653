"""What a place of the fit chart means for a row of the data: its inputs and targets, or why it means none."""

from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts.fit import AimFit, Fit, LineFit, MapFit, TargetFit

EMBEDDED = "A place here is where the model puts a point, not what its inputs are. Remove points, or paste a table."


@dataclass(frozen=True, slots=True)
class Row:
    """A row in the units in which the model sees it."""

    inputs: list[float]
    target: list[float]


def moved(fit: Fit, data: Prepared, row: int, x: float, y: float) -> Row | None:
    """Return a training row as it is after a drag to a place; None where a drag has no meaning.

    Where the axes don't say everything, the rest stays as it is: over several inputs only the truth moves.
    """
    inputs, target = _numbers(data.train_inputs[row]), _numbers(data.train_targets[row])
    match fit:
        case AimFit():
            return Row([], [x, y])
        case MapFit():
            return Row([x, y], target)
        case LineFit():
            return Row([x], target if data.task == "binary" else [y])
        case TargetFit():
            return Row(inputs, [float(x > 0.5) if data.task == "binary" else x])
    return None


def added(fit: Fit, data: Prepared, x: float, y: float, label: int) -> Row | None:
    """Return the new row at a place, of class `label` where the place says none; None where it says too little."""
    match fit:
        case AimFit():
            return Row([], [x, y])
        case MapFit():
            return Row([x, y], [float(label)])
        case LineFit():
            return Row([x], [float(y > 0.5) if data.task == "binary" else y])
    return None


def refusal(fit: Fit, data: Prepared) -> str:
    """Say why no row can be added at a place of the chart; nothing where one can."""
    if isinstance(fit, AimFit | MapFit | LineFit):
        return ""
    if isinstance(fit, TargetFit):
        inputs = data.train_inputs.shape[1]
        return f"A place here doesn't say the {inputs} inputs of a new point. Drag points sideways, or paste a table."
    return EMBEDDED


def _numbers(row: Floats) -> list[float]:
    return [float(number) for number in row]

"""Where rows of data lie in a chart, and which inputs a place of the chart means."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.run.kinds.problem import Part

ROW, CLASS = "row", "class"
"""The names of axes that are no inputs."""
CLASS_MARGIN = 0.6


def across_of(data: Prepared, part: Part) -> Floats:
    """Return each row's first input ``(N,)``; its number in the table where there are no inputs."""
    inputs = data.train_inputs if part == "train" else data.test_inputs
    if inputs.shape[1]:
        return inputs[:, 0]
    rows = data.train_rows if part == "train" else data.test_rows
    return (rows + 1).astype(np.float64)


def map_places(data: Prepared, part: Part) -> Floats:
    """Return where rows lie in a map ``(N, 2)``: at the first two inputs; with fewer, the class is the height."""
    inputs, targets = (
        (data.train_inputs, data.train_targets) if part == "train" else (data.test_inputs, data.test_targets)
    )
    up = inputs[:, 1] if inputs.shape[1] > 1 else targets[:, 0]
    return np.column_stack([across_of(data, part), up])


def inputs_at(data: Prepared, places: Floats) -> Floats:
    """Return the inputs ``(n, D)`` that places ``(n, 2)`` of a map mean; those not shown are at their mean."""
    width = data.train_inputs.shape[1]
    rest = np.broadcast_to(data.train_inputs[:, 2:].mean(axis=0), (len(places), max(width - 2, 0)))
    return np.hstack([places[:, : min(width, 2)], rest])

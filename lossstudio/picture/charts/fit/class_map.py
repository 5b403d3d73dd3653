"""Classes over a plane: what the model says at each place, and where it is undecided."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts.axis import Other, input_axis
from lossstudio.picture.charts.fit.fit import MapFit
from lossstudio.picture.charts.fit.fit_input import FitInput, extent, samples_drawn
from lossstudio.run.kinds.problem import Part

# For each of the 16 patterns of corners above the level: the edges that its segments join.
# Corners count from the low left one anticlockwise, 1 2 4 8; edges: 0 bottom, 1 right, 2 top, 3 left.
_SEGMENTS: tuple[tuple[tuple[int, int], ...], ...] = (
    *((), ((3, 0),), ((0, 1),), ((3, 1),), ((1, 2),), ((3, 0), (1, 2)), ((0, 2),), ((3, 2),)),
    *(((2, 3),), ((2, 0),), ((0, 1), (2, 3)), ((2, 1),), ((1, 3),), ((1, 0),), ((0, 3),), ()),
)


def level_line(x: Floats, y: Floats, values: Floats, level: float) -> Floats:
    """Return segments ``(S, 2, 2)`` of (x, y) where values ``(len(y), len(x))`` cross `level`."""
    above = values - level
    corners = above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]
    pattern = np.sum([(corner > 0).astype(np.intp) << bit for bit, corner in enumerate(corners)], axis=0)
    edges = _edges(x, y, corners)
    parts = []
    for number, segments in enumerate(_SEGMENTS):
        rows, columns = np.nonzero(pattern == number) if segments else ((), ())
        for first, last in segments:
            parts.append(np.stack([edges[first][rows, columns], edges[last][rows, columns]], axis=1))
    return np.concatenate(parts)


def _edges(x: Floats, y: Floats, corners: tuple[Floats, ...]) -> list[Floats]:
    """Return where the level crosses the bottom, right, top and left edge of each cell, ``(rows, columns, 2)``."""
    low_left, low_right, high_right, high_left = corners
    left, right = np.broadcast_arrays(x[:-1], x[1:], low_left)[:2]
    low, high = np.broadcast_arrays(y[:-1, np.newaxis], y[1:, np.newaxis], low_left)[:2]
    ends = (
        (low_left, low_right, (left, low), (right, low)),
        (low_right, high_right, (right, low), (right, high)),
        (high_left, high_right, (left, high), (right, high)),
        (low_left, high_left, (left, low), (left, high)),
    )
    return [_between(*end) for end in ends]


def _between(first: Floats, last: Floats, start: tuple[Floats, Floats], stop: tuple[Floats, Floats]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(np.nan_to_num(first / (first - last), nan=0.5), 0.0, 1.0)
    return np.stack([begin + share * (end - begin) for begin, end in zip(start, stop, strict=True)], axis=-1)


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


_NO_LINE = np.empty((0, 2, 2))
POINTS = 56
"""The map has this many places across and up."""


def map_of(fit_input: FitInput) -> MapFit:
    """Return the map of the selected runner, with every runner's boundary."""
    data, rows = fit_input.data, samples_drawn(len(fit_input.data.train_inputs))
    places, tested, labels = map_places(data, "train"), map_places(data, "test"), _numbers(data.train_targets)
    edges = _edges_around(data, np.concatenate([places, tested]))
    across, up = np.linspace(*edges[:2], POINTS), np.linspace(*edges[2:], POINTS)
    mesh = inputs_at(data, np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2))
    outputs = fit_input.predict(fit_input.thetas, mesh).reshape(len(fit_input.thetas), POINTS, POINTS, -1)
    winner, sure = said(fit_input, fit_input.runner, outputs[fit_input.runner])
    here = fit_input.predict(fit_input.thetas[fit_input.runner], data.train_inputs)
    (across_name, across_other), (up_name, up_other) = _axes(data)
    return MapFit(
        rows=rows,
        x=places[rows, 0],
        y=places[rows, 1],
        labels=labels[rows],
        wrong=(said(fit_input, fit_input.runner, here)[0] != labels)[rows],
        test=tested,
        winner=winner,
        sure=sure,
        extent=edges,
        boundaries=tuple(
            np.concatenate(
                [_NO_LINE, *(level_line(across, up, lead, 0.0) for lead in leads(fit_input, runner, output))]
            )
            for runner, output in enumerate(outputs)
        ),
        names=fit_input.compiled.names,
        runner=fit_input.runner,
        axes=(across_name, up_name),
        others=(across_other, up_other),
        classes=data.classes,
        marked=fit_input.marked(*places.T),
    )


def _edges_around(data: Prepared, places: Floats) -> tuple[float, float, float, float]:
    across = extent(places[:, 0])
    if data.train_inputs.shape[1] > 1:
        return *across, *extent(places[:, 1])
    return *across, -CLASS_MARGIN, len(data.classes) - 1.0 + CLASS_MARGIN


def _axes(data: Prepared) -> tuple[tuple[str, Other], tuple[str, Other]]:
    """Return the names of both axes and their other units."""
    width = data.train_inputs.shape[1]
    across, other = input_axis(data, 0) if width else (ROW, None)
    if width > 2:
        across = f"{across}, the other inputs at their mean"
    return (across, other), input_axis(data, 1) if width > 1 else (CLASS, None)


def said(fit_input: FitInput, runner: int, output: Floats) -> tuple[Integers, Floats]:
    """Return which class outputs ``(..., K)`` mean, and how sure they are of it, from 0 (undecided) to 1."""
    if _is_yes_or_no(fit_input, output):
        decision = fit_input.decision(runner)
        return (decision.lead(output) > 0.0).astype(np.intp), decision.sureness(output)
    if len(fit_input.data.classes) == 1:
        return np.zeros(output.shape[:-1], np.intp), np.ones(output.shape[:-1])
    if output.shape[-1] == 1:
        return _nearest(output[..., 0], len(fit_input.data.classes))
    takes = fit_input.loss(runner).takes
    shares = _softmax(output) if takes == "scores" else np.clip(output, 0.0, 1.0)
    even = 1.0 / output.shape[-1]
    return np.argmax(output, axis=-1), np.clip((shares.max(axis=-1) - even) / (1.0 - even), 0.0, 1.0)


def leads(fit_input: FitInput, runner: int, output: Floats) -> list[Floats]:
    """Return for each class how far it leads before all others, ``(...)``; one of two is enough, one alone has none."""
    if _is_yes_or_no(fit_input, output):
        return [fit_input.decision(runner).lead(output)]
    if output.shape[-1] == 1:
        return [output[..., 0] - (number - 0.5) for number in range(1, len(fit_input.data.classes))]
    others = [np.delete(output, number, axis=-1).max(axis=-1) for number in range(output.shape[-1])]
    return [output[..., number] - others[number] for number in range(output.shape[-1])]


def _nearest(output: Floats, classes: int) -> tuple[Integers, Floats]:
    """Return the class whose number is nearest to the one output of a model for values, and how near it is."""
    winner = np.clip(np.rint(np.nan_to_num(output)), 0, classes - 1)
    return winner.astype(np.intp), np.clip(1.0 - 2.0 * np.abs(output - winner), 0.0, 1.0)


def _is_yes_or_no(fit_input: FitInput, output: Floats) -> bool:
    return fit_input.data.task == "binary" and output.shape[-1] <= 2


def _softmax(scores: Floats) -> Floats:
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _numbers(targets: Floats) -> Integers:
    """Return class numbers ``(N,)`` from targets ``(N, 1)``."""
    return np.rint(targets[:, 0]).astype(np.intp)

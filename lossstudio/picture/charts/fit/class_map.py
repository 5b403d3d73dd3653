"""Classes over a plane: what the model says at each place, and where it is undecided."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts.fit.fit import MapFit
from lossstudio.picture.charts.fit.fit_input import Standing, drawn, extent
from lossstudio.picture.charts.fit.level_line import level_line
from lossstudio.picture.charts.fit.places import (
    CLASS,
    CLASS_MARGIN,
    ROW,
    inputs_at,
    map_places,
)
from lossstudio.picture.charts.units import Other, input_axis

POINTS = 56
"""The map has this many places across and up."""


def map_of(standing: Standing) -> MapFit:
    """Return the map of the selected runner, with every runner's boundary."""
    data, rows = standing.data, drawn(len(standing.data.train_inputs))
    places, tested, labels = map_places(data, "train"), map_places(data, "test"), _numbers(data.train_targets)
    edges = _edges(data, np.concatenate([places, tested]))
    across, up = np.linspace(*edges[:2], POINTS), np.linspace(*edges[2:], POINTS)
    mesh = inputs_at(data, np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2))
    outputs = standing.predict(standing.thetas, mesh).reshape(len(standing.thetas), POINTS, POINTS, -1)
    winner, sure = said(standing, standing.runner, outputs[standing.runner])
    here = standing.predict(standing.thetas[standing.runner], data.train_inputs)
    (across_name, across_other), (up_name, up_other) = _axes(data)
    return MapFit(
        rows=rows,
        x=places[rows, 0],
        y=places[rows, 1],
        labels=labels[rows],
        wrong=(said(standing, standing.runner, here)[0] != labels)[rows],
        test=tested,
        winner=winner,
        sure=sure,
        extent=edges,
        boundaries=tuple(
            np.concatenate([level_line(across, up, lead, 0.0) for lead in leads(standing, runner, output)])
            for runner, output in enumerate(outputs)
        ),
        names=standing.course.names,
        runner=standing.runner,
        axes=(across_name, up_name),
        others=(across_other, up_other),
        classes=data.classes,
        marked=standing.marked(*places.T),
    )


def _edges(data: Prepared, places: Floats) -> tuple[float, float, float, float]:
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


def said(standing: Standing, runner: int, output: Floats) -> tuple[Integers, Floats]:
    """Return which class outputs ``(..., K)`` mean, and how sure they are of it, from 0 (undecided) to 1."""
    if _is_yes_or_no(standing, output):
        decision = standing.decision(runner)
        return (decision.lead(output) > 0.0).astype(np.intp), decision.sureness(output)
    if output.shape[-1] == 1:
        return _nearest(output[..., 0], len(standing.data.classes))
    takes = standing.loss(runner).takes
    shares = _softmax(output) if takes == "scores" else np.clip(output, 0.0, 1.0)
    even = 1.0 / output.shape[-1]
    return np.argmax(output, axis=-1), np.clip((shares.max(axis=-1) - even) / (1.0 - even), 0.0, 1.0)


def leads(standing: Standing, runner: int, output: Floats) -> list[Floats]:
    """Return for each class how far it leads before all others, ``(...)``; one of two classes is enough."""
    if _is_yes_or_no(standing, output):
        return [standing.decision(runner).lead(output)]
    if output.shape[-1] == 1:
        return [output[..., 0] - (number - 0.5) for number in range(1, len(standing.data.classes))]
    others = [np.delete(output, number, axis=-1).max(axis=-1) for number in range(output.shape[-1])]
    return [output[..., number] - others[number] for number in range(output.shape[-1])]


def _nearest(output: Floats, classes: int) -> tuple[Integers, Floats]:
    """Return the class whose number is nearest to the one output of a model for values, and how near it is."""
    winner = np.clip(np.rint(np.nan_to_num(output)), 0, classes - 1)
    return winner.astype(np.intp), np.clip(1.0 - 2.0 * np.abs(output - winner), 0.0, 1.0)


def _is_yes_or_no(standing: Standing, output: Floats) -> bool:
    return standing.data.task == "binary" and output.shape[-1] <= 2


def _softmax(scores: Floats) -> Floats:
    with np.errstate(all="ignore"):
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _numbers(targets: Floats) -> Integers:
    """Return class numbers ``(N,)`` from targets ``(N, 1)``."""
    return np.rint(targets[:, 0]).astype(np.intp)

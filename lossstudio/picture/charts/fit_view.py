"""From a course and where its runners stand to what the fit chart draws; pure."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.models.network import Network
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.picture.charts.fit import Fit, LineFit, MapFit, Marked, NoFit, TargetFit
from lossstudio.picture.charts.level_line import level_line
from lossstudio.picture.charts.slope import slope_of
from lossstudio.run.course import Course

MOST_POINTS = 1200
"""Above this number, only every second, third, ... sample is drawn."""
LINE_POINTS = 160
MAP_POINTS = 56
MARGIN = 0.06
"""How far the chart reaches beyond the data, as a share of their extent."""


def fit_of(
    course: Course,
    thetas: Floats,
    runner: int = 0,
    *,
    step: int = 0,
    sample: int | None = None,
    update: Floats | None = None,
) -> Fit:
    """Return what the fit chart draws.

    Parameters
    ----------
    course
        The run's data, model and losses.
    thetas
        ``(R, P)``: where each runner stands.
    runner
        The selected one.
    step
        The update whose loss is in force.
    sample
        The training row to mark.
    update
        ``(P,)``: the selected runner's coming step; for terrains.
    """
    data, network = course.problem.prepared, course.problem.network
    if data is None or network is None:
        return slope_of(course.objective(runner, step), thetas[runner], runner, update)
    standing = _Standing(course, data, network, thetas, runner, step, sample)
    width = data.train_inputs.shape[1]
    if data.task == "multiclass" or network.outputs != 1 or width == 0:
        return NoFit("There is no chart for this kind of data yet.")
    if width == 1:
        return _line(standing)
    return _map(standing) if width == 2 and data.task == "binary" else _target(standing)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where the runners stand, and how the outputs there are read."""

    course: Course
    data: Prepared
    network: Network
    thetas: Floats
    runner: int
    step: int
    sample: int | None

    def outputs(self, inputs: Floats) -> Floats:
        """Return every runner's raw outputs ``(R, N)``."""
        outputs: Floats = self.network.predict(self.thetas, inputs)[..., 0]
        return outputs

    def fitted(self, inputs: Floats) -> Floats:
        """Return the selected runner's predictions ``(N,)``."""
        return self.read(self.runner, self.network.predict(self.thetas[self.runner], inputs)[..., 0])

    def read(self, runner: int, output: Floats) -> Floats:
        """Return outputs as they are for regression; for two classes how sure they are of the second, 0 to 1."""
        if self.data.task != "binary":
            return output
        if self.takes_score(runner):
            sure: Floats = 0.5 + 0.5 * np.tanh(0.5 * output)
            return sure
        return np.clip(output, 0.0, 1.0)

    def takes_score(self, runner: int) -> bool:
        """Say whether the runner's loss reads the output as a score, undecided at 0, not as a value."""
        objective = self.course.objective(runner, self.step)
        return isinstance(objective, SupervisedObjective) and objective.loss.takes == "score"

    def marked(self, x: Floats, y: Floats, fitted: Floats | None = None) -> Marked | None:
        """Return the followed sample's place, if there is one."""
        if self.sample is None or not 0 <= self.sample < len(x):
            return None
        height = None if fitted is None else float(fitted[self.sample])
        return Marked(row=self.sample, x=float(x[self.sample]), y=float(y[self.sample]), fitted=height)


def _line(standing: _Standing) -> LineFit:
    data, rows = standing.data, drawn(len(standing.data.train_inputs))
    x, y, test = data.train_inputs[:, 0], data.train_targets[:, 0], data.test_inputs[:, 0]
    grid = np.linspace(*extent(np.concatenate([x, test])), LINE_POINTS)
    fitted = standing.fitted(data.train_inputs)
    lines = [standing.read(other, line) for other, line in enumerate(standing.outputs(grid[:, np.newaxis]))]
    return LineFit(
        rows=rows,
        x=x[rows],
        y=y[rows],
        fitted=fitted[rows],
        test=np.column_stack([test, data.test_targets[:, 0]]),
        grid=grid,
        lines=np.stack(lines),
        names=standing.course.names,
        runner=standing.runner,
        axes=(data.input_names[0], f"probability of {data.classes[1]}" if data.classes else data.target_names[0]),
        classes=data.classes,
        marked=standing.marked(x, y, fitted),
    )


def _map(standing: _Standing) -> MapFit:
    data, rows = standing.data, drawn(len(standing.data.train_inputs))
    both = np.concatenate([data.train_inputs, data.test_inputs])
    edges = (*extent(both[:, 0]), *extent(both[:, 1]))
    across, up = np.linspace(*edges[:2], MAP_POINTS), np.linspace(*edges[2:], MAP_POINTS)
    mesh = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    outputs = standing.outputs(mesh).reshape(-1, MAP_POINTS, MAP_POINTS)
    levels = [0.0 if standing.takes_score(other) else 0.5 for other in range(len(outputs))]
    x, y, positive = data.train_inputs[:, 0], data.train_inputs[:, 1], data.train_targets[:, 0] > 0.5
    wrong = (standing.fitted(data.train_inputs) > 0.5) != positive
    return MapFit(
        rows=rows,
        x=x[rows],
        y=y[rows],
        positive=positive[rows],
        wrong=wrong[rows],
        test=data.test_inputs,
        test_positive=data.test_targets[:, 0] > 0.5,
        values=standing.read(standing.runner, outputs[standing.runner]),
        extent=edges,
        boundaries=tuple(level_line(across, up, *pair) for pair in zip(outputs, levels, strict=True)),
        names=standing.course.names,
        runner=standing.runner,
        axes=(data.input_names[0], data.input_names[1]),
        classes=data.classes,
        marked=standing.marked(x, y),
    )


def _target(standing: _Standing) -> TargetFit:
    data, rows = standing.data, drawn(len(standing.data.train_inputs))
    fitted, truth = standing.fitted(data.train_inputs), data.train_targets[:, 0]
    return TargetFit(
        rows=rows,
        x=truth[rows],
        y=fitted[rows],
        test=np.column_stack([data.test_targets[:, 0], standing.fitted(data.test_inputs)]),
        runner=standing.runner,
        axes=(f"true {data.target_names[0]}", f"predicted {data.target_names[0]}"),
        marked=standing.marked(truth, fitted, truth),
    )


def drawn(count: int) -> Integers:
    """Return which samples are drawn: all, or evenly chosen ones of very many."""
    return np.arange(0, count, max(1, -(-count // MOST_POINTS)))


def extent(values: Floats) -> tuple[float, float]:
    """Return a range that holds the values with a margin."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or 0.5 * abs(low) or 0.5
    return low - margin, high + margin

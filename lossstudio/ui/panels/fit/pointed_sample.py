"""What is said of the sample under the pointer: its values, and its share of the loss and of the gradient."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import readout
from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.axis import Other, input_axis, target_axis
from lossstudio.picture.text.beside import beside
from lossstudio.run.analysis.sample_share import SampleShare, sample_share
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.view import point_at_sample
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.hover_label import HoverLabel
from lossstudio.ui.panels.loss.contribution_bars import percent
from lossstudio.ui.playback.step_on_show import step_on_show

GAP_PX = 4.0
"""How far from the card its numbers stand."""
MOST_INPUTS = 2
"""Of more inputs none is told: the label would cover the chart."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is said of a training row, and of which."""

    row: int
    words: str


def told_of(compiled: CompiledRecipe, theta: Floats, runner: int, step: int, row: int) -> Told:
    """Return what is said of a training row at theta ``(P,)``; nothing where no row is judged by itself."""
    objective, data = compiled.objective(runner, step).pointwise, compiled.problem.prepared
    if objective is None or data is None or not 0 <= row < objective.rows:
        return Told(row, "")
    return Told(row, words_of(data, row, sample_share(objective, theta, row)))


def words_of(data: Prepared, row: int, share: SampleShare) -> str:
    """Return the values of a training row in the units of the chart's axes, and its shares."""
    width = data.train_inputs.shape[1]
    columns = range(width) if width <= MOST_INPUTS else ()
    inputs = [_named(*input_axis(data, column), float(data.train_inputs[row, column])) for column in columns]
    shares = f"{percent(share.loss)} of the loss, {percent(share.gradient)} of the gradient"
    return "\n".join(filter(None, [", ".join(inputs), *_answers(data, row, share), shares]))


def _answers(data: Prepared, row: int, share: SampleShare) -> list[str]:
    """Return truth and prediction; of classes the truth alone, for what an output means there is the loss's affair."""
    if data.classes:
        return [data.classes[int(data.train_targets[row, 0])]]
    lines = []
    for column in range(data.train_targets.shape[1]):
        name, other = target_axis(data, column)
        predicted = share.prediction[min(column, len(share.prediction) - 1)]
        truth = _named(name, other, float(data.train_targets[row, column]))
        lines.append(f"{truth}, predicted {readout(_measured(other, float(predicted)))}")
    return lines


def _named(name: str, other: Other, place: float) -> str:
    return beside(name, readout(_measured(other, place)))


def _measured(other: Other, place: float) -> float:
    return place if other is None else other[0] + other[1] * place


class PointedSample(QObject):
    """Lets the Studio know which sample of the fit chart is under the pointer, and says its numbers beside the card.

    Parameters
    ----------
    home
        The card with the chart: the numbers stand to its left, where they cover nothing of it.

    Attributes
    ----------
    label
        Where they are said; None until something was.

    Signals
    -------
    said(int, str)
        Of which training row, and its numbers.
    """

    said = Signal(int, str)
    label: HoverLabel | None = None

    def __init__(self, studio: Studio, appearance: Appearance, view: ChartView, chart: FitChart, home: QWidget) -> None:
        super().__init__(home)
        self._studio, self._appearance, self._view, self._chart, self._home = studio, appearance, view, chart, home
        self._row: int | None = None
        self._told = studio.inquiry("pointed sample", self._take)
        chart.sample_pointed.connect(self.point_at)
        chart.sample_moved.connect(self._make_way)
        chart.sample_dropped.connect(self.follow)

    def follow(self) -> None:
        """Say the numbers of the moment on show."""
        studio, row = self._studio, self._row
        if row is None:
            self._make_way()
            self._told.cancel()
            return
        if studio.selection.pointed_sample != row and row < studio.run.compiled.problem.rows:
            studio.apply(point_at_sample(row))  # another document has forgotten it, and the pointer is still there
            return
        view = step_on_show(studio)
        self._told.ask(partial(told_of, view.compiled, view.thetas[view.runner], view.runner, view.step, row))

    def leave(self) -> None:
        """Point at nothing, since the chart is no longer seen."""
        self.point_at(None)

    def point_at(self, row: int | None) -> None:
        """Point at a training row, or at nothing."""
        self._row = row
        self._studio.apply(point_at_sample(row))
        self.follow()

    def _make_way(self) -> None:
        """Hide the label, as while a sample is dragged: it is the surface that is looked at then."""
        if self.label is not None:
            self.label.hide()

    def _take(self, told: Told) -> None:
        """Say it beside the sample, where that is still under the pointer."""
        place = self._chart.place_of(told.row) if told.row == self._row else None
        if place is None or self._chart.dragging:
            return
        if self.label is None:  # the card is in its window by now
            self.label = HoverLabel(self._appearance, self._home.window())
        over = self._home.window()
        top = self._view.viewport().mapTo(over, self._view.mapFromScene(place)).y()
        left = self._home.mapTo(over, QPoint(0, 0)).x()
        self.label.show_before(QPointF(left - self._appearance.px(GAP_PX), top), told.words)
        self.said.emit(told.row, told.words)

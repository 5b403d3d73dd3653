"""What holds on the charts and on the surface of every example."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from lossstudio.picture.charts import FitChart, LossChart, LossCurves, paint_chart
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.fit_view import fit_at
from lossstudio.picture.charts.loss.loss_shape import shape_of
from lossstudio.picture.charts.loss.loss_shape_chart import LossShapeChart
from lossstudio.picture.colors import LIGHT
from lossstudio.picture.scene.guests import sections_of
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from tests.picture.charts.seen import names_above, words_in

MOST_STEPS = 50


@dataclass(frozen=True)
class Shown:
    """An example's run, as far as the test follows it, and its charts, painted."""

    compiled: CompiledRecipe
    charts: tuple[Chart, ...]


def shown(name: str) -> Shown:
    recipe = EXAMPLES[name].load().recipe
    compiled = CompiledRecipe.of(recipe)
    timeline = extend(Timeline(compiled), min(MOST_STEPS, recipe.training.steps))
    view = StepView(timeline, timeline.length).evaluate("explanation")
    loss, fit, shape = LossChart(LIGHT), FitChart(LIGHT), LossShapeChart(LIGHT)
    losses = Losses.along(timeline, np.arange(timeline.length + 1))
    loss.show(LossCurves.of(compiled, losses, last=timeline.length))
    loss.show_step(timeline.length)
    fit.show(fit_at(view))
    shape.show(shape_of(compiled, timeline.theta[-1, 0], sample=view.sample))
    for chart in (loss, fit, shape):
        image = QImage(380, 230, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        paint_chart(chart, painter, QRectF(image.rect()), 1.0)
        painter.end()
    return Shown(compiled, (loss, fit, shape))


def ticks_of(chart: Chart) -> list[list[str]]:
    """Return what is written beside each axis."""
    (across, up), area = chart.area.viewRange(), chart.area.rect()
    ends = ((chart.left, up, area.height()), (chart.bottom, across, area.width()))
    found = [(axis, axis.tickValues(*range_, size)) for axis, range_, size in ends]
    return [axis.tickStrings(values, 1.0, 1.0) for axis, levels in found for _, values in levels]


def is_broken(style: Qt.PenStyle) -> bool:
    return style not in {Qt.PenStyle.SolidLine, Qt.PenStyle.NoPen}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example(qtbot: QtBot, name: str) -> None:
    run = shown(name)
    for chart in run.charts:
        for texts in ticks_of(chart):
            assert len(set(texts)) == len(texts), texts
        for axis in chart.axes:
            assert not axis.decades or "(log)" in axis.label.toPlainText()
        items = chart.area.childGroup.childItems()
        curves = [item for item in items if isinstance(item, pg.PlotCurveItem) and np.size(item.getData()[0])]
        rules = [item for item in items if isinstance(item, pg.InfiniteLine) and item.isVisible()]
        broken = [item for item in curves if is_broken(item.opts["pen"].style())]
        broken += [item for item in rules if is_broken(item.pen.style())]
        assert not broken or words_in(chart) or names_above(chart), "nothing says what the broken line is"
    _check_comparable(run)


def _check_comparable(run: Shown) -> None:
    """Losses are called comparable where the recipe says one loss for all, and there are no guests then."""
    recipe, [loss, *_] = run.compiled.recipe, run.charts
    names = {"loss", "penalty"}
    changed = any(names & {key for key, _ in change.said} for change in recipe.training.changes)
    own = {runner.loss for runner in recipe.runners}
    comparable = not changed and len(own) == 1
    assert ("not comparable" in loss.left.label.toPlainText()) is not comparable
    sections = sections_of(run.compiled, range(len(recipe.runners)), 0, 0)
    assert any(each.guest or each.turn for own in sections for each in own) is not comparable

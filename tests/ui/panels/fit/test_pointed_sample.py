"""Pointing at a sample of the fit: every view follows it, its numbers are told, and nothing is left when it is over."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from lossstudio.core.catalogue import Spec
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import step_forward
from lossstudio.studio.commands.view import select_sample, set_view
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.loss.loss_panel import LossPanel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def put(qtbot, appearance, answered):
    def put_one(studio, kind=FitPanel):
        panel = kind(studio, appearance)
        qtbot.addWidget(panel)
        panel.resize(380, 320)
        panel.show()
        answered(studio)
        panel.grab()
        return panel

    return put_one


def point(panel, row):
    fit = panel.chart.shown
    at = int(np.flatnonzero(fit.rows == row)[0])
    panel.chart.mouse.hovered.emit(panel.chart.in_scene(float(fit.x[at]), float(fit.y[at])))


def test_the_sample_under_the_pointer_is_looked_at_and_let_go(put, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    costliest = studio.analysis.sample
    point(panel, 4)
    assert studio.analysis.sample == 4
    assert studio.selection.chosen_sample == costliest
    panel.chart.mouse.hovered.emit(None)
    assert studio.analysis.sample == costliest


def test_a_click_keeps_it(put, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 4)
    studio.apply(select_sample(4))
    panel.chart.mouse.hovered.emit(None)
    assert studio.analysis.sample == 4


def test_its_numbers_are_told_beside_the_card(put, answered, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 11)
    answered(studio)
    judged, theta = studio.run.compiled.objective().pointwise, studio.run.timeline.theta[0, 0]
    losses = judged.sample_losses(theta)
    lines = panel.pointed.label.text.splitlines()
    assert lines[0].startswith("x ")
    assert ", predicted " in lines[1]
    assert lines[2].startswith(f"{100 * losses[11] / losses.sum():.0f} % of the loss, ")
    assert panel.pointed.label.isVisible()
    panel.chart.mouse.hovered.emit(None)
    assert not panel.pointed.label.isVisible()


def test_the_numbers_follow_the_run(put, answered, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 11)
    answered(studio)
    before = panel.pointed.label.text
    studio.apply(step_forward)
    answered(studio)
    assert panel.pointed.label.text != before


def test_the_losss_curve_marks_the_sample_under_the_pointer(put, answered, open_studio):
    studio = open_studio("outlier")
    panel, loss = put(studio), put(studio, LossPanel)
    point(panel, 4)
    answered(studio)
    judged, theta = studio.run.compiled.objective().pointwise, studio.run.timeline.theta[0, 0]
    residual = judged.predict(theta)[4, 0] - judged.targets[4, 0]
    assert loss.chart.shown.marked[:2] == pytest.approx((residual, residual**2))


def test_the_metrics_in_the_charts_place_point_at_nothing(put, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 4)
    studio.apply(set_view(fit="metrics"))
    assert studio.selection.pointed_sample is None


def test_areas_are_switched_in_the_card_and_undone(put, answered, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    panel.areas.click()
    answered(studio)
    assert studio.document.scene.view.residuals == "areas"
    assert panel.chart.shown.figure == "square"
    studio.undo()
    answered(studio)
    assert panel.chart.shown.figure is None
    assert not panel.areas.isChecked()


def test_where_no_area_is_the_loss_none_is_offered(qtbot, put, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    assert panel.areas.isEnabled()
    studio.apply(set_loss(Spec("huber")))
    qtbot.waitUntil(lambda: not panel.areas.isEnabled(), timeout=4000)
    assert "only where" in panel.areas.toolTip()


def test_the_numbers_make_way_while_the_sample_is_dragged(put, answered, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 5)
    answered(studio)
    fit, mouse = panel.chart.shown, panel.chart.mouse
    at = panel.chart.in_scene(float(fit.x[5]), float(fit.y[5]))
    mouse.pressed.emit(at)
    mouse.moved.emit(at + QPointF(0, -20))
    answered(studio)
    assert studio.analysis.sample == 5
    assert not panel.pointed.label.isVisible()
    mouse.released.emit(at + QPointF(0, -20))
    answered(studio)
    assert panel.pointed.label.isVisible()


def test_another_document_under_the_same_pointer_is_pointed_at_too(put, answered, open_studio):
    studio = open_studio("outlier")
    panel = put(studio)
    point(panel, 4)
    answered(studio)
    studio.open_example("outlier")
    answered(studio)
    assert panel.chart.shown.marked.row == studio.selection.pointed_sample == 4

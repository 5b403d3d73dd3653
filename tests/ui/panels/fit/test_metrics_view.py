"""The metrics in the place of the fit: numbers, a threshold that is dragged, and three charts."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent

from lossstudio.core.catalogue import Spec
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_loss, set_model, set_terrain
from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.fit.metrics_view import number_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def put(qtbot, appearance, answered):
    """Show a Fit panel with its metrics; it is kept until the end, since what is on show may be painted at any time."""
    shown = []

    def put_one(studio):
        panel = FitPanel(studio, appearance)
        shown.append(panel)
        qtbot.addWidget(panel)
        panel.resize(304, 320)
        panel.show()
        panel.turn.click()
        answered(studio)
        return panel

    yield put_one
    for panel in shown:
        panel.hide()


def names(panel):
    return [measure.names[0] for measure in panel.metrics.table.measures]


def test_a_press_shows_the_metrics_and_another_the_chart(put, open_studio):
    panel = put(open_studio("xor"))
    assert panel.view.isHidden()
    assert names(panel) == ["accuracy", "precision", "recall", "F1", "AUC"]
    assert panel.turn.text() == "Chart"
    panel.turn.click()
    assert panel.metrics.isHidden()
    assert not panel.view.isHidden()


def test_a_dragged_threshold_trades_false_alarms_for_misses(put, open_studio, live):
    studio = open_studio("xor")
    panel = put(studio)
    scene, shown = studio.document.scene, []
    for threshold in (0.1, 0.9):
        panel.threshold.slider.changed.emit(threshold)
        live(studio, lambda wanted=threshold: panel.metrics.quality.threshold == wanted)
        shown.append(panel.metrics.quality.here)
    assert shown[0][0] >= shown[1][0]
    assert shown[0][1] >= shown[1][1]
    assert panel.threshold.words.text() == "yes > 0.9"
    assert studio.document.scene == scene


def test_another_kind_of_answer_has_another_threshold(put, open_studio, answered):
    studio = open_studio("xor")
    panel = put(studio)
    panel.threshold.slider.changed.emit(0.9)
    studio.apply(set_loss(Spec("hinge")))
    panel.metrics.refresh()
    answered(studio)
    assert panel.metrics.quality.threshold == 0.0
    assert panel.threshold.slider.number == 0.0
    assert panel.threshold.words.text() == "yes > 0"


def test_calibration_is_a_chart_of_its_own(put, open_studio, answered):
    studio = open_studio("xor")
    panel = put(studio)
    panel.metrics.views.chosen.emit("calibration")
    panel.metrics.views.set_chosen("calibration")
    panel.metrics.refresh()
    answered(studio)
    assert panel.metrics.chart.view == "calibration"


def test_numbers_have_errors_and_no_threshold(put, studio):
    panel = put(studio)
    assert names(panel) == ["R²", "RMSE", "MAE"]
    assert not panel.threshold.isVisibleTo(panel.metrics)
    assert panel.metrics.chart.view == "errors"


def test_errors_of_standardised_numbers_are_told_in_both_units(put, studio):
    studio.apply(set_data(Spec.of("penguins", standardize=True, test_fraction=0.3)))
    panel = put(studio)
    assert names(panel) == ["R²", "RMSE", "MAE", "RMSE kg", "MAE kg"]
    scale = studio.run.compiled.problem.prepared.target_scale[0]
    table = {measure.names[0]: measure for measure in panel.metrics.table.measures}
    assert table["RMSE kg"].test == pytest.approx(scale * table["RMSE"].test)


def test_the_numbers_follow_the_ball(put, studio, live):
    panel = put(studio)
    before = panel.metrics.table.measures[0].train
    studio.apply(show_step(5))
    live(studio, lambda: studio.playback.step == 5 and panel.metrics.table.measures[0].train != before)


def test_hidden_metrics_do_no_work(put, studio):
    panel = put(studio)
    panel.turn.click()
    quality = panel.metrics.quality
    studio.apply(show_step(3))
    panel.metrics.follow()
    assert panel.metrics.quality is quality


def test_a_terrain_turns_back_to_its_slope(qtbot, put, studio):
    panel = put(studio)
    studio.apply(set_terrain(Spec("bowl")))
    qtbot.waitUntil(lambda: not panel.turn.isEnabled())
    assert panel.metrics.isHidden()


def test_a_column_says_what_it_means(qtbot, put, open_studio):
    panel = put(open_studio("xor"))
    table = panel.metrics.table
    assert table.meaning_at(table.width() - 5).startswith("How often a yes has a higher score than a no")
    table.event(QHelpEvent(QEvent.Type.ToolTip, QPoint(200, 5), table.mapToGlobal(QPoint(200, 5))))
    assert "accuracy" in table.accessibleDescription()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("data", ["penguins", "moons", "blobs", "darts"])
@pytest.mark.parametrize("view", ["roc", "calibration"])
def test_everything_can_be_painted(put, appearance, studio, data, view, theme):
    appearance.wear(theme, 10.0)
    studio.apply(set_data(Spec.of(data, test_fraction=0.2)))
    panel = put(studio)
    panel.metrics.show_view(view)
    assert not panel.grab().isNull()


def test_a_metric_that_is_not_defined_is_a_dash():
    assert [number_text(value) for value in (0.0, -0.25, np.nan)] == ["0", "−0.250", "–"]


def test_a_dragged_threshold_moves_the_boundary_and_the_score(qtbot, put, open_studio, live, answered):
    studio = open_studio("xor")
    panel = put(studio)
    panel.turn.click()
    answered(studio)
    scene, boundary, note = studio.document.scene, panel.chart.shown.boundaries[0], panel.header.note.text()
    panel.threshold.slider.changed.emit(0.52)
    qtbot.waitUntil(panel.threshold.isVisible)
    answered(studio)
    assert not np.array_equal(panel.chart.shown.boundaries[0], boundary)
    live(studio, lambda: panel.header.note.text() != note)
    assert studio.document.scene == scene
    panel.threshold.slider.changed.emit(0.5)
    answered(studio)
    np.testing.assert_array_equal(panel.chart.shown.boundaries[0], boundary)


def test_where_no_yes_or_no_is_asked_there_is_no_threshold(put, studio):
    panel = put(studio)
    assert panel.threshold.isHidden()
    panel.turn.click()
    assert panel.threshold.isHidden()


def test_what_stands_in_the_place_of_the_fit_belongs_to_the_document(qtbot, appearance, open_studio):
    studio = open_studio("calibration")
    panel = FitPanel(studio, appearance)
    qtbot.addWidget(panel)
    assert (studio.document.scene.view.fit, panel.metrics.views.choice) == ("calibration", "calibration")
    assert panel.view.isHidden()
    panel.turn.click()
    assert (studio.document.scene.view.fit, panel.view.isHidden()) == ("chart", False)
    studio.undo()
    assert (studio.document.scene.view.fit, panel.view.isHidden()) == ("calibration", True)
    panel.metrics.views.chosen.emit("roc")
    assert (studio.document.scene.view.fit, panel.metrics.views.choice) == ("metrics", "roc")


def test_another_question_begins_at_the_usual_threshold(put, studio):
    studio.apply(set_data(Spec.of("penguins", target="sex")))
    panel = put(studio)
    panel.threshold.slider.changed.emit(0.8)
    studio.apply(set_model(Spec("polynomial")))
    assert panel.threshold.value == 0.8
    studio.apply(set_data(Spec("moons")))
    assert panel.threshold.value is None


def test_a_chart_that_comes_back_says_of_which_step_it_is_until_it_is_drawn_anew(put, open_studio, answered):
    studio = open_studio("xor")
    panel = put(studio)
    panel.turn.click()
    answered(studio)
    assert panel.of_step.words == ""
    panel.turn.click()
    studio.apply(show_step(7))
    answered(studio)
    panel.turn.click()
    assert panel.of_step.words == "of step 0"
    answered(studio)
    assert panel.of_step.words == ""

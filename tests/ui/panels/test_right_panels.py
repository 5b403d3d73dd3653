"""Fit, loss curve, parameters and coach: they follow the cursor, and clicks upon them reach the Studio."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.run.analysis.curves import metrics_at
from lossstudio.run.coach.action import Advice
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.playback import go_to_end, pause, play, restart, show_step
from lossstudio.studio.commands.training import set_learning_rate, set_penalty
from lossstudio.studio.commands.view import set_notes
from lossstudio.ui.panels.coach_panel import CoachPanel
from lossstudio.ui.panels.curve_panel import CurvePanel
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.parameters.parameters_panel import ParametersPanel


@pytest.fixture
def put(qtbot, appearance, answered):
    def put_one(panel_type, studio):
        panel = panel_type(studio, appearance)
        qtbot.addWidget(panel)
        panel.resize(384, 300)
        answered(studio)
        return panel

    return put_one


def test_the_fit_follows_the_ball_also_between_steps(put, studio, live, answered):
    panel = put(FitPanel, studio)
    studio.apply(show_step(5))
    live(studio, lambda: studio.run.timeline.length >= 5)
    studio.apply(show_step(4, 0.5))
    live(studio, lambda: (studio.playback.step, studio.playback.fraction) == (4, 0.5))
    answered(studio)
    theta = studio.run.timeline.theta[4, 0] + 0.5 * (studio.run.timeline.theta[5, 0] - studio.run.timeline.theta[4, 0])
    np.testing.assert_allclose(panel.chart.shown.lines[0], theta[0] * panel.chart.shown.grid + theta[1])
    assert panel.header.note.text().startswith("R² ")


def test_choosing_and_dragging_a_sample_reaches_the_studio(put, studio):
    panel = put(FitPanel, studio)
    panel.chart.sample_chosen.emit(3)
    assert studio.analysis.sample == 3
    before = studio.run.compiled.problem.prepared.train_inputs[3, 0]
    panel.chart.sample_moved.emit(3, before, 9.0)
    panel.chart.sample_moved.emit(3, before, 9.5)
    panel.chart.sample_dropped.emit()
    assert studio.run.compiled.problem.prepared.train_targets[3, 0] == pytest.approx(9.5)
    studio.undo()
    assert studio.document.scene.recipe.task.data.kind == "penguins"


def test_dragging_over_two_inputs_keeps_the_class(put, open_studio):
    studio = open_studio("xor")
    panel = put(FitPanel, studio)
    label = studio.run.compiled.problem.prepared.train_targets[5, 0]
    panel.chart.sample_moved.emit(5, 1.0, 2.0)
    np.testing.assert_allclose(studio.run.compiled.problem.prepared.train_inputs[5], (1.0, 2.0))
    assert studio.run.compiled.problem.prepared.train_targets[5, 0] == label


def test_a_terrain_shows_its_slope_instead(put, open_studio):
    studio = open_studio("rosenbrock")
    panel = put(FitPanel, studio)
    assert panel.title == "Slope"


def test_the_curve_shows_train_and_test_and_a_click_goes_to_a_step(put, open_studio, live):
    studio = open_studio("xor")
    panel = put(CurvePanel, studio)
    studio.apply(show_step(20))
    live(
        studio,
        lambda: (
            studio.playback.step == 20 and studio.analysis.curves is not None and studio.analysis.curves.steps[-1] >= 20
        ),
    )
    assert panel.header.note.text().startswith("train ")
    assert "test " in panel.header.note.text()
    panel.chart.step_chosen.emit(7)
    live(studio, lambda: studio.playback.step == 7)
    assert panel.chart.step == 7


def test_the_old_future_stays_as_a_ghost(put, studio, live):
    panel = put(CurvePanel, studio)
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end and panel.chart.shown is not None)
    studio.apply(set_learning_rate(0.02))
    live(
        studio,
        lambda: studio.run.ghost is not None and panel.chart.shown is not None and panel.chart.shown.ghost is not None,
    )
    assert len(panel.chart.shown.ghost) == len(panel.chart.shown.ghost_steps)


def test_parameters_have_values_and_gradients_and_can_be_chosen(put, studio, live, qtbot):
    panel = put(ParametersPanel, studio)
    live(studio, lambda: studio.analysis.explanation is not None)
    assert panel.table.line_of(0).startswith("w −0.730")
    assert "gradient −" in panel.table.line_of(0)
    place = panel.table.place_of(1)
    qtbot.mouseClick(panel.table, Qt.MouseButton.LeftButton, pos=QPoint(40, place.center().y()))
    assert studio.analysis.parameter == 1
    assert panel.table.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_networks_parameters_stand_in_groups_and_scroll(put, open_studio, live):
    studio = open_studio("xor")
    panel = put(ParametersPanel, studio)
    live(studio, lambda: studio.analysis.explanation is not None)
    assert panel.table.sizeHint().height() > panel.rows.sizeHint().height()
    last = studio.run.compiled.size - 1
    panel.table.chosen.emit(last)
    assert studio.analysis.parameter == last
    assert not panel.table.place_of(last).isEmpty()


def test_the_coach_speaks_and_its_button_acts(put, studio, qtbot):
    panel = put(CoachPanel, studio)
    assert panel.heading.text() == studio.analysis.advice.title
    assert panel.action.text() == studio.analysis.advice.action_label
    panel.action.click()
    assert studio.playback.playing
    studio.apply(pause)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_parameters_ask_for_the_rows_that_they_have_now(put, studio, qtbot):
    panel = put(ParametersPanel, studio)
    panel.show()
    two = panel.sizeHint().height()
    studio.open_example("knobs")
    qtbot.waitUntil(lambda: panel.sizeHint().height() > two + 30)


def say(studio, words):
    """Let the coach say something: at the start it says the document's notes."""
    studio.apply(set_notes(words))
    studio.apply(restart)
    assert studio.analysis.advice.text[:10] == words[:10]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_coachs_words_are_never_cut(put, studio, qtbot):
    panel = put(CoachPanel, studio)
    panel.resize(304, 100)
    panel.show()
    short = panel.minimumSizeHint().height()
    say(studio, "Words that go on and on, and need many lines of the card. " * 9)
    assert panel.text.minimumHeight() >= panel.text.heightForWidth(panel.text.width())
    qtbot.waitUntil(lambda: panel.minimumSizeHint().height() > short + 30)
    say(studio, "Few words.")
    qtbot.waitUntil(lambda: panel.minimumSizeHint().height() < short)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_coach_gets_no_lower_while_steps_go_by(put, studio, monkeypatch):
    panel = put(CoachPanel, studio)
    panel.resize(304, 100)
    panel.show()

    def told(words):
        advice = Advice(key="", severity="hint", title="All is well", text=words)
        monkeypatch.setattr(type(studio.analysis), "advice", property(lambda _analysis: advice))
        studio.advice_changed.emit()
        return panel.text.minimumHeight()

    few, many = told("Few words."), told("Words that go on and on. " * 9)
    assert told("Few words.") == few < many
    studio.apply(play)
    assert (told("Words that go on and on. " * 9), told("Few words.")) == (many, many)
    studio.apply(pause)
    assert panel.text.minimumHeight() == few


def test_the_read_out_says_train_and_test_without_the_penalty_and_the_penalty(put, studio, live):
    panel = put(CurvePanel, studio)
    studio.apply(set_data(Spec.of("line", test_fraction=0.5)))
    studio.apply(set_penalty(Penalty(l2=3.0)))
    live(studio, lambda: "pen." in panel.header.note.text())
    timeline = studio.run.timeline
    train, test = (metrics_at(timeline, np.array([0]), part)["loss"][0, 0] for part in ("train", "test"))
    penalty = 1.5 * timeline.theta[0, 0, 0] ** 2
    assert panel.header.note.text() == f"train {readout(train)}  test {readout(test)}  pen. {readout(penalty)}"

"""Clipping, features, drawn schedules and the options of every schedule."""

import pytest
from PySide6.QtCore import QPoint, Qt

from lossstudio.core.catalogue import Spec
from lossstudio.core.schedules import SCHEDULES
from lossstudio.studio.commands.objective import set_model
from lossstudio.ui.panels.descent.descent_panel import DescentPanel
from lossstudio.ui.panels.model_panel import ModelPanel


@pytest.fixture
def put(qtbot, appearance):
    """Show a panel."""

    def put_one(panel_type, studio):
        panel = panel_type(studio, appearance)
        qtbot.addWidget(panel)
        return panel

    return put_one


def features(studio):
    return studio.document.scene.recipe.task.model.get("features")


@pytest.fixture
def drawing(qtbot, put, studio):
    """The editor of a drawn schedule, with its studio."""
    panel = put(DescentPanel, studio)
    panel.schedule.chosen.emit("drawn")
    drawing = panel.schedule_options.controls["points"].drawing
    drawing.resize(280, 92)
    return drawing


def press(qtbot, drawing, step, factor, button=Qt.MouseButton.LeftButton):
    qtbot.mouseClick(drawing, button, pos=drawing.place_of(step, factor).toPoint())


def points(studio):
    return studio.snapshot.settings.schedule.get("points", ((0.0, 1.0),))


def test_gradients_are_clipped_by_value_and_by_length(put, studio):
    panel = put(DescentPanel, studio)
    assert panel.clipping["clip_norm"].field.value is None
    panel.clipping["clip_norm"].edited.emit(0.5)
    panel.clipping["clip_value"].edited.emit(2.0)
    assert (studio.snapshot.settings.clip_value, studio.snapshot.settings.clip_norm) == (2.0, 0.5)
    assert panel.clipping["clip_norm"].field.value == 0.5
    panel.clipping["clip_norm"].edited.emit(None)
    assert (studio.snapshot.settings.clip_value, studio.snapshot.settings.clip_norm) == (2.0, None)


def test_dragging_a_bound_is_one_undo(put, studio):
    panel = put(DescentPanel, studio)
    for bound in (1.0, 0.8, 0.6):
        panel.clipping["clip_norm"].edited.emit(bound)
    panel.clipping["clip_norm"].released.emit()
    studio.undo()
    assert studio.snapshot.settings.clip_norm is None


def test_features_are_turned_on_and_off(put, open_studio):
    studio = open_studio("xor")
    chips = put(ModelPanel, studio).rare.controls["features"].chips
    chips["x1*x2"].click()
    assert features(studio) == ("x1*x2",)
    chips["x1"].click()
    assert features(studio) == ("x1", "x1*x2")
    assert studio.run.compiled.problem.network.layers[0] == 2
    chips["x1"].click()
    chips["x1*x2"].click()
    assert features(studio) is None
    assert not any(chip.isChecked() for chip in chips.values())


def test_features_of_a_second_input_are_offered_only_where_there_is_one(put, studio):
    studio.apply(set_model(Spec("mlp")))
    chips = put(ModelPanel, studio).rare.controls["features"].chips
    assert [name for name, chip in chips.items() if not chip.isHidden()] == ["x1", "x1^2", "sin(x1)"]


def test_a_click_draws_a_corner_and_a_drag_moves_it_as_one_undo(qtbot, drawing, studio):
    press(qtbot, drawing, 30, 0.5)
    step, factor = points(studio)[1]
    assert step == pytest.approx(30, abs=1)
    assert factor == pytest.approx(0.5, abs=0.03)
    studio.document.end_change()
    place = drawing.place_of(step, factor).toPoint()
    qtbot.mousePress(drawing, Qt.MouseButton.LeftButton, pos=place)
    for down in (4, 8, 12):
        qtbot.mouseMove(drawing, place + QPoint(0, down))
    qtbot.mouseRelease(drawing, Qt.MouseButton.LeftButton, pos=place + QPoint(0, 12))
    assert points(studio)[1][1] < factor
    studio.undo()
    assert points(studio)[1] == (step, factor)


def test_a_corner_stays_between_its_neighbours(qtbot, drawing, studio):
    press(qtbot, drawing, 20, 0.5)
    press(qtbot, drawing, 40, 0.8)
    place = drawing.place_of(*points(studio)[1]).toPoint()
    qtbot.mousePress(drawing, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(drawing, place + QPoint(250, 0))
    qtbot.mouseRelease(drawing, Qt.MouseButton.LeftButton, pos=place + QPoint(250, 0))
    steps = [step for step, _ in points(studio)]
    assert steps == sorted(set(steps))
    assert len(steps) == 3


def test_the_right_button_removes_a_corner_but_not_the_last(qtbot, drawing, studio):
    press(qtbot, drawing, 30, 0.5)
    press(qtbot, drawing, *points(studio)[1], button=Qt.MouseButton.RightButton)
    assert points(studio) == ((0.0, 1.0),)
    press(qtbot, drawing, 0, 1.0, button=Qt.MouseButton.RightButton)
    assert points(studio) == ((0.0, 1.0),)


def test_a_corner_is_moved_by_keys(qtbot, drawing, studio):
    qtbot.keyClick(drawing, Qt.Key.Key_Minus)
    assert points(studio) == ((0.0, 0.95),)


def test_corners_are_taken_added_moved_and_removed_by_keys(qtbot, drawing, studio):
    qtbot.keyClick(drawing, Qt.Key.Key_J)
    qtbot.keyClick(drawing, Qt.Key.Key_Insert)
    (_, (step, factor)) = before = points(studio)
    assert (step, factor) == (30.0, 1.0)
    for _ in range(3):
        qtbot.keyPress(drawing, Qt.Key.Key_Down)
        qtbot.keyPress(drawing, Qt.Key.Key_Right)
    qtbot.keyRelease(drawing, Qt.Key.Key_Right)
    assert points(studio)[1] == (33.0, 0.85)
    studio.undo()
    assert points(studio) == before, "a held key is one change"
    qtbot.keyClick(drawing, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert drawing.chosen == 0
    qtbot.keyClick(drawing, Qt.Key.Key_J)
    qtbot.keyClick(drawing, Qt.Key.Key_Delete)
    assert len(points(studio)) == 1
    qtbot.keyClick(drawing, Qt.Key.Key_Escape)
    assert not drawing.in_hand


def test_the_run_follows_the_line(qtbot, drawing, studio):
    press(qtbot, drawing, 59, 0.0)
    compiled = studio.run.compiled
    schedule = compiled.settings(0)[0]
    rate = schedule.schedule_entry.rate(30, 0.05, None, **schedule.schedule_options)
    assert 0.0 < rate < 0.05


@pytest.mark.parametrize("key", SCHEDULES)
def test_every_option_of_every_schedule_has_a_control(put, studio, key):
    panel = put(DescentPanel, studio)
    panel.schedule.chosen.emit(key)
    shown = {**panel.schedule_options.controls, **panel.schedule_rare.controls}
    assert set(shown) == {option.name for option in SCHEDULES[key].options}
    assert not panel.grab().isNull()


@pytest.mark.parametrize("name", ["low", "high", "steps"])
def test_an_optional_number_can_be_taken_back(put, studio, name):
    kind = "cosine" if name == "steps" else "cyclic"
    panel = put(DescentPanel, studio)
    panel.schedule.chosen.emit(kind)
    panel.schedule_options.edited.emit(name, 7)
    assert studio.snapshot.settings.schedule.get(name) == 7
    panel.schedule_options.edited.emit(name, None)
    assert studio.snapshot.settings.schedule == Spec(kind)

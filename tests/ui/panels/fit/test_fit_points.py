"""Points of the fit: added by a double click, removed by menu, dragged; what a place means depends on the data."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.view import select_sample
from lossstudio.ui.panels.fit.fit_panel import FitPanel


@pytest.fixture
def put(qtbot, appearance, answered):
    """Show a Fit panel, painted once so that places of the chart have a meaning."""

    def put_one(studio):
        panel = FitPanel(studio, appearance)
        qtbot.addWidget(panel)
        panel.resize(380, 320)
        answered(studio)
        panel.grab()
        return panel

    return put_one


def data(studio):
    return studio.run.compiled.problem.prepared


def offers(menu):
    words = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    return words


def test_a_double_click_adds_a_point_there(put, studio):
    panel = put(studio)
    rows = studio.run.compiled.problem.rows
    panel.chart.mouse.doubled.emit(panel.chart.in_scene(4.0, 2.9))
    assert studio.run.compiled.problem.rows == rows + 1
    assert studio.analysis.sample == rows
    assert data(studio).train_inputs[-1] == pytest.approx([4.0])
    assert data(studio).train_targets[-1] == pytest.approx([2.9])
    assert data(studio).samples.inputs[-1] == pytest.approx([23.0]), "raw, not counted from 19"
    studio.undo()
    assert studio.run.compiled.problem.rows == rows
    assert studio.document.scene.recipe.task.data.kind == "penguins"


def test_a_double_click_on_a_point_adds_none(put, studio):
    panel = put(studio)
    rows, fit = studio.run.compiled.problem.rows, panel.chart.shown
    panel.chart.mouse.doubled.emit(panel.chart.in_scene(float(fit.x[5]), float(fit.y[5])))
    assert studio.run.compiled.problem.rows == rows


def test_the_menu_of_a_point_removes_it(put, studio):
    panel = put(studio)
    menu = panel.points.menu(7, 0.0, 0.0)
    remove = next(action for action in menu.actions() if action.text() == "Remove this point")
    rows = studio.run.compiled.problem.rows
    remove.trigger()
    menu.deleteLater()
    assert studio.run.compiled.problem.rows == rows - 1


def test_the_right_button_asks_for_the_menu_of_what_is_there(qtbot, put, studio):
    panel = put(studio)
    fit, asked = panel.chart.shown, []
    panel.chart.menu_asked.disconnect()
    panel.chart.menu_asked.connect(lambda row, *place: asked.append((row, place)))
    point = panel.chart.in_scene(float(fit.x[5]), float(fit.y[5]))
    panel.chart.mouse.menu_asked.emit(point, QPointF(3, 4).toPoint())
    panel.chart.mouse.menu_asked.emit(panel.chart.in_scene(4.0, 2.9), QPointF(3, 4).toPoint())
    assert asked[0][0] is not None
    assert asked[1][0] is None
    assert asked[1][1][:2] == pytest.approx((4.0, 2.9))


def test_on_a_map_the_menu_asks_for_the_class(put, open_studio):
    studio = open_studio("xor")
    panel = put(studio)
    names = data(studio).classes
    assert offers(panel.points.menu(None, 1.0, 1.0))[: len(names)] == [f"Add a point here: {name}" for name in names]
    panel.points.add(1.0, 2.0, 1)
    assert data(studio).train_inputs[-1] == pytest.approx([1.0, 2.0])
    assert data(studio).train_targets[-1] == [1.0]


def test_on_a_map_a_double_click_adds_one_of_the_followed_class(put, open_studio):
    studio = open_studio("xor")
    panel = put(studio)
    followed = 3
    studio.apply(select_sample(followed))
    label = data(studio).train_targets[followed, 0]
    panel.points.add(0.3, 0.4)
    assert data(studio).train_targets[-1, 0] == label


def test_on_a_probability_the_height_says_the_class(put, studio):
    studio.apply(set_data(Spec.of("penguins", target="sex")))
    panel = put(studio)
    panel.points.add(1.0, 0.9)
    assert data(studio).train_targets[-1] == [1.0]
    panel.points.add(1.0, 0.2)
    assert data(studio).train_targets[-1] == [0.0]


def test_a_dart_is_thrown_at_both_targets(put, studio):
    studio.apply(set_data(Spec("darts")))
    panel = put(studio)
    panel.points.add(0.5, -0.25)
    assert data(studio).train_targets[-1] == pytest.approx([0.5, -0.25])


def test_where_a_place_does_not_say_all_nothing_is_added_and_it_is_said_why(qtbot, put, studio):
    studio.apply(set_data(Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm"))))
    panel = put(studio)
    rows = studio.run.compiled.problem.rows
    with qtbot.waitSignal(studio.notice_raised) as told:
        panel.chart.place_doubled.emit(1.0, 2.0)
    assert told.args[0].text.startswith("A place here doesn't say the 2 inputs of a new point.")
    assert studio.run.compiled.problem.rows == rows


def test_a_terrain_has_no_menu_of_points(put, open_studio):
    studio = open_studio("rosenbrock")
    panel, before = put(studio), studio.document.scene
    panel.chart.mouse.menu_asked.emit(QPointF(100, 100), QPointF(3, 4).toPoint())
    assert QApplication.activePopupWidget() is None
    panel.points.add(1.0, 2.0)
    assert studio.document.scene is before


def test_over_several_inputs_a_drag_sideways_moves_the_truth(put, studio):
    studio.apply(set_data(Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm"))))
    panel = put(studio)
    before, inputs = studio.document.scene, data(studio).train_inputs[4].copy()
    for x in (3.0, 3.5):
        panel.chart.sample_moved.emit(4, x, 99.0)
    panel.chart.sample_dropped.emit()
    assert data(studio).train_targets[4] == pytest.approx([3.5])
    assert data(studio).train_inputs[4] == pytest.approx(inputs)
    studio.undo()
    assert studio.document.scene == before


def test_over_several_inputs_of_two_classes_a_drag_sideways_changes_the_class(put, studio):
    studio.apply(
        set_data(Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm", "body_mass_kg"), target="sex"))
    )
    panel = put(studio)
    old = data(studio).train_targets[4, 0]
    panel.chart.sample_moved.emit(4, 1.0 - old + 0.1, 0.5)
    assert data(studio).train_targets[4, 0] == 1.0 - old


def test_a_dart_a_map_and_a_probability_can_be_dragged(put, open_studio, studio, answered):
    studio.apply(set_data(Spec("darts")))
    panel = put(studio)
    panel.chart.sample_moved.emit(2, 0.25, -0.5)
    assert data(studio).train_targets[2] == pytest.approx([0.25, -0.5])
    studio.apply(set_data(Spec.of("penguins", target="sex")))
    answered(studio)
    old = data(studio).train_targets[2].copy()
    panel.chart.sample_moved.emit(2, 1.5, 0.9)
    assert data(studio).train_inputs[2] == pytest.approx([1.5])
    assert data(studio).train_targets[2] == pytest.approx(old)
    other = open_studio("xor")
    panel = put(other)
    panel.chart.sample_moved.emit(2, 1.5, -0.9)
    assert data(other).train_inputs[2] == pytest.approx([1.5, -0.9])


def test_in_an_embedding_points_can_be_removed_and_else_it_is_said_why_not(qtbot, put, open_studio):
    studio = open_studio("embedding")
    panel = put(studio)
    scene, rows = studio.document.scene, studio.run.compiled.problem.rows
    told = []
    studio.notice_raised.connect(lambda notice: told.append(notice.text))
    for x in (0.0, 1.0):
        panel.chart.sample_moved.emit(3, x, 1.0)
    panel.chart.sample_dropped.emit()
    panel.chart.place_doubled.emit(0.0, 0.0)
    assert [text.split(",")[0] for text in told] == ["A place here is where the model puts a point"] * 2
    assert studio.document.scene == scene
    menu = panel.points.menu(3, 0.0, 0.0)
    next(action for action in menu.actions() if action.text() == "Remove this point").trigger()
    menu.deleteLater()
    assert studio.run.compiled.problem.rows < rows


def test_over_many_inputs_and_classes_the_first_two_are_dragged(put, studio):
    inputs = ("petal_length_cm", "petal_width_cm", "sepal_length_cm")
    studio.apply(set_data(Spec.of("iris", inputs=inputs)))
    panel = put(studio)
    before = data(studio).train_inputs[3].copy()
    panel.chart.sample_moved.emit(3, 2.0, 0.5)
    assert data(studio).train_inputs[3] == pytest.approx([2.0, 0.5, before[2]])
    mean = data(studio).train_inputs[:, 2].mean()
    panel.points.add(3.0, 1.0, 2)
    assert data(studio).train_inputs[-1] == pytest.approx([3.0, 1.0, mean])
    assert data(studio).train_targets[-1] == [2.0]


def test_over_one_input_the_height_says_the_class(put, studio):
    studio.apply(set_data(Spec.of("iris", inputs=("petal_length_cm",))))
    panel = put(studio)
    panel.chart.sample_moved.emit(3, 2.0, 1.8)
    assert (data(studio).train_inputs[3, 0], data(studio).train_targets[3, 0]) == (pytest.approx(2.0), 2.0)
    panel.points.add(4.0, 0.9)
    assert data(studio).train_targets[-1] == [1.0]
    assert "Add a point here" in offers(panel.points.menu(None, 4.0, 1.0))


def test_without_inputs_only_the_number_is_dragged(put, studio):
    studio.apply(set_data(Spec.of("table", task="regression", targets=(4.0, 1.0, 2.5))))
    panel = put(studio)
    panel.chart.sample_moved.emit(1, 9.0, 3.0)
    assert data(studio).train_targets[1] == [3.0]
    panel.points.add(5.0, 7.0)
    assert data(studio).train_targets[-1] == [7.0]


def test_one_of_several_targets_can_not_be_dragged_and_it_is_said_why(qtbot, put, studio):
    targets = ((1.0, 2.0), (3.0, 5.0), (0.0, 1.0))
    studio.apply(set_data(Spec.of("table", task="regression", inputs=((0.0,), (1.0,), (2.0,)), targets=targets)))
    panel = put(studio)
    with qtbot.waitSignal(studio.notice_raised) as told:
        panel.chart.sample_moved.emit(1, 9.0, 3.0)
    assert "several targets" in told.args[0].text


def test_on_a_map_a_point_is_given_another_class_as_one_undo(put, open_studio):
    studio = open_studio("xor")
    panel = put(studio)
    before, old = studio.document.scene, data(studio).train_targets[3, 0]
    inputs = data(studio).train_inputs[3].copy()
    other = data(studio).classes[1 - int(old)]
    menu = panel.points.menu(3, 0.0, 0.0)
    words = [action.text() for action in menu.actions()]
    assert f"Make it: {data(studio).classes[int(old)]}" not in words
    next(action for action in menu.actions() if action.text() == f"Make it: {other}").trigger()
    menu.deleteLater()
    assert data(studio).train_targets[3, 0] == 1 - old
    assert data(studio).train_inputs[3] == pytest.approx(inputs)
    studio.undo()
    assert studio.document.scene == before


def test_nothing_is_dragged_on_a_chart_that_still_shows_other_data(put, studio, answered):
    panel = put(studio)
    studio.apply(set_data(Spec("darts")))
    scene = studio.document.scene
    panel.chart.sample_moved.emit(2, 0.25, -0.5)
    assert studio.document.scene is scene
    answered(studio)
    panel.chart.sample_moved.emit(2, 0.25, -0.5)
    assert data(studio).train_targets[2] == pytest.approx([0.25, -0.5])

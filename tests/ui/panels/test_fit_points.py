"""Points of the fit: added by a double click, removed by menu, dragged; what a place means depends on the data."""

import pytest
from PySide6.QtCore import QPointF

from lossstudio.core.spec import Spec
from lossstudio.ui.panels.fit_panel import FitPanel
from lossstudio.ui.panels.fit_points import can_add


@pytest.fixture
def put(qtbot, look):
    """Show a Fit panel, painted once so that places of the chart have a meaning."""

    def put_one(studio):
        panel = FitPanel(studio, look)
        qtbot.addWidget(panel)
        panel.resize(380, 320)
        panel.grab()
        return panel

    return put_one


def data(studio):
    return studio.course.problem.prepared


def offers(menu):
    words = [action.text() for action in menu.actions() if action.text()]
    menu.deleteLater()
    return words


def test_a_double_click_adds_a_point_there(put, studio):
    panel = put(studio)
    rows = studio.course.problem.rows
    panel.chart.mouse.doubled.emit(panel.chart.in_scene(4.0, 2.9))
    assert studio.course.problem.rows == rows + 1
    assert studio.sample == rows
    assert data(studio).train_inputs[-1] == pytest.approx([4.0])
    assert data(studio).train_targets[-1] == pytest.approx([2.9])
    assert data(studio).samples.inputs[-1] == pytest.approx([23.0]), "raw, not counted from 19"
    studio.undo()
    assert studio.course.problem.rows == rows
    assert studio.scene.recipe.task.data.kind == "penguins"


def test_a_double_click_on_a_point_adds_none(put, studio):
    panel = put(studio)
    rows, fit = studio.course.problem.rows, panel.chart.shown
    panel.chart.mouse.doubled.emit(panel.chart.in_scene(float(fit.x[5]), float(fit.y[5])))
    assert studio.course.problem.rows == rows


def test_the_menu_of_a_point_removes_it(put, studio):
    panel = put(studio)
    menu = panel.points.menu(7, 0.0, 0.0)
    remove = next(action for action in menu.actions() if action.text() == "Remove this point")
    rows = studio.course.problem.rows
    remove.trigger()
    menu.deleteLater()
    assert studio.course.problem.rows == rows - 1


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
    studio.select_sample(followed)
    label = data(studio).train_targets[followed, 0]
    panel.points.add(0.3, 0.4)
    assert data(studio).train_targets[-1, 0] == label


def test_on_a_probability_the_height_says_the_class(put, studio):
    studio.set_data(Spec.of("penguins", target="sex"))
    panel = put(studio)
    panel.points.add(1.0, 0.9)
    assert data(studio).train_targets[-1] == [1.0]
    panel.points.add(1.0, 0.2)
    assert data(studio).train_targets[-1] == [0.0]


def test_a_dart_is_thrown_at_both_targets(put, studio):
    studio.set_data(Spec("darts"))
    panel = put(studio)
    panel.points.add(0.5, -0.25)
    assert data(studio).train_targets[-1] == pytest.approx([0.5, -0.25])


def test_where_a_place_does_not_say_all_nothing_is_added(put, studio):
    studio.set_data(Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm")))
    panel = put(studio)
    rows = studio.course.problem.rows
    assert not can_add(data(studio))
    panel.points.add(1.0, 2.0)
    assert studio.course.problem.rows == rows
    assert offers(panel.points.menu(None, 1.0, 2.0)) == ["Follow the costliest point"]


def test_a_terrain_has_no_menu_of_points(put, open_studio):
    panel = put(open_studio("rosenbrock"))
    panel.chart.mouse.menu_asked.emit(QPointF(100, 100), QPointF(3, 4).toPoint())
    panel.points.add(1.0, 2.0)

"""Surfaces side by side: each its own, seen from one side, and all change together while a point is dragged."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.picture.scene.opening import WHOLE, Opening
from lossstudio.studio.commands.data import move_sample
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.runners import select_runner
from lossstudio.ui.canvas import side_by_side
from lossstudio.ui.canvas.side_by_side import LEVELS, MOST_PANES, SurfacePane
from lossstudio.ui.shell.window import Window
from tests.ui.canvas.hands import drag, wheel

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]


def panes_of(qtbot: QtBot, window: Window, count: int) -> list[SurfacePane]:
    """Wait until so many panes show their finest surfaces and rest; return them."""
    several = window.canvas.side_by_side

    def ready() -> bool:
        surfaces = [pane.surface for pane in several.panes]
        settled = all(surface is not None and len(surface.landscape.x) == LEVELS[-1] for surface in surfaces)
        return len(surfaces) == count and settled and not several.morphing and not window.canvas.moving

    qtbot.waitUntil(ready, timeout=20_000)
    qtbot.wait(30)
    return several.panes


@pytest.fixture
def losses(qtbot: QtBot, reopen: OpenWindow) -> Window:
    window = reopen("outlier", size=(1280, 720))
    window.actions_of["compare_losses"].trigger()
    panes_of(qtbot, window, 3)
    return window


def pixel_of_ball(pane: SurfacePane) -> QPoint:
    frame = pane.scene_controller.frame
    assert frame is not None
    x, y, _ = pane.scene_controller.camera(pane.size).project(frame.balls[-1].place, pane.size)
    return QPoint(round(x), round(y))


def test_each_pane_has_the_surface_of_its_own_loss(losses: Window) -> None:
    compiled, plane = losses.studio.run.compiled, losses.studio.analysis.plane
    for runner, pane in enumerate(losses.canvas.side_by_side.panes):
        assert pane.surface is not None
        wanted = sample(compiled.objective(runner), plane, LEVELS[-1], LEVELS[-1])
        assert np.array_equal(pane.surface.landscape.loss, wanted.loss)
        frame = pane.scene_controller.frame
        assert frame is not None
        assert len(frame.balls) == 1


def test_the_panes_take_the_place_of_the_one_surface_and_give_it_back(qtbot: QtBot, losses: Window) -> None:
    canvas = losses.canvas
    assert not canvas.surface.isVisible()
    assert all(pane.widget.isVisible() for pane in canvas.side_by_side.panes)
    losses.actions_of["side_by_side"].trigger()
    qtbot.waitUntil(canvas.surface.isVisible, timeout=4000)
    assert not canvas.side_by_side.isVisible()
    assert not losses.actions_of["side_by_side"].isChecked()


def test_all_of_it_is_one_change_that_is_undone(qtbot: QtBot, losses: Window) -> None:
    losses.studio.undo()
    qtbot.waitUntil(losses.canvas.surface.isVisible, timeout=4000)
    assert len(losses.studio.run.compiled.names) == 2
    losses.studio.redo()
    panes_of(qtbot, losses, 3)


def test_a_drag_of_the_ground_in_any_pane_turns_all(qtbot: QtBot, losses: Window) -> None:
    panes = losses.canvas.side_by_side.panes
    before = panes[0].scene_controller.camera(panes[0].size)
    drag(qtbot, panes[2].widget, QPoint(8, panes[2].widget.height() - 8), QPoint(60, 10))
    panes_of(qtbot, losses, 3)
    cameras = [pane.scene_controller.camera(pane.size) for pane in panes]
    assert cameras[0].azimuth != before.azimuth
    assert len({(camera.azimuth, camera.elevation, camera.distance) for camera in cameras}) == 1
    spec = losses.studio.document.scene.view.camera
    assert spec is not None
    assert spec.azimuth == pytest.approx(cameras[0].azimuth, abs=0.01)


def test_the_wheel_in_any_pane_brings_all_nearer(qtbot: QtBot, losses: Window) -> None:
    panes = losses.canvas.side_by_side.panes
    before = panes[0].scene_controller.camera(panes[0].size).distance
    wheel(panes[1].widget, 2)
    panes_of(qtbot, losses, 3)
    distances = {pane.scene_controller.camera(pane.size).distance for pane in panes}
    assert len(distances) == 1
    assert distances.pop() < before


def test_a_ball_is_dragged_in_its_own_pane(qtbot: QtBot, losses: Window) -> None:
    panes = losses.canvas.side_by_side.panes
    starts = losses.studio.run.compiled.starts.copy()
    drag(qtbot, panes[1].widget, pixel_of_ball(panes[1]), QPoint(-20, 5))
    after = losses.studio.run.compiled.starts
    assert losses.studio.selection.runner == 1
    assert not np.array_equal(after[1], starts[1])
    assert np.array_equal(after[[0, 2]], starts[[0, 2]])
    losses.studio.undo()
    assert np.array_equal(losses.studio.run.compiled.starts, starts)


def test_while_a_point_is_dragged_all_surfaces_change_together(qtbot: QtBot, losses: Window) -> None:
    angles = losses.canvas.side_by_side.panes[0].scene_controller.looking.angles
    several, seen = losses.canvas.side_by_side, []
    several.sampled.connect(lambda: seen.append([pane.surface for pane in several.panes]))
    data = losses.studio.run.compiled.problem.prepared
    assert data is not None
    losses.studio.apply(move_sample(11, list(data.train_inputs[11]), [6.0]))
    qtbot.waitUntil(lambda: bool(seen), timeout=8000)
    first = [surface.landscape for surface in seen[0]]
    assert {len(landscape.x) for landscape in first} == {LEVELS[0]}
    compiled = losses.studio.run.compiled
    for runner, surface in enumerate(seen[0]):
        wanted = sample(compiled.objective(runner), surface.landscape.plane, LEVELS[0], LEVELS[0])
        assert np.array_equal(surface.landscape.loss, wanted.loss)
    losses.studio.document.end_change()
    panes = panes_of(qtbot, losses, 3)
    assert {pane.scene_controller.looking.angles for pane in panes} == {angles}


def test_surfaces_of_one_loss_reach_equally_high(qtbot: QtBot, reopen: OpenWindow) -> None:
    window = reopen("moons", size=(1280, 720))
    window.actions_of["compare_rows"].trigger()
    panes = panes_of(qtbot, window, 2)
    frames = [pane.scene_controller.frame for pane in panes]
    assert len({frame.static_scene.box.top for frame in frames if frame is not None}) == 1
    assert [spec.part for spec in window.canvas.side_by_side.specs] == ["train", "test"]


def test_another_loss_in_a_pane_gives_it_another_surface(qtbot: QtBot, losses: Window) -> None:
    losses.studio.apply(select_runner(2))
    losses.studio.apply(set_loss(Spec("log_cosh")))
    losses.studio.document.end_change()
    panes = panes_of(qtbot, losses, 3)
    wanted = losses.studio.run.compiled.objective(2)
    qtbot.waitUntil(lambda: panes[2].surface is not None and panes[2].surface.objective.describe() == wanted.describe())


def test_of_many_runners_four_are_seen_the_selected_one_among_them(qtbot: QtBot, losses: Window) -> None:
    for _ in range(2):
        losses.actions_of["add_runner"].trigger()
    panes_of(qtbot, losses, MOST_PANES)
    shown = [spec.runners.start for spec in losses.canvas.side_by_side.specs]
    assert shown == [1, 2, 3, 4]
    assert losses.studio.selection.runner in shown
    qtbot.waitUntil(lambda: losses.canvas.tools.badge.text.startswith("4 of 5 runners; "), timeout=3000)


def test_choosing_surface_or_contour_shows_one_again(qtbot: QtBot, losses: Window) -> None:
    losses.actions_of["contour"].trigger()
    assert losses.studio.document.scene.view.panes == "one"
    qtbot.waitUntil(losses.canvas.contour.isVisible, timeout=4000)
    assert not losses.canvas.side_by_side.isVisible()


def test_the_picture_has_all_panes(losses: Window) -> None:
    picture = losses.canvas.picture(1.0)
    assert picture is not None
    several = losses.canvas.side_by_side
    assert (picture.width(), picture.height()) == (several.width(), several.height())


def test_fewer_runners_than_two_are_shown_on_one_surface(qtbot: QtBot, losses: Window) -> None:
    for _ in range(2):
        losses.actions_of["remove_runner"].trigger()
    qtbot.waitUntil(losses.canvas.surface.isVisible, timeout=4000)
    assert not losses.canvas.side_by_side.isVisible()


def test_another_document_begins_with_no_surface_of_the_one_before(qtbot: QtBot, losses: Window) -> None:
    several = losses.canvas.side_by_side
    before = [pane.surface for pane in several.panes]
    scene = losses.studio.document.scene
    losses.studio.open_example("learning-rates")
    assert scene.view.panes == "runners"
    losses.actions_of["compare_runners"].trigger()
    after = panes_of(qtbot, losses, 3)
    assert not {id(surface) for surface in before} & {id(pane.surface) for pane in after}
    compiled = losses.studio.run.compiled
    assert all(pane.surface is not None and pane.surface.objective is compiled.objective() for pane in after)


def test_without_opengl_there_are_maps_side_by_side(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOSSSTUDIO_SURFACE", "contour")
    window = open_window("outlier", size=(1280, 720))
    window.actions_of["compare_runners"].trigger()
    panes = panes_of(qtbot, window, 2)
    assert all(pane.flat for pane in panes)
    picture = window.canvas.picture(1.0)
    assert picture is not None
    ground = picture.pixelColor(3, 3)
    middle = panes[0].widget.geometry().center()
    assert any(picture.pixelColor(middle + QPoint(across, 0)) != ground for across in range(-40, 40, 5))


def test_titles_over_surfaces_come_as_their_axes_do(losses: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    inks: list[float] = []
    monkeypatch.setattr(side_by_side, "paint_pane_title", lambda painter, *_said: inks.append(painter.opacity()))
    for opening in (Opening(axes=0.75), WHOLE):
        for controller in losses.canvas.controllers:
            controller.opening = opening
        losses.canvas.side_by_side.grab()
    assert inks == [pytest.approx(0.75)] * 3 + [1.0] * 3

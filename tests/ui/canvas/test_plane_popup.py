"""The plane's options in the window: every kind with its options, fitted again when asked."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from lossstudio.studio.commands.playback import go_to_end
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.canvas.plane_popup import KINDS, PlanePopup

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


@pytest.fixture
def window(reopen):
    return reopen("xor")


@pytest.fixture
def studio(window):
    return window.studio


@pytest.fixture
def popup(window):
    window.studio.apply(go_to_end)
    made = PlanePopup(window.studio, window.appearance)
    yield made
    if isValid(made):
        made.close()


def test_every_kind_can_be_chosen_and_undone(popup, studio):
    for kind in KINDS:
        popup.kind.chosen.emit(kind)
        assert studio.document.scene.plane.kind == kind
        assert popup.kind.choice == kind
    studio.undo()
    assert studio.document.scene.plane.kind == "directions"


def test_given_directions_begin_as_those_on_show(popup, studio):
    before = studio.analysis.plane
    popup.kind.chosen.emit("directions")
    assert studio.document.scene.plane.x == pytest.approx(tuple(before.x))
    assert studio.document.scene.plane.origin == pytest.approx(tuple(before.origin))
    popup.controls["x"].edited.emit(tuple([1.0] + [0.0] * 24))
    assert studio.document.scene.plane.x[0] == 1.0


def test_two_parameters_are_chosen_by_name_and_change_places(popup, studio):
    popup.kind.chosen.emit("axes")
    popup.controls["axis 0"].chosen.emit("7")
    assert studio.document.scene.plane.axes == (7, 1)
    popup.controls["axis 1"].chosen.emit("7")
    assert studio.document.scene.plane.axes == (1, 7)


def test_a_path_is_chosen_by_its_steps(popup, studio):
    popup.kind.chosen.emit("pca")
    popup.controls["steps"].edited.emit((0, 40))
    assert studio.document.scene.plane.steps == (0, 40)


def test_the_slice_goes_through_the_ball_when_asked(popup, studio):
    popup.kind.chosen.emit("random")
    popup.controls["seed"].edited.emit(3)
    popup.through.chosen.emit("ball")
    assert studio.document.scene.plane.seed == 3
    np.testing.assert_allclose(studio.document.scene.plane.origin, studio.run.timeline.theta[studio.playback.step, 0])


def test_a_held_range_is_let_go_by_fitting_again(popup, studio):
    popup.range.chosen.emit("held")
    assert studio.document.scene.plane.range == studio.analysis.plane.range
    popup.refit.click()
    assert studio.document.scene.plane.range is None
    studio.undo()
    assert studio.document.scene.plane.range is not None


def test_fitting_again_follows_the_run_as_it_is_now(qtbot, window, studio):
    before = studio.analysis.plane
    studio.apply(set_learning_rate(0.001))
    studio.document.end_change()
    window.actions_of["refit"].trigger()
    qtbot.waitUntil(lambda: studio.analysis.plane is not before, timeout=20_000)
    width = [plane.range[1] - plane.range[0] for plane in (before, studio.analysis.plane)]
    assert width[1] < 0.5 * width[0]


def test_the_badge_says_no_share_before_there_is_a_path(qtbot, window):
    badge = window.canvas.tools.badge
    qtbot.waitUntil(lambda: badge.text.startswith("a slice: the ball is "), timeout=8000)
    assert window.studio.run.timeline.length == 0


def test_escape_closes_the_options(qtbot, popup):
    popup.show()
    with qtbot.waitSignal(popup.destroyed):
        qtbot.keyClick(popup, Qt.Key.Key_Escape)

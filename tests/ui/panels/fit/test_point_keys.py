"""The points of the fit chart by keyboard: taken one after the other, moved, added, removed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def rows(window: Window) -> list[tuple[float, ...]]:
    prepared = window.studio.run.compiled.problem.prepared
    return [
        (*map(float, x), *map(float, y)) for x, y in zip(prepared.train_inputs, prepared.train_targets, strict=True)
    ]


def test_a_point_is_taken_moved_added_and_removed(window: Window, qtbot: QtBot) -> None:
    studio, card = window.studio, window.cards["fit"]
    view = card.view
    qtbot.waitUntil(lambda: card.points.shown_of is not None and card.chart.place_of(0) is not None, timeout=10_000)
    before = rows(window)
    taken = []
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_J):
        qtbot.keyClick(window.canvas, key)
        taken.append(studio.selection.chosen_sample)
    qtbot.keyClick(window.canvas, Qt.Key.Key_J, SHIFT)
    assert studio.selection.chosen_sample == taken[1]
    assert len(set(taken)) == 3
    assert window.focusWidget() is view
    qtbot.waitUntil(lambda: card.pointed.label is not None and "of the loss" in card.pointed.label.text, timeout=10_000)
    for _ in range(3):
        qtbot.keyPress(view, Qt.Key.Key_Up)
    qtbot.keyRelease(view, Qt.Key.Key_Up)
    moved = rows(window)
    at = taken[1]
    assert [each for each in range(len(before)) if before[each] != pytest.approx(moved[each])] == [at]
    assert moved[at][0] == pytest.approx(before[at][0])
    assert moved[at][1] > before[at][1]
    assert (studio.playback.step, window.presenting) == (0, False)
    studio.undo()
    assert rows(window) == before, "one gesture, one step back"

    qtbot.keyClick(window, Qt.Key.Key_Insert)
    assert len(rows(window)) == len(before) + 1
    assert card.keys.held
    qtbot.keyClick(window, Qt.Key.Key_Delete)
    assert len(rows(window)) == len(before)

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert studio.playback.step == 1, "arrows step again"


def test_taking_a_point_shows_the_chart_it_is_on(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("blobs", size=(1280, 720))
    card = window.cards["fit"]
    window.actions_of["next_point"].trigger()
    assert card.view.isVisible()
    assert window.focusWidget() is card.view


def test_where_nothing_is_learned_from_rows_it_says_so(open_window: OpenWindow) -> None:
    window = open_window("rosenbrock")
    window.actions_of["next_point"].trigger()
    assert window.banner.text.startswith("There are no points here")

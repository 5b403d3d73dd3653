"""The range test in the window: tried in the background, drawn, taken, undone and given up."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.core.numbers import exact
from lossstudio.studio.commands.playback import set_acts_from, show_step
from lossstudio.ui.dialogs.range_test import RangeTestSheet, verdict
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]


def open_sheet(window: Window) -> RangeTestSheet:
    window.actions_of["find_rate"].trigger()
    sheet = window.findChild(RangeTestSheet)
    assert isinstance(sheet, RangeTestSheet)
    return sheet


def test_a_range_test_is_drawn_and_its_rate_is_taken_as_one_undo(qtbot: QtBot, window: Window) -> None:
    studio, sheet = window.studio, open_sheet(window)
    assert studio.analysis.testing_rates
    assert not sheet.take.isEnabled()
    qtbot.waitUntil(lambda: not studio.analysis.testing_rates, timeout=20_000)
    found = studio.analysis.range_test
    assert found is not None
    assert sheet.chart.shown is not None
    assert sheet.chart.shown.found is found
    assert found.explodes == pytest.approx(0.276, rel=0.15)
    assert sheet.take.text() == f"Use {exact(found.suggestion)}"
    sheet.take.click()
    assert studio.snapshot.settings.learning_rate == found.suggestion
    studio.undo()
    assert studio.snapshot.settings.learning_rate == 0.05


def test_closing_gives_the_test_up(window: Window) -> None:
    studio, sheet = window.studio, open_sheet(window)
    sheet.reject()
    assert not studio.analysis.testing_rates
    assert studio.analysis.range_test is None


def test_from_here_it_begins_at_the_step_on_show(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    studio.apply(show_step(30))
    qtbot.waitUntil(lambda: studio.playback.step == 30, timeout=20_000)
    studio.apply(set_acts_from("here"))
    sheet = open_sheet(window)
    qtbot.waitUntil(lambda: studio.analysis.range_test is not None, timeout=20_000)
    assert studio.analysis.range_test is not None
    here = studio.run.compiled.objective().values(studio.run.timeline.theta[30, 0])
    assert studio.analysis.range_test.before == pytest.approx(float(here))
    sheet.reject()


def test_the_words_say_what_was_found(qtbot: QtBot, window: Window) -> None:
    studio, sheet = window.studio, open_sheet(window)
    qtbot.waitUntil(lambda: studio.analysis.range_test is not None, timeout=20_000)
    found = studio.analysis.range_test
    assert found is not None
    assert verdict(found).startswith("The loss falls most at ")
    assert ". From 0.282 on the rate is too high: it ends higher than it began. Half of 0.282 is " in verdict(found)
    assert np.isfinite(found.losses).any()
    sheet.reject()


def test_a_game_has_nothing_to_find(open_window) -> None:
    window = open_window("dirac-gan")
    window.actions_of["find_rate"].trigger()
    assert window.findChild(RangeTestSheet) is None
    assert not window.studio.analysis.testing_rates

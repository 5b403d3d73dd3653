"""The bar of the run's steps."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.playback.timeline_bar import (
    TimelineBar,
    TimelineProgress,
    numbers_below,
    spacing,
)
from tests.ui.showing import on_screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("planned", "expected"), [(60, 10), (6, 1), (200, 50), (2_000_000, 500_000)])
def test_timeline_numbers_are_round_and_apart(planned: int, expected: int) -> None:
    assert spacing(planned, 440.0, 64.0) == expected


@pytest.mark.parametrize("planned", [1, 3, 60, 61, 62, 200, 999, 1001, 123_456])
def test_timeline_numbers_never_touch(planned: int) -> None:
    numbers = numbers_below(planned, 780.0, 64.0, wide_px=40.0)
    assert numbers[-1] == planned
    assert all((after - before) * 780.0 / planned >= 40.0 for before, after in pairwise(numbers))


def test_the_timeline_scrubs(qtbot: QtBot, appearance: Appearance) -> None:
    bar = TimelineBar(appearance)
    on_screen(qtbot, bar, 424)
    bar.show_progress(TimelineProgress(position=4, computed=30, planned=60, marks=(2,)))
    given: list[int] = []
    bar.scrubbed.connect(given.append)
    qtbot.mousePress(bar, LEFT, pos=QPoint(212, 20))
    qtbot.mouseMove(bar, QPoint(412, 20))
    qtbot.mouseRelease(bar, LEFT, pos=QPoint(412, 20))
    assert given == [30, 60]
    bar.repaint()

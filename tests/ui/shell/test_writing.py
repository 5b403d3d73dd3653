"""How large all is written: as large as is wanted where the window has room, and in one size everywhere."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.ui.controls.label import Label
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.window import Window
from lossstudio.ui.shell.writing import NO_ROOM, fitting_points
from tests.ui.conftest import OpenWindow

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
SMALL, LARGE = (1024, 720), (1600, 1000)


@pytest.mark.parametrize(
    ("wanted", "size", "points"),
    [
        (10, (1024, 600), 10),
        (13, (1024, 600), 13),
        (14, (1024, 600), 13),
        (18, (1024, 720), 13),
        (13, (1280, 720), 13),
        (18, (1280, 720), 15.5),
        (18, (1600, 1000), 18),
    ],
)
def test_writing_gives_way_to_a_small_window(wanted: float, size: tuple[int, int], points: float) -> None:
    assert fitting_points(wanted, *size) == points


def wrongly_written(window: Window) -> set[float]:
    """Return the sizes of what is written as the interface is, that aren't the interface's."""
    ordinary = window.appearance.font().pointSizeF()
    shares = {label.font().pointSizeF() / ordinary for label in window.findChildren(Label)}
    return {share for share in shares if not 0.8 <= share <= 1.3}


def test_a_person_is_told_once_and_all_is_written_in_one_size(
    open_window: OpenWindow, window_settings: WindowSettings, qtbot: QtBot
) -> None:
    window = open_window(size=SMALL, points=18)
    assert window.appearance.points == fitting_points(18, *SMALL) < 18
    assert window.banner.text == NO_ROOM
    window.banner.dismiss()
    for size in (LARGE, SMALL):
        window.resize(*size)
        wanted = fitting_points(18, *size)
        qtbot.waitUntil(lambda wanted=wanted: window.appearance.points == wanted)
        assert wrongly_written(window) == set()
    assert not window.banner.isVisible()
    assert window_settings.points == 18


def test_smaller_writing_is_smaller_than_what_is_seen(open_window: OpenWindow) -> None:
    window = open_window(size=SMALL, points=18)
    window.actions_of["smaller"].trigger()
    assert window.appearance.points == 12
    window.banner.dismiss()
    for _ in range(2):
        window.actions_of["larger"].trigger()
    assert (window.appearance.points, window.banner.isVisible()) == (13, True)

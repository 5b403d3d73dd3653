"""Each panel of the table stands where it says, and has a command that shows and hides it."""

import pytest
from PySide6.QtGui import QKeySequence

from lossstudio.ui.panels import PANELS
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """A window with room for every panel, and for one more."""
    return open_window(size=(1600, 1000))


def test_every_panel_stands_where_it_says(window: Window) -> None:
    assert list(window.cards) == list(PANELS)
    for key, panel in PANELS.items():
        card = window.cards[key]
        assert getattr(window.body, panel.column).isAncestorOf(card)
        assert card.isVisible()


def test_every_panel_stands_where_a_low_window_has_room(window: Window) -> None:
    window.resize(1280, 720)
    for card in window.cards.values():
        assert card.folded == (card.when_low == "folds")
        assert card.isHidden() == (card.when_low == "hides") or card.when_low == "shares"
    shared = [card for card in window.cards.values() if card.when_low == "shares"]
    assert len({card.parentWidget() for card in shared}) == 1


def test_every_panel_stands_where_its_command_wants_it(window: Window) -> None:
    for key, panel in PANELS.items():
        action, card = window.actions_of[f"panel_{key}"], window.cards[key]
        assert action.text() == panel.menu_name
        assert action.shortcut() == QKeySequence(panel.shortcut)
        action.trigger()
        assert card.isHidden()
        action.trigger()
        assert card.isVisible()

"""The examples' gallery: a picture and a sentence each, the open one marked, the next one offered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import EXAMPLES
from lossstudio.ui.dialogs.gallery import Gallery
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=lambda example: example.key)
def test_every_example_has_a_picture_and_a_whole_sentence(example: object) -> None:
    picture = QImage(str(example.picture))
    assert (picture.width(), picture.height()) == (384, 240)
    assert example.sentence[-1] in ".?!"
    assert 20 < len(example.sentence) < 260


def test_the_gallery_marks_the_open_example_and_opens_another(qtbot: QtBot, open_window: Callable[..., Window]) -> None:
    window = open_window("xor")
    window.actions_of["examples"].trigger()
    gallery = window.findChild(Gallery)
    assert [key for key, card in gallery.cards.items() if card.isChecked()] == ["xor"]
    qtbot.waitUntil(gallery.cards["xor"].hasFocus)
    shown = gallery.cards["xor"].visibleRegion().boundingRect()
    assert shown.height() == gallery.cards["xor"].height()
    qtbot.mouseClick(gallery.cards["darts"], Qt.MouseButton.LeftButton)
    assert window.documents.example == "darts"


def test_next_follows_the_course(qtbot: QtBot, open_window: Callable[..., Window]) -> None:
    window = open_window("penguins")
    window.actions_of["next_example"].trigger()
    assert window.documents.example == list(EXAMPLES)[1]
    window.actions_of["examples"].trigger()
    window.findChild(Gallery).next.click()
    assert window.documents.example == list(EXAMPLES)[2]


@pytest.mark.parametrize("points", [10.0, 13.0])
@pytest.mark.parametrize("size", [(1024, 600), (1280, 720)])
def test_no_sentence_is_cut(
    qtbot: QtBot, open_window: Callable[..., Window], size: tuple[int, int], points: float
) -> None:
    window = open_window(size=size, points=points)
    window.actions_of["examples"].trigger()
    gallery = window.findChild(Gallery)
    qtbot.waitUntil(lambda: gallery.cards["dirac-gan"].height() > 50)
    px = window.appearance.px
    metrics = QFontMetrics(window.appearance.font(9))
    for card in gallery.cards.values():
        room = QRect(0, 0, card.width() - px(154 + 8 + 12) - px(12), 10_000)
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, card.sentence).height()
        assert lines + px(21 + 8) <= card.height()

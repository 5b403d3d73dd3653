"""What floats over the surface is painted once for each look, and never in one that it hasn't any more."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.kept_look import KeptLook


class Word(QWidget):
    """Counts how often it draws its word."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.look, self.word, self.drawn = KeptLook(appearance, self), "one", 0
        self.way: Qt.LayoutDirection | None = None
        self.focused = self.pointed = False

    def hasFocus(self) -> bool:  # noqa: N802 - Qt's name
        return self.focused

    def underMouse(self) -> bool:  # noqa: N802 - Qt's name
        return self.pointed

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.look.paint(self.draw, self.word)

    def draw(self, painter: QPainter) -> None:
        self.drawn += 1
        self.way = painter.layoutDirection()
        painter.drawText(4, 20, self.word)


def painted(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_a_look_is_drawn_once_for_each_state_size_and_dress(qtbot: QtBot, appearance: Appearance) -> None:
    word = Word(appearance)
    qtbot.addWidget(word)
    word.resize(80, 30)
    first = painted(word)
    assert painted(word) == first
    assert word.drawn == 1
    for drawn, change in enumerate(
        (
            lambda: setattr(word, "word", "two"),
            lambda: setattr(word, "focused", True),
            lambda: setattr(word, "pointed", True),
            lambda: word.setEnabled(False),
            lambda: word.resize(60, 30),
            lambda: appearance.wear(LIGHT),
        ),
        start=2,
    ):
        change()
        assert painted(word) == painted(word)
        assert word.drawn == drawn


def test_words_after_a_name_that_is_read_from_the_right_are_where_they_are_in_any_widget(
    qtbot: QtBot, appearance: Appearance
) -> None:
    word = Word(appearance)
    qtbot.addWidget(word)
    painted(word)
    assert word.way is word.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_control_looks_another_way_after_each_change_of_it(qtbot: QtBot, appearance: Appearance) -> None:
    combo = ComboBox(appearance, name="Plane", choices=[("a", "first"), ("b", "second")])
    qtbot.addWidget(combo)
    combo.resize(160, combo.height())
    looks = [painted(combo)]
    for change in (
        lambda: combo.set_chosen("b"),
        lambda: combo.setEnabled(False),
        lambda: appearance.wear(LIGHT),
        lambda: appearance.wear(DARK, 14.0),
    ):
        change()
        looks.append(painted(combo))
    assert all(one != other for one, other in pairwise(looks))

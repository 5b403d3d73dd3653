"""Tab goes through what is there as one reads, wherever a column has been scrolled to."""

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.shell.tab_order import in_order


def test_what_is_scrolled_out_of_sight_above_the_window_comes_before_what_is_in_sight(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, right, left, above = (QLineEdit(window) for _ in range(4))
    first.move(0, 900)
    right.move(300, 50)
    left.move(0, 52)
    above.move(0, -700)
    window.show()
    assert list(in_order(first, (window,))) == [first, above, left, right]

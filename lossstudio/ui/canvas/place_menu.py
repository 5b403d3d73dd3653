"""The menu of a place on the surface: the right button without a drag opens it, or a finger that rests."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

COMMANDS = ("cross", "read_step", "", "view_best", "view_top", "copy_picture")
"""The window's commands that stand in it by key; empty words part them."""


def place_menu(home: QWidget, start: Callable[[], object] | None, pin: Callable[[], object] | None) -> QMenu:
    """Return what can be done at a place; `start` and `pin` do it there, and are None beside the surface."""
    menu = QMenu(home)
    for words, deed in (("Start here", start), ("Pin the numbers, or take them away", pin)):
        if deed is not None:
            menu.addAction(words, deed)
    if start is not None:
        menu.addSeparator()
    for key in COMMANDS:
        action = home.window().findChild(QAction, key) if key else None
        if isinstance(action, QAction):
            menu.addAction(action)
        else:
            menu.addSeparator()
    menu.aboutToHide.connect(menu.deleteLater)
    return menu

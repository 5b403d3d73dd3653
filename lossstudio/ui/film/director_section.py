"""A section of the director: a title, a button that adds a row, and the rows."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.label import Label

Item = TypeVar("Item")


class ItemRow(QWidget, Generic[Item]):
    """A row about one item of a list."""

    def show_item(self, index: int, item: Item) -> None:
        """Show an item, which stands at `index` in its list."""
        raise NotImplementedError


class Section(QWidget, Generic[Item]):
    """A titled list of rows with a button that adds one; rows that stay are kept, so that nobody loses the keyboard."""

    def __init__(self, look: Look, title: str, add: str, make_row: Callable[[], ItemRow[Item]], hint: str) -> None:
        super().__init__()
        self._look, self._make_row = look, make_row
        self.rows: list[ItemRow[Item]] = []
        self.add = Button(look, add, icon_name="plus", kind="flat")
        self.add.setToolTip(hint)
        self._hint = Label(look, hint, points=9, quiet=True)
        self._hint.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))
        head = QWidget()
        line(head, look, (Label(look, title, weight=QFont.Weight.DemiBold), 1), self.add)
        self._column.addWidget(head)
        self._column.addWidget(self._hint)

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show what there is."""
        while len(self.rows) > len(items):
            row = self.rows.pop()
            self._column.removeWidget(row)
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(items):
            self.rows.append(self._make_row())
            self._column.addWidget(self.rows[-1])
        for index, (row, item) in enumerate(zip(self.rows, items, strict=True)):
            row.show_item(index, item)
        self._hint.setVisible(not items)


def line(parent: QWidget, look: Look, *parts: QWidget | tuple[QWidget, int]) -> None:
    """Lay widgets out in a line; those in pairs take the room that their number says."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(4))
    for part in parts:
        widget, stretch = part if isinstance(part, tuple) else (part, 0)
        row.addWidget(widget, stretch)


def word(look: Look, text: str) -> Label:
    """Return a quiet word between fields."""
    return Label(look, text, points=9, quiet=True)


def small_button(look: Look, icon_name: str, tip: str) -> IconButton:
    """Return a button with an icon that says what it does."""
    button = IconButton(look, icon_name, name=tip, icon_px=14)
    button.setToolTip(tip)
    return button

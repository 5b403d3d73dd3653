"""The command palette: type a few letters of what you look for, and Enter runs or opens it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.findable import Findable
from lossstudio.ui.controls.label import Label

WIDTH_PX, HEIGHT_PX = 560, 400
_WAYS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


_SMALL = ("a", "an", "the", "to", "of", "in", "on", "for", "with", "and", "as", "my", "me", "i", "is", "it")
IDLE = frozenset((*_SMALL, "do", "how", "can", "set", "make", "change", "use", "turn", "get", "show"))
"""Words that people put around what they look for."""
_SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("colour", "color"), ("grey", "gray"))
_ENDINGS = ("ing", "ed", "es", "s")
STEM = 4
"""A word keeps at least so many letters when its ending is taken off."""


def rank(words: str, entry: Findable) -> int | None:
    """Return how well typed words fit something, 0 is best; None when they don't."""
    typed, name = _spelt(words), _spelt(entry.name)
    wanted = [word for word in typed.split() if word not in IDLE] or typed.split()
    if not wanted or name.startswith(typed.strip()):
        return 0
    if all(word in name for word in wanted):
        return 1 if name.startswith(wanted[0]) else 2
    told = _spelt(f"{entry.name} {entry.words} {entry.kind}")
    begun = told.replace("-", " ").split()
    known = sum(any(each.startswith(_stem(word)) for each in begun) for word in wanted)
    if known == len(wanted):
        return 3
    if all(word in f"{told} {_spelt(entry.tip)}" for word in wanted):
        return 4
    return 5 if len(wanted) > 1 and known == len(wanted) - 1 else None


def _spelt(text: str) -> str:
    """Return a text in one of the spellings of English, in small letters."""
    text = text.lower()
    for one, other in _SPELLINGS:
        text = text.replace(one, other)
    return text


def _stem(word: str) -> str:
    """Return a word without its ending: "exporting", "exports" and "export" look for the same."""
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= STEM), word)


class CommandPalette(QDialog):
    """A field and a list; the list follows the field, and says when nothing is found.

    Parameters
    ----------
    entries
        What can be found.
    """

    def __init__(self, appearance: Appearance, entries: Iterable[Findable], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._appearance, self._entries = appearance, tuple(entries)
        self._found: list[Findable] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Find")
        self.field = QLineEdit()
        self.field.setPlaceholderText("A command, setting, optimizer, loss or example")
        self.field.setAccessibleName("Find anything")
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(appearance, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Found")
        self.nothing = Label(appearance, quiet=True)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        margin = appearance.px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._act)
        self.list.itemClicked.connect(lambda _item: self._act())
        self.setFixedSize(appearance.px(WIDTH_PX), appearance.px(HEIGHT_PX))
        self._filter("")

    def open_over(self, window: QWidget) -> None:
        """Appear in the upper middle of a window."""
        middle = window.mapToGlobal(window.rect().center())
        top = window.mapToGlobal(window.rect().topLeft()).y() + self._appearance.px(56)
        self.move(middle.x() - self.width() // 2, top)
        self.show()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._appearance.color("control_border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
            return
        row = self.list.currentRow() + way
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _filter(self, words: str) -> None:
        ranked = [(rank(words, entry), entry) for entry in self._entries]
        fitting = [(place, entry) for place, entry in ranked if place is not None]
        self._found = [entry for _, entry in sorted(fitting, key=lambda pair: pair[0])]
        self.list.clear()
        for entry in self._found:
            self.list.addItem(_item(entry))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._found))
        self.nothing.setVisible(not self._found)
        self.nothing.setText(f"Nothing is called “{words.strip()}”. Try another word for it.")

    def _act(self) -> None:
        if not self._found:
            return
        entry = self._found[self.list.currentRow()]
        self.close()
        entry.act()


def _item(entry: Findable) -> QListWidgetItem:
    item = QListWidgetItem(entry.name)
    item.setData(Qt.ItemDataRole.UserRole + 1, entry.keys)
    item.setData(Qt.ItemDataRole.UserRole + 2, entry.kind)
    item.setToolTip(entry.tip)
    return item


class _Delegate(QStyledItemDelegate):
    """Draws what was found with its kind before it and its keys at the right."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(32))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        appearance, px = self._appearance, self._appearance.px
        place = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(appearance.color("active"))
            painter.drawRoundedRect(place, px(6), px(6))
        words = place.adjusted(px(10), 0, -px(10), 0)
        painter.setPen(appearance.color("secondary"))
        painter.setFont(appearance.font(9))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data(Qt.ItemDataRole.UserRole + 2)))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(words, right, str(index.data(Qt.ItemDataRole.UserRole + 1)))
        painter.setPen(appearance.color("text"))
        painter.setFont(appearance.font(10, QFont.Weight.Medium))
        painter.drawText(words.adjusted(px(76), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))

"""The command palette: type a few letters of any command, and Enter does it."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShowEvent
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
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.commands.commands import Command

WIDTH_PX, HEIGHT_PX = 560, 400
_WAYS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def rank(words: str, command: Command) -> int | None:
    """Return how well typed words fit a command, 0 is best; None when they don't."""
    wanted = words.lower().split()
    name, all_text = command.text.lower(), f"{command.text} {command.menu} {command.tip}".lower()
    if not all(word in all_text for word in wanted):
        return None
    if not wanted or name.startswith(wanted[0]):
        return 0
    return 1 if all(word in name for word in wanted) else 2


class CommandPalette(QDialog):
    """A field and a list; the list follows the field."""

    def __init__(self, appearance: Appearance, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._appearance, self._actions = appearance, actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit()
        self.field.setPlaceholderText("What do you want to do?")
        self.field.setAccessibleName("Find a command")
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(appearance, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Commands")
        column = QVBoxLayout(self)
        margin = appearance.px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.field)
        column.addWidget(self.list)
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
        self.list.clear()
        found = [(rank(words, command), command, action) for command, action in self._actions.commands()]
        fitting = [(place, command, action) for place, command, action in found if place is not None]
        for _, command, action in sorted(fitting, key=lambda entry: entry[0]):
            if action.isEnabled() and command.key != "palette":
                self.list.addItem(_item(command, action))
        self.list.setCurrentRow(0)

    def _act(self) -> None:
        if not self.list.count():
            return
        action = self._actions[self.list.currentItem().data(Qt.ItemDataRole.UserRole)]
        self.close()
        action.trigger()


def _item(command: Command, action: QAction) -> QListWidgetItem:
    item = QListWidgetItem(command.text.removesuffix("..."))
    item.setData(Qt.ItemDataRole.UserRole, command.key)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    item.setData(Qt.ItemDataRole.UserRole + 1, keys)
    item.setData(Qt.ItemDataRole.UserRole + 2, command.menu)
    item.setToolTip(command.tip)
    return item


class _Delegate(QStyledItemDelegate):
    """Draws a command with its menu before it and its keys at the right."""

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
        painter.drawText(words.adjusted(px(70), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))

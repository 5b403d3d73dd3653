"""A combo box in the window's own clothes, which chooses by key."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import CONTROL_PX, Appearance
from lossstudio.ui.controls.fitted_text import fitted_text, width_needed
from lossstudio.ui.controls.kept_look import KeptLook
from lossstudio.ui.controls.word_card import watch_words

BEFORE_PX, AFTER_PX = 10.0, 24.0
"""What stands before the words and after them, where the arrow is."""
Choices = Sequence[tuple[str, str]]
Groups = Sequence[tuple[str, Choices]]
"""Headings, each with the choices under it; an empty heading isn't shown."""


class ComboBox(QComboBox):
    """A choice from a list, in a box that may be narrower than its longest word.

    Parameters
    ----------
    name
        What is chosen, for screen readers.
    prefix, brief
        Words before the choice, in the box only: "speed: auto"; and what stands for them where the box is narrow.

    Attributes
    ----------
    alike
        Boxes beside it, before whose choices stand words of the same form: all are whole, or none is.

    Signals
    -------
    chosen(str)
        A person chose; the key.
    """

    chosen = Signal(str)

    def __init__(
        self, appearance: Appearance, *, name: str, prefix: str = "", brief: str = "", choices: Choices = ()
    ) -> None:
        super().__init__()
        self._appearance, self._prefix, self._brief = appearance, prefix, brief
        self._look = KeptLook(appearance, self)
        self.alike: tuple[ComboBox, ...] = ()
        self.setAccessibleName(name)
        # On Linux Qt tells screen readers the choice as the box's name, and what is chosen only by a label beside it.
        self._label = QLabel(name)
        self._label.setAccessibleName(name)
        self._label.setBuddy(self)
        self._label.hide()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        watch_words(appearance, self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.activated.connect(lambda _index: self.chosen.emit(self.choice))
        appearance.changed.connect(self._dress)
        self.set_choices(choices)
        self._dress()
        self._let_rules_go_with_it()

    @property
    def choice(self) -> str:
        """The key that is chosen."""
        return str(self.currentData() or "")

    def set_choices(self, choices: Choices) -> None:
        """Offer keys with their words; the choice stays when it is still offered."""
        self.set_groups([("", choices)])

    def set_groups(self, groups: Groups) -> None:
        """Offer keys with their words under headings that can't be chosen."""
        wanted = [line for heading, choices in groups for line in _lines(heading, choices)]
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] == wanted:
            return
        before = self.choice
        # Each line that is removed or added would be announced as a choice of the person's.
        self.blockSignals(True)
        self.clear()
        for key, words in wanted:
            self.addItem(words, key)
            if key is None:
                self._make_heading(self.count() - 1)
        self.blockSignals(False)
        keys = [key for key, _ in wanted if key]
        self.set_chosen(before if before in keys or not keys else keys[0])

    def set_chosen(self, key: str) -> None:
        """Show a choice; nothing is emitted."""
        at = self.findData(key)
        if at != self.currentIndex():
            self.blockSignals(True)
            self.setCurrentIndex(at)
            self.blockSignals(False)
            self._update_all()

    def explain(self, tips: dict[str, str]) -> None:
        """Give choices a tooltip each, by key."""
        for key, tip in tips.items():
            self.setItemData(self.findData(key), tip, Qt.ItemDataRole.ToolTipRole)

    def shown_text(self) -> str:
        """Return what stands in the box; where it is narrow, the choice without words for what it is a choice of."""
        return self._fitted()[1]

    def least_width(self) -> int:
        """Return the width at which the choice is not shortened, without words for what it is a choice of."""
        return (
            ceil(width_needed(self._brief + self.currentText(), self.font()))
            + self._appearance.px(BEFORE_PX + AFTER_PX)
            + 1
        )

    def whole_width(self) -> int:
        """Return the width at which the longest choice is not shortened."""
        metrics = QFontMetrics(self.font())
        words = [self._prefix + self.itemText(at) for at in range(self.count())]
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return longest + self._appearance.px(40)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(64), self._appearance.px(CONTROL_PX))

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(96), self._appearance.px(CONTROL_PX))

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        self.view().setMinimumWidth(max(self.width(), longest + self._appearance.px(44)))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange:
            self._label.setParent(self.parentWidget())
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_all()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint(self._draw, self.currentText(), self._whole)

    def _draw(self, painter: QPainter) -> None:
        appearance, enabled = self._appearance, self.isEnabled()
        focused = self.hasFocus() and enabled
        painter.setPen(appearance.color("accent" if focused else "control_border" if enabled else "border"))
        painter.setBrush(appearance.color("raised" if self.underMouse() and enabled else "field"))
        radius = appearance.px(6)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, radius, radius)
        if focused:
            painter.drawRoundedRect(edge.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        painter.setPen(appearance.color("text", 1.0 if enabled else 0.5))
        words = self.rect().adjusted(appearance.px(BEFORE_PX), 0, 0, 0)
        font, shown = self._fitted()
        painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        side = appearance.px(12)
        place = QRectF(self.width() - side - appearance.px(8), (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", place, appearance.color("secondary"))

    @property
    def _whole(self) -> bool:
        """Whether the words before the choice are whole."""
        return all(box.holds_whole() for box in (self, *self.alike))

    def holds_whole(self) -> bool:
        """Say whether there is room for its choice and all words before it."""
        room = self.width() - self._appearance.px(BEFORE_PX) - self._appearance.px(AFTER_PX)
        return QFontMetrics(self.font()).horizontalAdvance(self._prefix + self.currentText()) <= room

    def _update_all(self) -> None:
        for box in (self, *self.alike):
            box.update()

    def _fitted(self) -> tuple[QFont, str]:
        room = self.width() - self._appearance.px(BEFORE_PX) - self._appearance.px(AFTER_PX)
        if self._whole:
            return self.font(), self._prefix + self.currentText()
        return fitted_text(self._brief + self.currentText(), self.font(), room)

    def _make_heading(self, at: int) -> None:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(at)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(self._appearance.font(9, QFont.Weight.DemiBold))

    def _dress(self) -> None:
        self._appearance.give_font(self)
        self.setFixedHeight(self._appearance.px(CONTROL_PX))
        self.setStyleSheet("combobox-popup: 0;")

    def _let_rules_go_with_it(self) -> None:
        """Let Qt forget how the frame of the list is to be drawn when the box is gone.

        WORKAROUND what a stylesheet says of this frame is kept by its address, and forgotten with it only where it has
        a sheet of its own (Qt 6.11): else 900 bytes of each box would stay, and hold for what lies there next.
        """
        frame = self.view().parentWidget()
        assert frame is not None
        frame.setStyleSheet(" ")
        frame.ensurePolished()


def _lines(heading: str, choices: Choices) -> list[tuple[str | None, str]]:
    """Return the lines of a group: its heading, which has no key, and its choices."""
    head: list[tuple[str | None, str]] = [(None, heading)] if heading and choices else []
    return head + [(key, words) for key, words in choices]

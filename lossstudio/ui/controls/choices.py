"""What is chosen by a press: a check box, a chip, a card, a word among a few side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import press_on_enter

SIDE_PX = 16.0
HEIGHT_PX = 28.0


class CheckBox(QAbstractButton):
    """A box that is checked or not; its name is for screen readers, the words stand beside it elsewhere."""

    def __init__(self, look: Look, *, name: str) -> None:
        super().__init__()
        self._look = look
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(SIDE_PX) + 8, self._look.px(HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, side = self._look, self._look.px(SIDE_PX)
        box = QRectF(1.5, (self.height() - side) / 2 + 0.5, side, side)
        painter.setPen(look.color("accent" if self.isChecked() or self.hasFocus() else "control_border"))
        painter.setBrush(look.color("accent" if self.isChecked() else "raised" if self.underMouse() else "field"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if self.isChecked():
            paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), look.color("on_accent"))
        if self.hasFocus():
            painter.setPen(look.color("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), look.px(5), look.px(5))


class Chip(QAbstractButton):
    """A pill with a dot and a name; checked means selected.

    Signals
    -------
    renaming_asked
        It was double-clicked.
    """

    renaming_asked = Signal()

    def __init__(self, look: Look, text: str, color: str | None = None) -> None:
        super().__init__()
        self._look, self._color = look, color
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(color is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_color(self, color: str) -> None:
        """Give the dot another colour, ``#rrggbb``."""
        self._color = color
        self.update()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(self._look.font(9, QFont.Weight.DemiBold))
        dot = self._look.px(14) if self._color else 0
        return QSize(bold.horizontalAdvance(self.text()) + dot + self._look.px(14), self._look.px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(30), self._look.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.renaming_asked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, chosen = self._look, self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "border"
        painter.setPen(look.color(edge))
        painter.setBrush(look.color("active" if chosen else "raised_2" if self.underMouse() else "raised"))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        words = self.rect().adjusted(look.px(7), 0, -look.px(5), 0)
        if self._color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._color))
            painter.drawEllipse(QPointF(words.left() + look.px(5), self.height() / 2), look.px(5), look.px(5))
            words.setLeft(words.left() + look.px(13))
        painter.setPen(look.color("text"))
        font = look.font(9, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        fitting = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width() + 2)
        side = Qt.AlignmentFlag.AlignLeft if self._color else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, fitting)


MEANING_POINTS = 9


class OptionCard(QAbstractButton):
    """One of several ways, with a line or two about it."""

    def __init__(self, look: Look, title: str, meaning: str) -> None:
        super().__init__()
        self._look, self._meaning = look, meaning
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(280), self.heightForWidth(self._look.px(298)))

    def heightForWidth(self, width: int) -> int:
        px = self._look.px
        room = QRect(0, 0, width - px(26), px(200))
        lines = QFontMetrics(self._look.font(MEANING_POINTS)).boundingRect(
            room, Qt.TextFlag.TextWordWrap, self._meaning
        )
        return lines.height() + px(34)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self.isChecked():
            press_on_enter(self, event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, px = self._look, self._look.px
        chosen = self.isChecked()
        painter.setPen(look.color("accent" if chosen or self.hasFocus() else "border"))
        painter.setBrush(look.color("active" if chosen else "raised" if self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        painter.setPen(look.color("text"))
        painter.setFont(look.font(10, QFont.Weight.DemiBold))
        inside = self.rect().adjusted(px(13), px(6), -px(13), -px(6))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setPen(look.color("secondary"))
        painter.setFont(look.font(MEANING_POINTS))
        painter.drawText(inside.adjusted(0, px(19), 0, 0), Qt.TextFlag.TextWordWrap, self._meaning)


class SegmentedControl(QWidget):
    """Words side by side.

    Signals
    -------
    chosen(str)
        A person chose another word; its key.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, choices: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self._look = look
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(0)
        for key, words in choices:
            segment = self._segments[key] = _Segment(look, words, f"{name}: {words}")
            segment.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(segment)
            line.addWidget(segment, 1)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._dress)
        self._dress()

    def set_chosen(self, key: str) -> None:
        """Show a choice; nothing is emitted."""
        self._segments[key].setChecked(True)

    @property
    def choice(self) -> str:
        """The key of the chosen word."""
        return next((key for key, segment in self._segments.items() if segment.isChecked()), "")

    def explain(self, key: str, tip: str) -> None:
        """Give one word a tooltip."""
        self._segments[key].setToolTip(tip)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.color("border"))
        painter.setBrush(self._look.color("card"))
        radius = self._look.px(7)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _dress(self) -> None:
        self.setFixedHeight(self._look.px(HEIGHT_PX))


class _Segment(QAbstractButton):
    def __init__(self, look: Look, words: str, name: str) -> None:
        super().__init__()
        self._look = look
        self.setText(words)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._words_px() + self._look.px(22), self._look.px(HEIGHT_PX) - 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_px() + self._look.px(4), self._look.px(HEIGHT_PX) - 4)

    def _words_px(self) -> int:
        return QFontMetrics(self._look.font(10, QFont.Weight.DemiBold)).horizontalAdvance(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, radius = self._look, self._look.px(5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised_2" if self.isChecked() else "raised"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.hasFocus():
            painter.setPen(look.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setFont(look.font(10, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal))
        painter.setPen(look.color("text" if self.isChecked() else "secondary", 1.0 if self.isEnabled() else 0.5))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

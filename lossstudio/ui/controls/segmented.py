"""A segmented control: a few words side by side, one of them chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import press_on_enter

HEIGHT_PX = 28.0


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

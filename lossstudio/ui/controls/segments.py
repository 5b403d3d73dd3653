"""A few words side by side, of which one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import CONTROL_PX, Appearance
from lossstudio.ui.controls.button import press_on_enter
from lossstudio.ui.controls.kept_look import KeptLook

AIRY_PX, TIGHT_POINTS = 14.0, 9
"""Words that don't have so much air about them, at 10 points, are written smaller."""


class SegmentedControl(QWidget):
    """Words side by side.

    Signals
    -------
    chosen(str)
        A person chose another word; its key.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, choices: Sequence[tuple[str, str]], *, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._look = KeptLook(appearance, self)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(0)
        for key, words in choices:
            segment = self._segments[key] = _Segment(appearance, words, f"{name}: {words}", self)
            segment.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(segment)
            line.addWidget(segment)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._dress)
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

    @property
    def room(self) -> tuple[int, ...]:
        """How wide each segment is, in pixels, which decides how large all words are written."""
        return tuple(segment.width() for segment in self._segments.values())

    @property
    def points(self) -> float:
        """How large all words are written, for an interface of 10 points: as the one with the least room can be."""
        return min(segment.points for segment in self._segments.values())

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint(self._draw)

    def _draw(self, painter: QPainter) -> None:
        painter.setPen(self._appearance.color("border"))
        painter.setBrush(self._appearance.color("card"))
        radius = self._appearance.px(7)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _dress(self) -> None:
        self.setFixedHeight(self._appearance.px(CONTROL_PX))


class _Segment(QAbstractButton):
    def __init__(self, appearance: Appearance, words: str, name: str, control: SegmentedControl) -> None:
        super().__init__()
        self._appearance, self._control = appearance, control
        self._look = KeptLook(appearance, self)
        self.setText(words)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.refits(self)

    def sizeHint(self) -> QSize:
        return QSize(self._words_px() + self._appearance.px(22), self._appearance.px(CONTROL_PX) - 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words_px(TIGHT_POINTS) + self._appearance.px(8), self._appearance.px(CONTROL_PX) - 4)

    @property
    def points(self) -> float:
        """How large its own words could be."""
        return 10 if self.width() >= self._words_px() + self._appearance.px(AIRY_PX) else TIGHT_POINTS

    def _words_px(self, points: float = 10) -> int:
        return QFontMetrics(self._appearance.font(points, QFont.Weight.DemiBold)).horizontalAdvance(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint(self._draw, self.text(), self.isChecked(), self._control.room)

    def _draw(self, painter: QPainter) -> None:
        appearance, radius = self._appearance, self._appearance.px(5)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(appearance.color("raised_2" if self.isChecked() else "raised"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.hasFocus():
            painter.setPen(appearance.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(appearance.font(self._control.points, weight))
        painter.setPen(appearance.color("text" if self.isChecked() else "secondary", 1.0 if self.isEnabled() else 0.5))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

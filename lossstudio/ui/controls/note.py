"""A quiet sentence beside a small sign: a warning, something that was checked, or plain advice."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.paragraph import Paragraph

Kind = Literal["warning", "good", "plain"]
_SIGNS = {"warning": ("triangle-alert", "error"), "good": ("check", "secondary"), "plain": ("info", "secondary")}
SIGN_PX = 13.0


class Note(QWidget):
    """Words that wrap; it goes away when there is nothing to say."""

    def __init__(self, look: Look, kind: Kind = "plain") -> None:
        super().__init__()
        self._look = look
        self._sign = _Sign(look, kind)
        self._words = Paragraph(look)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self._words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._space)
        self._space()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, text: str, kind: Kind | None = None, *, tip: str = "") -> None:
        """Say something, or nothing; `tip` is the whole of it where the text is short."""
        if kind is not None:
            self._sign.show_kind(kind)
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.setVisible(bool(text))

    def _space(self) -> None:
        self._line.setSpacing(self._look.px(6))


class _Sign(QWidget):
    def __init__(self, look: Look, kind: Kind) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_kind(self, kind: Kind) -> None:
        if kind != self._kind:
            self._kind = kind
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(SIGN_PX), self._look.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, color = _SIGNS[self._kind]
        side = self._look.px(SIGN_PX)
        place = QRectF(0, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), icon, place, self._look.color(color))

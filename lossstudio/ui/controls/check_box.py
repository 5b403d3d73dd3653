"""A check box in the window's own clothes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

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

"""The frame that says that a widget has the keyboard, for those that are covered by what they show."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import RADIUS_PX

WIDE_PX = 2.0
BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class FocusRing(QWidget):
    """Lies over its parent; seen while that has the keyboard, and got it from the keyboard."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance, self._over = appearance, parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        elif isinstance(event, QFocusEvent):
            # A menu or another window takes the keyboard for a moment only, and gives it back.
            by_keyboard = event.reason() in BY_KEYBOARD or (self.isVisible() and not event.lostFocus())
            self.setVisible(event.gotFocus() and by_keyboard)
            self.raise_()
        return False

    def light(self) -> None:
        """Be seen, since a key has just given the keyboard to the parent."""
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, radius = self._appearance.px(WIDE_PX), self._appearance.px(RADIUS_PX)
        painter.setPen(QPen(self._appearance.color("accent"), wide))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), radius, radius)

    def _fit(self) -> None:
        """Cover the parent's edge and nothing else, so that what moves within needn't be painted twice."""
        self.setGeometry(self._over.rect())
        inner = self._appearance.px(RADIUS_PX)
        self.setMask(QRegion(self.rect()) - QRegion(self.rect().adjusted(inner, inner, -inner, -inner)))

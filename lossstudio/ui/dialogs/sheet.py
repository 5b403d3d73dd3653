"""A sheet: a dialog with rounded corners in the middle of the window, which is dimmed behind it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import RADIUS_PX, CardBackground
from lossstudio.ui.controls.label import Label


class Shade(QWidget):
    """Dims the window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet("background: rgba(8, 10, 14, 150);")
        self.setGeometry(window.rect())
        self.show()
        self.raise_()


class Sheet(QDialog):
    """A titled column that subclasses fill, and a foot for its buttons.

    Attributes
    ----------
    column, foot
        Where the parts go.
    """

    def __init__(self, appearance: Appearance, window: QWidget, title: str, size_px: tuple[float, float]) -> None:
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._appearance = appearance
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._shade = Shade(window)
        px = appearance.px
        ground = CardBackground(appearance)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(px(20), px(16), px(20), px(16))
        self.column.setSpacing(px(12))
        self.column.addWidget(Label(appearance, title, points=13, weight=QFont.Weight.DemiBold))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(12))
        self._fit_in(window, size_px)

    def done(self, result: int) -> None:
        self._shade.close()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        outline = QPainterPath()
        radius = self._appearance.px(RADIUS_PX) + 1
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def _fit_in(self, window: QWidget, size_px: tuple[float, float]) -> None:
        px = self._appearance.px
        self.resize(min(px(size_px[0]), window.width() - 24), min(px(size_px[1]), window.height() - 24))
        middle = window.mapToGlobal(window.rect().center())
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

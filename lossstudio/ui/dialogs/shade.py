"""A shade over the window behind a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


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

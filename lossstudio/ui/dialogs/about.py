"""About: version, licence and what is shipped inside."""

from importlib.metadata import version

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import Label

TEXT = (
    "See gradient descent: a real model walks down its real loss surface, step by step, and out as a film.\n\n"
    "MIT licence. Inside: Qt for Python (LGPL), NumPy (BSD), ModernGL (MIT), pyqtgraph (MIT), PyAV (BSD) with FFmpeg "
    "and x264 (GPL), Pillow (HPND), the typeface Inter (OFL) and the Lucide icons (ISC)."
)


class About(QDialog):
    """A small window with the program's name, version and licences."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Loss Studio")
        margin = look.px(24)
        width = look.px(460) - 2 * margin
        self.text = Label(look, TEXT)
        self.text.setWordWrap(True)
        self.text.setFixedSize(width, self.text.heightForWidth(width))
        close = Button(look, "Close", kind="accent")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, look.px(16))
        column.setSpacing(look.px(10))
        column.addWidget(Label(look, "Loss Studio", points=18, weight=QFont.Weight.DemiBold))
        column.addWidget(Label(look, f"Version {version('lossstudio')}", quiet=True))
        column.addWidget(self.text)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        self.setFixedWidth(look.px(460))

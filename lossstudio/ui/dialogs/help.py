"""What the Help menu opens: About, and the sheet of shortcuts."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lossstudio import __version__
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.commands import COMMANDS, MENUS, Command
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import Label

TEXT = (
    "See gradient descent: a real model walks down its real loss surface, step by step, and out as a film.\n\n"
    "Loss Studio's own source is under the MIT licence. It runs on Qt and Qt for Python (LGPL 3), NumPy (BSD), "
    "ModernGL (MIT), pyqtgraph (MIT), Pillow (MIT-CMU), openpyxl (MIT), python-pptx (MIT) and PyAV (BSD) with FFmpeg, "
    "x264 and x265 (GPL); the typeface Inter (OFL) and the Lucide icons (ISC) come with it."
)
PACKED = (
    "This package holds all of these. Because of x264 and x265 it is conveyed, as a whole, under the GNU General "
    "Public License, version 3. Every licence, and where each source is, lies in:\n{folder}"
)


class About(QDialog):
    """A small window with the program's name, version and licences.

    Parameters
    ----------
    licences
        The folder with the licences of all that is packed with the program; None: nothing is.
    """

    def __init__(self, appearance: Appearance, parent: QWidget, licences: Path | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Loss Studio")
        margin = appearance.px(24)
        width = appearance.px(460) - 2 * margin
        packed = "" if licences is None else "\n\n" + PACKED.format(folder=licences)
        self.text = Label(appearance, TEXT + packed)
        self.text.setWordWrap(True)
        self.text.setFixedSize(width, self.text.heightForWidth(width))
        close = Button(appearance, "Close", kind="accent")
        close.clicked.connect(self.accept)
        close.setFocus()
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, appearance.px(16))
        column.setSpacing(appearance.px(10))
        column.addWidget(Label(appearance, "Loss Studio", points=18, weight=QFont.Weight.DemiBold))
        column.addWidget(Label(appearance, f"Version {__version__}", quiet=True))
        column.addWidget(self.text)
        foot = QHBoxLayout()
        if licences is not None:
            show = Button(appearance, "Show the licences")
            show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(licences))))
            foot.addWidget(show)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        self.setFixedWidth(appearance.px(460))


COLUMNS = (("Run", "Compare", "File"), ("View",), ("Edit", "Help"))
EVERYWHERE = tuple(command for command in COMMANDS if not command.presenting)
PRESENTING = "Presenting (these keys come first)"
MOUSE = (
    ("Drag", "turn the view"),
    ("Wheel", "closer and farther"),
    ("Right drag", "move the picture"),
    ("Click", "pin a read-out"),
    ("Double click", "start here"),
    ("Drag the ball", "start there"),
    ("Right click", "all that can be done there"),
    ("Two fingers", "move, turn and zoom"),
    ("Long press", "all that can be done there"),
)


class ShortcutSheet(QDialog):
    """All keys, and what the mouse does on the surface."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        assert sorted(menu for column in COLUMNS for menu in column) == sorted(MENUS)
        self._appearance = appearance
        self.setWindowTitle("Keyboard and mouse")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet = QWidget()
        line = QHBoxLayout(sheet)
        line.setSpacing(appearance.px(36))
        for menus in COLUMNS:
            column = QVBoxLayout()
            for menu in menus:
                column.addLayout(self._commands(menu, [each for each in EVERYWHERE if each.menu == menu]))
            if "Help" in menus:
                column.addLayout(self._commands(PRESENTING, [each for each in COMMANDS if each.presenting]))
                column.addLayout(self._pairs("Mouse and fingers on the surface", MOUSE))
            column.addStretch(1)
            line.addLayout(column)
        area = QScrollArea()
        area.setWidget(sheet)
        area.setAccessibleName("Keys and what they do")
        area.viewport().setAutoFillBackground(False)
        sheet.setAutoFillBackground(False)
        area.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.addWidget(area)
        edges = column.contentsMargins()
        beside = area.verticalScrollBar().sizeHint().width() + 2 * area.frameWidth() + edges.left() + edges.right()
        wide = max(appearance.px(980), sheet.sizeHint().width() + beside)
        room = parent.size()
        self.resize(min(wide, room.width() - 40), min(appearance.px(780), room.height() - 40))

    def _commands(self, title: str, commands: list[Command]) -> QGridLayout:
        form = QKeySequence.SequenceFormat.NativeText
        pairs = [
            (
                ", ".join(QKeySequence(keys).toString(form) for keys in command.shortcuts),
                command.text.removesuffix("..."),
            )
            for command in commands
        ]
        return self._pairs(title, pairs)

    def _pairs(self, title: str, pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> QGridLayout:
        appearance = self._appearance
        grid = QGridLayout()
        grid.setHorizontalSpacing(appearance.px(14))
        grid.setVerticalSpacing(appearance.px(3))
        grid.addWidget(Label(appearance, title, weight=QFont.Weight.DemiBold), 0, 0, 1, 2)
        for row, (keys, words) in enumerate(pairs, start=1):
            grid.addWidget(Label(appearance, keys, weight=QFont.Weight.Medium), row, 1)
            grid.addWidget(Label(appearance, words, quiet=True), row, 0)
        grid.setContentsMargins(0, 0, 0, appearance.px(12))
        return grid

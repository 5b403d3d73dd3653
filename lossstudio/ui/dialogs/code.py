"""The run as a program to copy: the same set-up in PyTorch, in Keras, or in NumPy alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QWidget

from lossstudio.project.code import FRAMEWORKS, code_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.segments import SegmentedControl
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (940, 760)
LOSS_LINES = ("loss_function = ", "def loss(", "def slope(", "def height(")
"""How the lines begin that say what the loss is: they are marked."""


class CodeSheet(Sheet):
    """The selected runner's program, with the loss marked; Copy takes all of it."""

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget) -> None:
        super().__init__(appearance, window, "The same set-up as code", SIZE_PX)
        self._studio = studio
        several = len(studio.run.compiled.names) > 1
        whose = f"The runner “{studio.run.compiled.names[studio.selection.runner]}”. " if several else ""
        self._about = f"{whose}Marked: the loss."
        self.about = Label(appearance, self._about, quiet=True)
        self.framework = SegmentedControl(
            appearance, [(key, label) for key, (label, _) in FRAMEWORKS.items()], name="Framework"
        )
        self.text = QPlainTextEdit()
        self.copied = Label(appearance, "", quiet=True)
        self.copy, self._close = Button(appearance, "Copy", kind="accent"), Button(appearance, "Close")
        self.framework.chosen.connect(self.show_framework)
        self.copy.clicked.connect(self.copy_code)
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self.show_framework(next(iter(FRAMEWORKS)))

    def show_framework(self, key: str) -> None:
        """Show the program for a framework, or why there is none."""
        self.framework.set_chosen(key)
        self.copied.setText("")
        self.about.setText(self._about)
        try:
            found = code_of(self._studio.document.scene, key, self._studio.selection.runner)
        except SceneError as error:
            self.about.setText(str(error))
            found = ""
        self.copy.setEnabled(bool(found))
        self.text.setPlainText(found)
        self.text.setExtraSelections([self._marked(number) for number in _lines_of_loss(found)])

    def copy_code(self) -> None:
        """Put the program on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText("Copied.")

    def _marked(self, number: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.text.document().findBlockByNumber(number))
        mark.cursor = cursor
        mark.format.setBackground(self._appearance.color("active"))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return mark

    def _lay_out(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._appearance.points)
        self.text.setFont(font)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("Code")
        top = QHBoxLayout()
        top.addWidget(self.framework)
        top.addStretch(1)
        top.addWidget(self.about, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(top)
        self.column.addWidget(self.text, 1)
        self.foot.addWidget(self.copied)
        self.foot.addStretch(1)
        for button, tip in ((self.copy, "Put the whole program on the clipboard."), (self._close, "Close the sheet.")):
            button.setToolTip(tip)
            self.foot.addWidget(button)
        self.copy.setDefault(True)
        self.column.addLayout(self.foot)


def _lines_of_loss(code: str) -> list[int]:
    """Return the numbers of the lines that say what the loss is."""
    lines, found, inside = code.splitlines(), [], False
    for number, line in enumerate(lines):
        begins = line.startswith(LOSS_LINES) or (line.startswith("def ") and "_loss(" in line)
        inside = begins or (inside and line.startswith("    "))
        if inside:
            found.append(number)
    return found

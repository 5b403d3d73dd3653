"""Small questions: a line of text, a page of notes, and what to do with unsaved changes or unfinished films."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import Label

FilmsAnswer = Literal["wait", "stop", "cancel"]


def ask_about_films(parent: QWidget, names: Sequence[str]) -> FilmsAnswer:
    """Ask what to do with films that aren't ready."""
    count = len(names)
    said = f"{names[0]} is still being made." if count == 1 else f"{count} films are still being made."
    them = "it" if count == 1 else "them"
    box = _box(parent, said, f"If the window is closed now, what there is of {them} is removed.")
    roles = QMessageBox.ButtonRole
    wait = box.addButton("Close when ready", roles.AcceptRole)
    stop = box.addButton("Close now", roles.DestructiveRole)
    cancel = box.addButton("Don't close", roles.RejectRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(cancel)
    box.exec()
    answers: dict[object, FilmsAnswer] = {wait: "wait", stop: "stop"}
    return answers.get(box.clickedButton(), "cancel")


def ask_about_replacing(parent: QWidget, name: str) -> bool:
    """Ask whether a file that is there is to be replaced."""
    box = _box(parent, f"{name} is there already.", "What it holds would be replaced.")
    replace = box.addButton("Replace", QMessageBox.ButtonRole.DestructiveRole)
    other = box.addButton("Another name...", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(other)
    box.exec()
    return box.clickedButton() is replace


SaveAnswer = Literal["save", "discard", "cancel"]
OverwriteAnswer = Literal["mine", "reload", "other", "cancel"]


class TextDialog(QDialog):
    """Asks for a line, or for a page where `long`; `accept_text` gets the answer."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget,
        title: str,
        text: str,
        accept_text: Callable[[str], object],
        *,
        long: bool = False,
    ) -> None:
        super().__init__(parent)
        self._accept_text = accept_text
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.field: QLineEdit | QPlainTextEdit = QPlainTextEdit(text) if long else QLineEdit(text)
        self.field.setAccessibleName(title)
        column = QVBoxLayout(self)
        margin = appearance.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(Label(appearance, title, quiet=True))
        column.addWidget(self.field)
        column.addLayout(self._foot(appearance))
        self.resize(appearance.px(460), appearance.px(300) if long else appearance.px(130))
        if isinstance(self.field, QLineEdit):
            self.field.selectAll()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()

    def accept(self) -> None:
        self._accept_text(self.text)
        super().accept()

    def _foot(self, appearance: Appearance) -> QHBoxLayout:
        cancel, good = Button(appearance, "Cancel"), Button(appearance, "OK", kind="accent")
        cancel.clicked.connect(self.reject)
        good.clicked.connect(self.accept)
        good.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(good)
        return foot


def ask_about_changes(parent: QWidget, title: str) -> SaveAnswer:
    """Ask what to do with changes that aren't saved."""
    box = _box(parent, f"“{title}” has changes that aren't saved.", "Without saving they are lost.")
    kinds = QMessageBox.StandardButton
    box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
    box.setDefaultButton(kinds.Save)
    answers: dict[int, SaveAnswer] = {int(kinds.Save.value): "save", int(kinds.Discard.value): "discard"}
    return answers.get(box.exec(), "cancel")


def ask_about_overwriting(parent: QWidget, name: str, *, changed: bool) -> OverwriteAnswer:
    """Ask what to do with a file that another program has `changed`, or that another window has open."""
    if changed:
        said = f"{name} was changed by another program since it was opened here."
        more = "Saving replaces that version; reloading drops your changes."
    else:
        said = f"{name} is open in another window of Loss Studio too."
        more = "Saving replaces what that window has saved."
    box = _box(parent, said, more)
    roles = QMessageBox.ButtonRole
    other = box.addButton("Save as...", roles.AcceptRole)
    mine = box.addButton("Keep mine" if changed else "Save anyway", roles.DestructiveRole)
    reload = box.addButton("Reload", roles.ResetRole) if changed else None
    cancel = box.addButton("Cancel", roles.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(cancel)
    box.exec()
    answers: dict[object, OverwriteAnswer] = {other: "other", mine: "mine"}
    if reload is not None:
        answers[reload] = "reload"
    return answers.get(box.clickedButton(), "cancel")


def _box(parent: QWidget, said: str, more: str) -> QMessageBox:
    """Return a question without buttons; names in it are text, whatever marks they hold."""
    box = QMessageBox(parent)
    box.setWindowTitle("Loss Studio")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(said)
    box.setInformativeText(more)
    return box

"""The question before a window is closed in which films are being made."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QMessageBox, QWidget

Answer = Literal["wait", "stop", "cancel"]


def ask_about_films(parent: QWidget, names: Sequence[str]) -> Answer:
    """Ask what to do with films that aren't ready."""
    box = QMessageBox(parent)
    box.setWindowTitle("Loss Studio")
    count = len(names)
    box.setText(f"{names[0]} is still being made." if count == 1 else f"{count} films are still being made.")
    box.setInformativeText("If the window is closed now, what there is of them is removed.")
    roles = QMessageBox.ButtonRole
    wait = box.addButton("Close when ready", roles.AcceptRole)
    stop = box.addButton("Close now", roles.DestructiveRole)
    cancel = box.addButton("Don't close", roles.RejectRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(cancel)
    box.exec()
    answers: dict[object, Answer] = {wait: "wait", stop: "stop"}
    return answers.get(box.clickedButton(), "cancel")

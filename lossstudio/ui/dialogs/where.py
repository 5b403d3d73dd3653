"""Asks where something is to be saved."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

ENDING = re.compile(r"[^/\\]\.[^\W\d]\w*$")
"""What a name ends in to say of which kind the file is; "run 1.2" says nothing, nor does ".hidden"."""


def ask_where(window: QWidget, title: str, proposal: Path, kinds: str, suffix: str) -> Path | None:
    """Ask for a file to write; None where the question is put away.

    Parameters
    ----------
    proposal
        The file that is proposed.
    kinds
        Which kinds of files there are, as Qt's file dialog wants it.
    suffix
        What a name gets that says no kind.
    """
    name, _ = QFileDialog.getSaveFileName(window, title, str(proposal), kinds)
    if not name:
        return None
    return Path(name if ENDING.search(name) else f"{name}{suffix}")

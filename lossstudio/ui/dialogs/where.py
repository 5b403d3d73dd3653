"""Asks where something is to be saved."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.ui.dialogs.questions import ask_about_replacing

ENDING = re.compile(r"[^/\\]\.[^\W\d]\w*$")
"""What a name ends in to say of which kind the file is; "run 1.2" says nothing, nor does ".hidden"."""


def ask_where(window: QWidget, title: str, proposal: Path, kinds: str, suffix: str) -> Path | None:
    """Ask for a file to write, and whether one that is there may go; None where the question is put away.

    Parameters
    ----------
    proposal
        The file that is proposed.
    kinds
        Which kinds of files there are, as Qt's file dialog wants it.
    suffix
        What a name gets that says no kind.
    """
    while True:
        name, _ = QFileDialog.getSaveFileName(window, title, str(proposal), kinds)
        if not name or ENDING.search(name):
            return Path(name) if name else None
        # The file dialog has asked about the name that was written, and knows nothing of this one.
        proposal = Path(f"{name}{suffix}")
        if not proposal.exists() or ask_about_replacing(window, proposal.name):
            return proposal

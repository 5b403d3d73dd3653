"""Asks where something is to be saved."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from lossstudio.ui.dialogs.questions import ask_about_replacing

ENDING = re.compile(r".\.[^\W\d]\w*$")
"""What a name ends in to say of which kind the file is; "run 1.2" says nothing, nor does ".hidden"."""


def ask_where(window: QWidget, title: str, proposal: Path, kinds: str, place_of: Callable[[Path], Path]) -> Path | None:
    """Ask for a file to write, and whether one that is there may go; None where the question is put away.

    Parameters
    ----------
    proposal
        The file that is proposed.
    kinds
        Which kinds of files there are, as Qt's file dialog wants it.
    place_of
        Returns what is written where a person has named this file.
    """
    while True:
        name, _ = QFileDialog.getSaveFileName(window, title, str(proposal), kinds)
        if not name:
            return None
        place = place_of(Path(name))
        # The file dialog has asked about the name that was written, and knows nothing of another one.
        if place == Path(name) or not _is_there(place) or ask_about_replacing(window, place.name):
            return place
        proposal = place


def of_kind(suffix: str) -> Callable[[Path], Path]:
    """Return what gives a file its kind where its name says none."""
    return lambda path: path if ENDING.search(path.name) else path.with_name(f"{path.name}{suffix}")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # its name is too long, or its folder may not be entered: the writing says so
        return False

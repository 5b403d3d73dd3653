"""What the last time left unsaved: opened again where it belongs, else offered."""

from functools import partial
from typing import TYPE_CHECKING

from lossstudio.project.recovery import LeftBehind
from lossstudio.studio.changes import Notice
from lossstudio.ui.dialogs.recovery import RecoverySheet

if TYPE_CHECKING:
    from lossstudio.ui.shell.window import Window

REOPENED = "Your changes from the last time are here again; they aren't saved yet."
KEPT_ELSEWHERE = "There are unsaved changes from the last time."


def recover(window: "Window", *, asked: bool = False) -> None:
    """Open again what the last end kept without a question, and offer what a crash has left behind.

    Parameters
    ----------
    asked
        Whether the person has asked for what is open; then it isn't replaced by anything else.
    """
    left = window.autosave.left_behind()
    kept = [each for each in left if each.ended]
    here = window.studio.document.path
    fitting = [each for each in kept if (not asked if here is None else each.path == here.absolute())]
    if fitting and window.documents.recover(fitting[0]):
        window.say(Notice("info", REOPENED))
    crashed = [each for each in left if not each.ended] + fitting[1:]
    waiting = [each for each in kept if each not in fitting]
    if crashed:
        _offer(window, crashed)
    elif waiting and not fitting:
        window.say(Notice("info", KEPT_ELSEWHERE), {"Show them": partial(_offer, window, waiting)})


def _offer(window: "Window", left: list[LeftBehind]) -> None:
    RecoverySheet(window.appearance, window, left, window.documents.recover, window.autosave.discard).open()

"""Memory that is free again goes back to the system, when a document has come to rest."""

from PySide6.QtCore import QObject

from lossstudio.studio.studio import Studio
from lossstudio.ui.shell.clock import Clock
from lossstudio.ui.shell.heap import give_back


class SpareMemory(QObject):
    """Gives free memory back once for each document that was opened, as soon as nothing moves and nothing is computed.

    Each document leaves holes of other sizes behind. The C library keeps them: 20 to 45 MB after one example. Giving
    these back takes the processor some milliseconds, and 84 of them where 1.5 GB are free (glibc 2.36).
    """

    def __init__(self, studio: Studio, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._studio, self._given_for = studio, -1
        clock.rested.connect(self._give_back_once)

    def _give_back_once(self) -> None:
        opened = self._studio.document.opened
        if opened != self._given_for:
            self._given_for = opened
            give_back()

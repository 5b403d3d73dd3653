"""Reads the step on show aloud, and in writing, when a person asks for it."""

from PySide6.QtCore import QObject, QTimer, Signal

from lossstudio.picture.text.step_sentences import step_read_aloud
from lossstudio.studio.studio import Studio
from lossstudio.ui.playback.step_on_show import step_on_show

WAITS_MS = 600
"""So long the numbers of a step that was only just reached are waited for."""


class StepReader(QObject):
    """Says a step with all its numbers as soon as they are known.

    Signals
    -------
    said(str)
        The step in a sentence or two.
    """

    said = Signal(str)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAITS_MS)
        self._waiting.timeout.connect(self._say)
        studio.explanation_changed.connect(self._hear)

    def read(self) -> None:
        """Say the step on show."""
        self._waiting.start()
        self._hear()

    def stop(self) -> None:
        """Say nothing more."""
        self._waiting.stop()

    def _hear(self) -> None:
        if self._waiting.isActive() and step_on_show(self._studio).peek("explanation") is not None:
            self._say()

    def _say(self) -> None:
        self._waiting.stop()
        self.said.emit(step_read_aloud(step_on_show(self._studio), self._studio.run.steps))

"""When the worker gets its time: in each display frame, once everything that the frame set going is painted."""

from collections.abc import Callable
from time import perf_counter
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from lossstudio.studio.background.pacing import Pacing
from lossstudio.studio.background.requests import Request, TrainRequest, WorkBudget
from lossstudio.studio.background.worker import WorkerHandle

WHEN_HEARD = QEvent.Type(QEvent.registerEventType())
WHEN_PAINTED = QEvent.Type(QEvent.registerEventType())

Work: TypeAlias = tuple[TrainRequest | None, tuple[Request, ...]]
"""What to train, and what to answer."""


class FrameSharing(QObject):
    """Shares each frame between the main thread and the worker.

    Parameters
    ----------
    worker, pacing
        Who works, and for how long.
    work
        Says what there is to do, when the worker may begin.
    sees
        Says whether there is a surface on show, so that training comes first.
    """

    def __init__(
        self, worker: WorkerHandle, pacing: Pacing, work: Callable[[], Work], sees: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._worker, self._pacing, self._work, self._sees = worker, pacing, work, sees
        self._began = perf_counter()

    def begin(self) -> None:
        """Note that a frame begins."""
        self._began = perf_counter()

    def end(self) -> None:
        """Give the worker the rest of the frame as soon as everything is painted.

        The first event comes when all have heard of the frame's facts; what they ask Qt to paint then comes before the
        second, whose priority is lower than painting's. A worker that still works has its time already.
        """
        if self._worker.parked:
            self._post(WHEN_HEARD)

    def customEvent(self, event: QEvent) -> None:
        """Go on to the second event, and then to the worker."""
        if event.type() == WHEN_HEARD:
            self._post(WHEN_PAINTED)
        elif event.type() == WHEN_PAINTED and self._worker.parked:
            self._grant()

    def _grant(self) -> None:
        training, requests = self._work()
        if training is None and not requests and not self._worker.holds_work:
            return
        pacing = self._pacing
        share = pacing.training_share if self._sees() else pacing.blind_training_share
        deadline, rest_s = pacing.budget(self._began, perf_counter())
        self._worker.grant(WorkBudget(deadline, training, requests, share))
        if rest_s:
            self._worker.wait(rest_s)

    def _post(self, kind: QEvent.Type) -> None:
        QCoreApplication.postEvent(self, QEvent(kind), Qt.EventPriority.LowEventPriority.value - 1)

"""How a display frame's time is shared: the main thread paints, and the worker gets what is left until the next frame.

Python lets one thread at a time run. A worker that works whenever it likes takes the interpreter away from painting for
some 5 ms at a time, which drops frames; so it works only within a budget that ends before the next frame begins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from lossstudio.studio.background.requests import Request, TrainRequest, WorkBudget
from lossstudio.studio.background.worker import WorkerHandle


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """The shares, in seconds except where the name says otherwise.

    Attributes
    ----------
    frame_s
        From one frame of the display to the next: about 60 a second.
    spare_s
        The worker stops this long before the next frame.
    least_s, least_share
        What the worker gets even when painting took the whole frame: some time, and a share of what painting took. The
        main thread then rests until the worker is done: it would take the interpreter away again and again, the worker
        would come to nothing, and the next frame would find it at work still and give it no time at all.
    longest_rest_s
        The worker gets no more than this then, and the main thread rests no longer, however long it was busy: a share
        of a long stall would make the stall felt longer still.
    training_share, blind_training_share
        How much of a budget is for training first: with a surface on show, and before there is one.
    """

    frame_s: float = 0.016
    spare_s: float = 0.001
    least_s: float = 0.003
    least_share: float = 0.27
    longest_rest_s: float = 0.03
    training_share: float = 0.7
    blind_training_share: float = 0.1

    def budget(self, frame_began: float, now: float) -> tuple[float, float]:
        """Return until when the worker may work, and for how many seconds at most the main thread rests meanwhile.

        Parameters
        ----------
        frame_began, now
            When the frame began, and when everything was painted, of one clock.
        """
        deadline = frame_began + self.frame_s - self.spare_s
        least = min(max(self.least_s, self.least_share * (now - frame_began)), self.longest_rest_s)
        return (deadline, 0.0) if deadline - now >= least else (now + least, self.longest_rest_s)


SHARED = Pacing()
"""How the window shares its frames with the worker."""


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

"""The worker: one background thread that trains and surveys while the main thread grants it time."""

import atexit
import gc
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from threading import Event
from time import perf_counter, thread_time
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from lossstudio.run.block import Block
from lossstudio.run.trainer import Trainer
from lossstudio.studio.mailbox import Mailbox
from lossstudio.studio.requests import Grant, Order, Request
from lossstudio.studio.surveys import survey

LEAST_TRAINING_S = 0.001

PATIENCE = 4
"""After so many grants without a survey, one piece is done though it will be late."""
DONE = object()

LONGEST_GOODBYE_MS = 1800

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """Some finished steps of the run that `token` names."""

    token: int
    block: Block


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A request's answer; `value` None says that nothing more comes."""

    request: Request
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """Something went wrong with a request, or with the training of the run that a token names."""

    what: Request | int
    error: Exception
    details: str


@dataclass(frozen=True, slots=True)
class Parked:
    """The grant is used up."""


Message: TypeAlias = Trained | Answer | Failure | Parked


class Worker(QObject):
    """Lives in the background thread; works when granted and leaves what is finished in the mailbox.

    Attributes
    ----------
    parked
        Set while it waits for a grant.
    """

    def __init__(self, mailbox: Mailbox[Message]) -> None:
        super().__init__()
        self._mailbox = mailbox
        self.parked = Event()
        self._token: int | None = None
        self._trainer: Trainer | None = None
        self._surveys: dict[Request, Iterator[Any]] = {}
        self._costs: dict[type, float] = {}
        self._hungry = 0

    @Slot(object)
    def work(self, grant: Grant) -> None:
        """Train and survey until the grant's deadline; every error is left in the mailbox."""
        order, deadline, now = grant.order, grant.deadline, perf_counter()
        train_first_until = now + (deadline - now) * grant.training_share if grant.requests else deadline
        trains = order is not None and self._guarded(order.token, partial(self._train, order, train_first_until))
        self._hungry += 1
        self._surveys = {request: its for request, its in self._surveys.items() if request in grant.requests}
        for request in grant.requests:
            self._guarded(request, partial(self._survey, request, deadline))
        if trains and order is not None and deadline - perf_counter() > LEAST_TRAINING_S:
            self._guarded(order.token, partial(self._train, order, deadline))
        self._mailbox.leave(Parked())
        self.parked.set()

    def _guarded(self, what: Request | int, work: Callable[[], None]) -> bool:
        """Do some work; False, and a failure in the mailbox, when something goes wrong, whatever it is."""
        try:
            work()
        except Exception as error:
            if isinstance(what, int):
                self._token = None
            self._mailbox.leave(Failure(what, error, traceback.format_exc()))
            return False
        return True

    def _train(self, order: Order, deadline: float) -> None:
        trainer = self._trainer_of(order)
        while trainer.step < order.target and not all(trainer.stopped):
            behind = order.length - trainer.step
            block = trainer.advance(behind if behind > 0 else order.target - trainer.step, deadline)
            if behind <= 0:
                self._mailbox.leave(Trained(order.token, block))
            if perf_counter() >= deadline:
                return

    def _trainer_of(self, order: Order) -> Trainer:
        if self._trainer is None or self._token != order.token:
            self._trainer = Trainer(order.course, order.checkpoint)
            self._token = order.token
        return self._trainer

    def _survey(self, request: Request, deadline: float) -> None:
        if request not in self._surveys:
            self._surveys[request] = survey(request)
        kind, began = type(request), thread_time()
        while self._fits(kind, deadline):
            value = next(self._surveys[request], DONE)
            if value is DONE:
                self._mailbox.leave(Answer(request, None))
                return
            if value is not None:
                self._mailbox.leave(Answer(request, value))
            began, before = thread_time(), began
            self._costs[kind] = max(began - before, 0.8 * self._costs.get(kind, 0.0))
            self._hungry = 0

    def _fits(self, kind: type, deadline: float) -> bool:
        """Say whether the next piece of a survey will be done in time, or is overdue because none ever is."""
        return perf_counter() + self._costs.get(kind, 0.0) < deadline or self._hungry >= PATIENCE


class Workshop(QObject):
    """The main thread's side of the worker.

    While the worker works, Python's cyclic garbage collector is off: it would run in the worker's thread and delete
    there what belongs to the main thread (windows, timers), which aborts the process. It runs again while the worker
    is parked.

    Signals
    -------
    granted
        (Grant) Carries a grant to the worker's thread.
    """

    granted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._mailbox: Mailbox[Message] = Mailbox()
        self._thread = QThread()
        self._thread.setObjectName("worker")
        self._worker = Worker(self._mailbox)
        self._worker.moveToThread(self._thread)
        self.granted.connect(self._worker.work, Qt.ConnectionType.QueuedConnection)
        self._at_work = False
        self._collects = False
        self._thread.start()
        atexit.register(self.close)  # a thread that is deleted while it runs aborts the process

    @property
    def parked(self) -> bool:
        """Whether the worker waits for a grant."""
        return not self._at_work and self._thread.isRunning()

    def grant(self, grant: Grant) -> None:
        """Let the worker work; it must be parked."""
        self._at_work, self._collects = True, gc.isenabled()
        gc.disable()
        self._worker.parked.clear()
        self.granted.emit(grant)

    def wait(self, timeout_s: float) -> None:
        """Rest until the worker has used its grant up, or for so long."""
        self._worker.parked.wait(timeout_s)

    def messages(self) -> list[Message]:
        """Take what the worker has left, oldest first."""
        messages = self._mailbox.empty()
        if any(isinstance(message, Parked) for message in messages):
            self._rest()
        return messages

    def close(self) -> None:
        """End the thread; a grant under way is finished first."""
        if not self._thread.isRunning():
            return
        self._thread.quit()
        if not self._thread.wait(LONGEST_GOODBYE_MS):
            log.warning("the worker takes long to finish its last step")
            self._thread.wait()
        self._rest()
        atexit.unregister(self.close)

    def _rest(self) -> None:
        if self._at_work and self._collects:
            gc.enable()
        self._at_work = False

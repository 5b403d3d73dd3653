"""The worker: one background thread that trains and surveys while the main thread grants it time."""

import gc
import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from lossstudio.run.block import Block
from lossstudio.run.trainer import Trainer
from lossstudio.studio.mailbox import Mailbox
from lossstudio.studio.requests import Grant, Order, Request
from lossstudio.studio.surveys import survey

TRAINING_SHARE = 0.7
"""How much of a grant goes to training when there is something to survey too."""

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
    """Lives in the background thread; works when granted and leaves what is finished in the mailbox."""

    def __init__(self, mailbox: Mailbox[Message]) -> None:
        super().__init__()
        self._mailbox = mailbox
        self._token: int | None = None
        self._trainer: Trainer | None = None
        self._surveys: dict[Request, Iterator[Any]] = {}

    @Slot(object)
    def work(self, grant: Grant) -> None:
        """Train and survey until the grant's deadline; every error is left in the mailbox."""
        if grant.order is not None:
            self._guarded(grant.order.token, partial(self._train, grant))
        self._surveys = {request: its for request, its in self._surveys.items() if request in grant.requests}
        for request in grant.requests:
            self._guarded(request, partial(self._survey, request, grant.deadline))
            if perf_counter() >= grant.deadline:
                break
        self._mailbox.leave(Parked())

    def _guarded(self, what: Request | int, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # whatever it is, the window says so and goes on
            self._token = None
            self._mailbox.leave(Failure(what, error, traceback.format_exc()))

    def _train(self, grant: Grant) -> None:
        order = grant.order
        if order is None:
            return
        trainer = self._trainer_of(order)
        now = perf_counter()
        deadline = now + (grant.deadline - now) * TRAINING_SHARE if grant.requests else grant.deadline
        while trainer.step < order.target:
            behind = order.length - trainer.step
            block = trainer.advance(behind if behind > 0 else order.target - trainer.step, deadline)
            if behind <= 0:
                self._mailbox.leave(Trained(order.token, block))
            if perf_counter() >= deadline or all(block.stopped):
                return

    def _trainer_of(self, order: Order) -> Trainer:
        if self._trainer is None or self._token != order.token:
            self._trainer = Trainer(order.course, order.checkpoint)
            self._token = order.token
        return self._trainer

    def _survey(self, request: Request, deadline: float) -> None:
        if request not in self._surveys:
            self._surveys[request] = survey(request)
        for value in self._surveys[request]:
            if value is not None:
                self._mailbox.leave(Answer(request, value))
            if perf_counter() >= deadline:
                return
        self._mailbox.leave(Answer(request, None))


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

    @property
    def parked(self) -> bool:
        """Whether the worker waits for a grant."""
        return not self._at_work and self._thread.isRunning()

    def grant(self, grant: Grant) -> None:
        """Let the worker work; it must be parked."""
        self._at_work, self._collects = True, gc.isenabled()
        gc.disable()
        self.granted.emit(grant)

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

    def _rest(self) -> None:
        if self._at_work and self._collects:
            gc.enable()
        self._at_work = False

"""The worker: one background thread that trains and answers requests while the main thread grants it time."""

import atexit
import gc
import logging
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from time import perf_counter, thread_time
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from lossstudio.run.training.block import Block
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.handover import Handover
from lossstudio.studio.background.requests import Question, Request, TrainRequest, WorkBudget
from lossstudio.studio.background.tasks import TASKS, Task

T = TypeVar("T")


class Mailbox(Generic[T]):
    """A queue with one writer and one reader, without a lock: each deque operation is atomic."""

    def __init__(self) -> None:
        self._messages: deque[T] = deque()

    def leave(self, message: T) -> None:
        """Add a message; called by the worker."""
        self._messages.append(message)

    def empty(self) -> list[T]:
        """Take all that is there, oldest first; called by the main thread."""
        return [self._messages.popleft() for _ in range(len(self._messages))]


LEAST_TRAINING_S = 0.001

PATIENCE = 4
"""After so many budgets without a piece of a kind of task, one is done though it will be late."""
LATE_SHARE = 0.1
"""While a run is trained, pieces that are always late take about this share of the time, for each kind."""
FRAME_S = 0.016
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
    """The budget is used up."""


Message: TypeAlias = Trained | Answer | Failure | Parked


class Worker(QObject):
    """Lives in the background thread; works when granted and leaves what is finished in the mailbox.

    Attributes
    ----------
    parked
        Set while it waits for a budget.
    """

    def __init__(self, mailbox: Mailbox[Message], tasks: Mapping[type, Task], handover: Handover | None = None) -> None:
        super().__init__()
        self._mailbox, self._tasks = mailbox, tasks
        self._handover = handover or Handover()
        self.parked = Event()
        self.parked.set()
        self._token: int | None = None
        self._trainer: Trainer | None = None
        self._under_way: dict[Request, Iterator[Any]] = {}
        self._costs: dict[object, float] = {}
        self._waited: Counter[object] = Counter()
        self._trains = False
        self._served = 0

    @Slot(object)
    def work(self, budget: WorkBudget) -> None:
        """Train and answer requests until the budget's deadline; every error is left in the mailbox."""
        training, deadline, now = budget.training, budget.deadline, perf_counter()
        train_first_until = now + (deadline - now) * budget.training_share if budget.requests else deadline
        self._served = 0
        if training is None:
            self._handover.rest()
        trains = training is not None and self._guarded(
            training.token, partial(self._train, training, train_first_until)
        )
        self._waited = Counter({kind: 1 + self._waited[kind] for kind in map(_kind, budget.requests)})
        self._trains = training is not None
        self._under_way = {request: its for request, its in self._under_way.items() if request in budget.requests}
        for request in budget.requests:
            self._guarded(request, partial(self._answer, request, deadline))
        if trains and training is not None and deadline - perf_counter() > LEAST_TRAINING_S:
            further = replace(training, length=training.length + self._served)
            self._guarded(training.token, partial(self._train, further, deadline))
        self._mailbox.leave(Parked())
        self.parked.set()

    def close(self) -> None:
        """Let another process that trains end too; called when the thread has ended."""
        self._handover.close()

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

    def _train(self, request: TrainRequest, deadline: float) -> None:
        blocks = self._handover.blocks(request)
        for block in self._own_blocks(request, deadline) if blocks is None else blocks:
            self._served += block.steps
            self._mailbox.leave(Trained(request.token, block))

    def _own_blocks(self, request: TrainRequest, deadline: float) -> Iterator[Block]:
        """Train here, unless another process can go on; yield what is new."""
        trainer = self._trainer_of(request)
        while trainer.step < request.target and not all(trainer.stopped):
            behind, began = request.length - trainer.step, thread_time()
            block = trainer.advance(behind if behind > 0 else request.target - trainer.step, deadline)
            took_s = thread_time() - began
            if behind <= 0:
                yield block
            if self._handover.goes_on(request, trainer, took_s):
                self._trainer = None
                return
            if perf_counter() >= deadline:
                return

    def _trainer_of(self, request: TrainRequest) -> Trainer:
        if self._trainer is None or self._token != request.token:
            self._trainer = Trainer(request.compiled, request.checkpoint)
            self._token = request.token
        return self._trainer

    def _answer(self, request: Request, deadline: float) -> None:
        if request not in self._under_way:
            self._under_way[request] = self._tasks[type(request)](request)
        kind, began = _kind(request), thread_time()
        while self._fits(kind, deadline):
            value = next(self._under_way[request], DONE)
            if value is DONE:
                self._mailbox.leave(Answer(request, None))
                return
            if value is not None:
                self._mailbox.leave(Answer(request, value))
            began, before = thread_time(), began
            self._costs[kind] = max(began - before, 0.8 * self._costs.get(kind, 0.0))
            self._waited[kind] = 0

    def _fits(self, kind: object, deadline: float) -> bool:
        """Say whether the next piece of a task will be done in time, or is overdue because none ever is."""
        cost_s = self._costs.get(kind, 0.0)
        patience = max(PATIENCE, cost_s / (LATE_SHARE * FRAME_S)) if self._trains else PATIENCE
        return perf_counter() + cost_s < deadline or self._waited[kind] >= patience


def _kind(request: Request) -> object:
    """Return what requests have in common that take about equally long."""
    return request.subject if isinstance(request, Question) else type(request)


class WorkerHandle(QObject):
    """The main thread's side of the worker.

    While the worker works, Python's cyclic garbage collector is off: it would run in the worker's thread and delete
    there what belongs to the main thread (windows, timers), which aborts the process. It runs again while the worker
    is parked.

    Signals
    -------
    granted
        (WorkBudget) Carries a budget to the worker's thread.

    Parameters
    ----------
    tasks
        How each kind of request is answered.
    handover
        When a run goes on in another process; None: as it is worth it.
    """

    granted = Signal(object)

    def __init__(self, tasks: Mapping[type, Task] = TASKS, handover: Handover | None = None) -> None:
        super().__init__()
        self._mailbox: Mailbox[Message] = Mailbox()
        self._thread = QThread()
        self._thread.setObjectName("worker")
        self._worker = Worker(self._mailbox, tasks, handover)
        self._worker.moveToThread(self._thread)
        self.granted.connect(self._worker.work, Qt.ConnectionType.QueuedConnection)
        self._at_work = False
        self._collects = False
        self._holds = False
        self._thread.start()
        atexit.register(self.close)  # a thread that is deleted while it runs aborts the process

    @property
    def parked(self) -> bool:
        """Whether the worker waits for a budget."""
        return not self._at_work and self._thread.isRunning()

    @property
    def holds_work(self) -> bool:
        """Whether it holds what it was last asked for; it lets go of that at the next budget, however short."""
        return self._holds

    def grant(self, budget: WorkBudget) -> None:
        """Let the worker work; it must be parked."""
        # WORKAROUND PySide6 aborts when a widget or timer is deleted outside of its own thread, and Python collects
        # garbage in whichever thread happens to allocate: so there is no collection while the worker allocates.
        self._at_work, self._collects, self._holds = True, gc.isenabled(), bool(budget.requests)
        gc.disable()
        self._worker.parked.clear()
        self.granted.emit(budget)

    def wait(self, timeout_s: float) -> None:
        """Rest until the worker has used its budget up, or for so long."""
        self._worker.parked.wait(timeout_s)

    def messages(self) -> list[Message]:
        """Take what the worker has left, oldest first."""
        messages = self._mailbox.empty()
        if any(isinstance(message, Parked) for message in messages):
            self._rest()
        return messages

    def close(self) -> None:
        """End the thread; a budget under way is finished first."""
        if not self._thread.isRunning():
            return
        self._thread.quit()
        if not self._thread.wait(LONGEST_GOODBYE_MS):
            log.warning("the worker takes long to finish its last step")
            self._thread.wait()
        self._worker.close()
        self._rest()
        atexit.unregister(self.close)

    def _rest(self) -> None:
        if self._at_work and self._collects:
            gc.enable()
        self._at_work = False


R = TypeVar("R", bound=Request)


class LatestRequest(Generic[R]):
    """What is asked, and what will be asked next.

    A newer request replaces one that waits, and one at work as soon as that has answered once: so while somebody
    drags, each picture is late by one request at most, and never starved by the next.
    """

    def __init__(self) -> None:
        self.asked: R | None = None
        self._waiting: R | None = None
        self._answered = False

    def want(self, request: R) -> None:
        """Ask for something newer."""
        if self.asked is None or self._answered:
            self._ask(request)
        else:
            self._waiting = request

    def cancel(self) -> None:
        """Ask for nothing any more; answers under way are stale."""
        self.asked = self._waiting = None

    def take(self, answer: Answer) -> bool:
        """Note an answer; False when it is stale and must be dropped."""
        if answer.request is not self.asked:
            return False
        self._answered = True
        if self._waiting is not None:
            self._ask(self._waiting)
        elif answer.value is None:
            self.asked = None
        return True

    def give_up(self, request: object) -> bool:
        """Note that a request failed, and go on with what waits; False when it is stale."""
        if request is not self.asked:
            return False
        waiting, self.asked, self._waiting = self._waiting, None, None
        if waiting is not None:
            self._ask(waiting)
        return True

    def _ask(self, request: R) -> None:
        self.asked, self._waiting, self._answered = request, None, False

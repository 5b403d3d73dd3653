"""When the worker gets its time: after what a frame set going, and only when there is something to do."""

from time import perf_counter, sleep

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from lossstudio.studio.background.pacing import FrameSharing, Pacing
from lossstudio.studio.background.requests import PointRequest

PACING = Pacing(longest_rest_s=0.02)


class NotedWorker:
    """Notes the budgets that it is given, and how long the main thread rested."""

    def __init__(self, order):
        self.parked, self.holds_work, self._order = True, False, order
        self.budgets, self.rested = [], []

    def grant(self, budget):
        self.budgets.append(budget)
        self._order.append("granted")

    def wait(self, timeout_s):
        self.rested.append(timeout_s)


class Listener(QObject):
    """Notes when it is told something, as a view that is to be painted."""

    def __init__(self, order):
        super().__init__()
        self._order = order

    def event(self, event):
        self._order.append("painted")
        return True


def painted(application):
    """Let the event loop go round until nothing more is posted."""
    for _ in range(3):
        application.processEvents()


@pytest.fixture
def shared(qapp):
    """A frame sharing with a worker that is noted, and the order in which things happen."""
    order, parent = [], QObject()
    worker, work = NotedWorker(order), [None, (PointRequest(None, 0, 0),)]
    sharing = FrameSharing(worker, PACING, lambda: tuple(work), lambda: True, parent)
    yield sharing, worker, work, order
    parent.deleteLater()


def test_the_worker_begins_after_what_the_frame_set_going(shared, qapp):
    sharing, worker, _, order = shared
    listener = Listener(order)
    sharing.begin()
    sharing.end()
    QCoreApplication.postEvent(listener, QEvent(QEvent.Type.User))
    assert order == []
    painted(qapp)
    assert order == ["painted", "granted"]
    assert (worker.budgets[0].training_share, worker.rested) == (PACING.training_share, [])


def test_nothing_to_do_is_no_budget(shared, qapp):
    sharing, worker, work, _ = shared
    work[1] = ()
    sharing.begin()
    sharing.end()
    painted(qapp)
    assert worker.budgets == []


def test_a_worker_that_still_works_gets_no_second_budget(shared, qapp):
    sharing, worker, _, _ = shared
    worker.parked = False
    sharing.begin()
    sharing.end()
    painted(qapp)
    assert worker.budgets == []


def test_after_a_stall_the_main_thread_rests_for_a_short_while(shared, qapp):
    sharing, worker, _, _ = shared
    sharing.begin()
    sleep(0.3)
    sharing.end()
    painted(qapp)
    assert worker.rested == [PACING.longest_rest_s]
    assert worker.budgets[0].deadline < perf_counter() + 2 * PACING.longest_rest_s

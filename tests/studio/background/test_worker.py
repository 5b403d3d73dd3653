"""The worker by itself, called as Qt would call it: budgets, fairness and failures."""

from time import perf_counter, sleep

import pytest

from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.background.requests import CurvesRequest, PointRequest, TrainRequest, WorkBudget
from lossstudio.studio.background.worker import (
    PATIENCE,
    Answer,
    Failure,
    Mailbox,
    Parked,
    Trained,
    Worker,
    WorkerHandle,
)


def pieces(count):
    """Return a task of some pieces, each an answer."""
    return lambda _request: iter(range(count))


def broken(_request):
    yield 1
    raise RuntimeError("the dice are gone")


@pytest.fixture
def work():
    """Give a worker with one task a budget; return what it leaves."""

    def begin(task, training=None, seconds=5.0, requests=None, worker=None):
        mailbox = Mailbox()
        worker = Worker(mailbox, {PointRequest: task})
        requests = (PointRequest(None, 0, 0),) if requests is None else requests
        worker.work(WorkBudget(perf_counter() + seconds, training, requests, 0.5))
        return mailbox.empty()

    return begin


def test_every_piece_is_an_answer_and_the_last_says_that_there_are_no_more(work):
    *answers, parked = work(pieces(3))
    assert [answer.value for answer in answers] == [0, 1, 2, None]
    assert isinstance(parked, Parked)


def test_a_failure_is_left_with_what_it_is_about_and_the_worker_goes_on(work):
    first, failure, parked = work(broken)
    assert (first.value, str(failure.error)) == (1, "the dice are gone")
    assert isinstance(failure, Failure)
    assert "Traceback" in failure.details
    assert isinstance(parked, Parked)


def test_it_trains_up_to_the_target(work, line):
    request = TrainRequest(7, CompiledRecipe.of(line().recipe), 0, None, 12)
    messages = work(pieces(0), training=request, requests=())
    blocks = [message for message in messages if isinstance(message, Trained)]
    assert {message.token for message in blocks} == {7}
    assert sum(len(message.block.theta) for message in blocks) == 12
    assert isinstance(messages[-1], Parked)


def test_without_time_nothing_is_begun_until_patience_ends(line):
    mailbox = Mailbox()
    worker, request = Worker(mailbox, {PointRequest: pieces(3)}), PointRequest(None, 0, 0)
    for _ in range(3):
        worker.work(WorkBudget(perf_counter() - 1.0, None, (request,), 0.5))
    assert not [message for message in mailbox.empty() if isinstance(message, Answer)]
    worker.work(WorkBudget(perf_counter() - 1.0, None, (request,), 0.5))
    assert [message.value for message in mailbox.empty() if isinstance(message, Answer)] == [0]


def test_what_always_comes_too_late_is_not_starved_by_what_fits():
    def heavy(_request):
        sleep(0.02)
        yield "heavy"

    def endless(_request):
        while True:
            sleep(0.001)
            yield None

    mailbox = Mailbox()
    worker = Worker(mailbox, {PointRequest: heavy, CurvesRequest: endless})
    requests = (PointRequest(None, 0, 0), CurvesRequest(None, None))
    worker.work(WorkBudget(perf_counter() + 0.05, None, requests[:1], 0.5))
    mailbox.empty()
    requests = (PointRequest(None, 0, 1), requests[1])
    for _ in range(2 * PATIENCE):
        worker.work(WorkBudget(perf_counter() + 0.005, None, requests, 0.5))
    assert "heavy" in [message.value for message in mailbox.empty() if isinstance(message, Answer)]


def test_a_handle_is_parked_until_it_is_granted_time_and_again_afterwards(qapp):
    handle = WorkerHandle({PointRequest: pieces(2)})
    try:
        assert handle.parked
        handle.grant(WorkBudget(perf_counter() + 1.0, None, (PointRequest(None, 0, 0),), 0.5))
        assert not handle.parked
        handle.wait(10.0)
        messages = handle.messages()
        assert [message.value for message in messages[:-1]] == [0, 1, None]
        assert handle.parked
    finally:
        handle.close()


def test_no_garbage_is_collected_while_the_worker_works(qapp):
    import gc

    def slow(_request):
        sleep(0.05)
        yield gc.isenabled()

    handle = WorkerHandle({PointRequest: slow})
    try:
        assert gc.isenabled()
        handle.grant(WorkBudget(perf_counter() + 1.0, None, (PointRequest(None, 0, 0),), 0.5))
        handle.wait(10.0)
        assert handle.messages()[0].value is False
        assert gc.isenabled()
    finally:
        handle.close()

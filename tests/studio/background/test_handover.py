"""A long run goes on in another process: the worker's blocks are the same, whatever becomes of that process."""

from time import perf_counter

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.recipe.recipe import Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.handover import Handover
from lossstudio.studio.background.requests import Question, TrainRequest, WorkBudget
from lossstudio.studio.background.worker import Mailbox, Trained, Worker, WorkerHandle
from tests.run.recipes import XOR, recipe

STEPS, A_BLOCK = 400, 16
A_FEW = 8
"""How far the worker may train at once before the run is given away: a quick machine would be done before that."""


class Beside:
    """Stands in for another process: ready at the second look, it makes a block each time it is asked, for a while.

    Its last block comes with its end or, if it is asked for none, nothing does.
    """

    def __init__(self, compiled, most):
        self.compiled, self.looks, self.left = compiled, 0, most
        self.trainer = None
        self.ended = self.closed = False

    @property
    def ready(self):
        self.looks += 1
        return self.looks > 1

    def go_on(self, checkpoint):
        self.trainer = Trainer(self.compiled, checkpoint)

    def blocks(self):
        self.left -= 1
        block = [] if self.left < 0 else [self.trainer.advance(min(A_BLOCK, STEPS - self.trainer.step))]
        self.ended = self.left <= 0 or self.trainer.step >= STEPS
        return block

    def close(self):
        self.closed = self.ended = True


@pytest.fixture
def compiled(monkeypatch):
    monkeypatch.setattr("lossstudio.project.trainer_beside.os.cpu_count", lambda: 2)
    runner = Runner(optimizer=Spec("adam"), learning_rate=0.01)
    return CompiledRecipe.of(recipe(runner, task=XOR, steps=STEPS, batch_size=7))


@pytest.fixture
def trained(compiled):
    """Train by a worker whose runs are handed over at once; how far, and with which other processes."""

    def train(most, change_at=STEPS, requests=(), ahead=STEPS):
        begun, mailbox, timeline = [], Mailbox(), Timeline(compiled)
        handover = Handover(0.0, 0.0, lambda _recipe: begun.append(Beside(compiled, most)) or begun[-1])
        worker = Worker(mailbox, {Question: lambda question: question.work()}, handover)
        while timeline.length < STEPS:
            token, length = int(timeline.length >= change_at), timeline.length
            given_away = bool(begun) and begun[0].trainer is not None
            target = min(STEPS, length + (ahead if given_away else A_FEW))
            request = TrainRequest(token, compiled, length, timeline.checkpoint_before(length), target)
            worker.work(WorkBudget(perf_counter() + (0.01 if requests else 0.002), request, requests, 0.5))
            for message in mailbox.empty():
                if isinstance(message, Trained):
                    assert message.block.first == timeline.length
                    timeline.append(message.block)
            assert timeline.length < target + A_BLOCK
        worker.close()
        return timeline, begun

    return train


@pytest.mark.parametrize("most", [0, 3, STEPS])
def test_the_run_is_the_same_wherever_its_process_ends(trained, compiled, most):
    timeline, [beside] = trained(most)
    here = extend(Timeline(compiled), STEPS)
    assert timeline.theta.tobytes() == here.theta.tobytes()
    assert np.array_equal(timeline.gradient_norm, here.gradient_norm)
    assert beside.trainer is not None, "the run went on there"
    assert beside.closed


@pytest.mark.parametrize("most", [1, 2, 5, STEPS])
@pytest.mark.parametrize("ahead", [1, STEPS])
def test_a_budget_that_answers_questions_too_asks_twice_and_gets_each_block_once(trained, compiled, most, ahead):
    timeline, [beside, *_] = trained(most, requests=(Question("one", lambda: iter([None] * 3)),), ahead=ahead)
    here = extend(Timeline(compiled), STEPS)
    assert timeline.theta.tobytes() == here.theta.tobytes()
    assert beside.trainer is not None


def test_where_nothing_is_trained_any_more_the_process_ends(compiled):
    begun, mailbox, length = [], Mailbox(), 0
    worker = Worker(mailbox, {}, Handover(0.0, 0.0, lambda _: begun.append(Beside(compiled, STEPS)) or begun[-1]))
    while not begun:
        request = TrainRequest(0, compiled, length, None, STEPS)
        worker.work(WorkBudget(perf_counter() + 0.001, request, (), 0.5))
        length += sum(each.block.steps for each in mailbox.empty() if isinstance(each, Trained))
    worker.work(WorkBudget(perf_counter() + 0.001, None, (), 0.5))
    assert begun[0].closed


def test_another_run_ends_the_process_of_the_one_before(trained):
    _, (first, second, *_) = trained(STEPS, change_at=STEPS // 2)
    assert first.closed
    assert first.left > 0, "it could have gone on"
    assert second is not first


def test_a_run_that_is_soon_over_stays_here(compiled):
    begun, mailbox = [], Mailbox()
    worker = Worker(mailbox, {}, Handover(0.0, 1e6, begun.append))
    worker.work(WorkBudget(perf_counter() + 10.0, TrainRequest(1, compiled, 0, None, STEPS), (), 0.5))
    assert sum(each.block.steps for each in mailbox.empty() if isinstance(each, Trained)) == STEPS
    assert begun == []


def test_a_process_that_cant_be_begun_is_done_without(compiled):
    def begin(_recipe):
        raise OSError("no more processes")

    mailbox = Mailbox()
    worker = Worker(mailbox, {}, Handover(0.0, 0.0, begin))
    for _ in range(2):
        worker.work(WorkBudget(perf_counter() + 0.001, TrainRequest(1, compiled, 0, None, STEPS), (), 0.5))
    assert [each for each in mailbox.empty() if isinstance(each, Trained)]


def test_closing_the_worker_ends_the_process(qapp):
    handover = Handover()
    closed = []
    handover.close = lambda: closed.append(True)
    WorkerHandle({}, handover).close()
    assert closed == [True]

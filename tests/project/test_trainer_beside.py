"""A run that goes on in another process: the same bytes, and no process is left."""

import io
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from time import sleep

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.trainer_beside import TrainerBeside, can_be_sent, framed, line_of, serve, taken
from lossstudio.run.recipe.recipe import Recipe, Runner
from lossstudio.run.training.block import Block, Checkpoint
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer
from tests.run.recipes import XOR, recipe

FIRST, STEPS = 30, 800


@pytest.fixture
def long_run() -> Recipe:
    return recipe(Runner(optimizer=Spec("adam"), learning_rate=0.01), task=XOR, steps=STEPS, batch_size=7)


@pytest.fixture
def whole(long_run: Recipe) -> Timeline:
    return extend(Timeline(CompiledRecipe.of(long_run)), STEPS)


@pytest.fixture
def checkpoint(whole: Timeline) -> Checkpoint:
    trainer = Trainer(whole.compiled)
    trainer.go_to(FIRST)
    return trainer.checkpoint()


@pytest.fixture
def beside(long_run: Recipe) -> Iterator[TrainerBeside]:
    made = TrainerBeside(long_run)
    yield made
    made.close()


def assert_goes_on(whole: Timeline, blocks: list[Block]) -> None:
    assert blocks[0].first == FIRST
    assert np.concatenate([block.theta for block in blocks]).tobytes() == whole.theta[FIRST + 1 :].tobytes()
    assert np.concatenate([block.batch_loss for block in blocks]).tobytes() == whole.batch_loss[FIRST:].tobytes()


def test_another_process_makes_the_same_bytes_and_ends(
    beside: TrainerBeside, whole: Timeline, checkpoint: Checkpoint
) -> None:
    while not beside.ready:
        sleep(0.01)
    beside.go_on(checkpoint)
    blocks: list[Block] = []
    while not beside.ended:
        blocks += beside.blocks()
        sleep(0.01)
    assert_goes_on(whole, blocks)
    assert not any(block.theta.flags.writeable for block in blocks), "they go from thread to thread"
    assert any(block.checkpoints for block in blocks), "somebody may go back"
    beside.close()
    with pytest.raises(ProcessLookupError):
        os.kill(beside.number, 0)


def test_a_process_that_is_stopped_holds_nobody_up_and_is_given_up(
    beside: TrainerBeside, checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lossstudio.project.trainer_beside.PATIENCE_S", 0.2)
    while not beside.ready:
        sleep(0.01)
    os.kill(beside.number, signal.SIGSTOP)
    beside.go_on(replace(checkpoint, theta=np.zeros((1, 2**20))))  # more than any pipe takes
    assert not beside.ended
    while not beside.ended:  # it may still take a little before the signal reaches it
        assert beside.blocks() == []
        sleep(0.01)


def test_what_is_served_is_the_run_from_the_checkpoint_on(
    long_run: Recipe, whole: Timeline, checkpoint: Checkpoint
) -> None:
    answers = io.BytesIO()
    serve(io.BytesIO(line_of(long_run) + framed(checkpoint)), answers)
    ready, *blocks = taken(bytearray(answers.getvalue()))
    assert ready is None
    assert_goes_on(whole, blocks)


def test_nothing_is_trained_for_somebody_who_has_gone(long_run: Recipe) -> None:
    with pytest.raises(EOFError):
        serve(io.BytesIO(line_of(long_run)), io.BytesIO())


def test_a_message_is_taken_once_it_is_there_whole() -> None:
    come = bytearray(framed("one") + framed("two")[:-1])
    assert (taken(come), taken(come)) == (["one"], [])
    come += framed("two")[-1:]
    assert (taken(come), come) == (["two"], b"")


def test_large_data_are_not_sent(long_run: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert can_be_sent(long_run)
    monkeypatch.setattr("lossstudio.project.trainer_beside.MOST_TEXT", 100)
    assert not can_be_sent(long_run)

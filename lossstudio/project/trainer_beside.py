"""A trainer in another process of this program, so that a long run and a window don't share one interpreter.

The two ends of its pipes: `TrainerBeside` here, and `serve` there. What travels is pickled, since both ends are this
very program, and nobody else has the pipes.
"""

import json
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from time import perf_counter
from typing import IO, Any

from lossstudio.core.array import frozen
from lossstudio.project.data_file import arrived, tables_of, travelling
from lossstudio.project.program import program
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.block import Block, Checkpoint
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.trainer import Trainer

COMMAND = "steps"
"""What the program is told to do there."""
MOST_TEXT = 60_000
"""So many bytes of a recipe a pipe takes at once, so that nobody waits; where data are larger, so is each step."""
AHEAD_BYTES = 2**20
"""So far ahead of whoever takes its blocks it trains, where the system can say how much a pipe holds."""
PATIENCE_S = 1.0
"""A process that has taken nothing of what it is told for so long has been stopped, and is given up."""
BLOCK_S = 0.008
HEAD = 8
"""Before each message stands its length, in so many bytes."""


def can_be_sent(recipe: Recipe) -> bool:
    """Say whether a run can go on in another process here, and begin there sooner than it is over."""
    if not hasattr(os, "set_blocking") or (os.cpu_count() or 1) < 2:
        return False
    return not tables_of(Scene(recipe=recipe)) and len(line_of(recipe)) < MOST_TEXT


def line_of(recipe: Recipe) -> bytes:
    """Return what `serve` is told first: a line that says what is trained."""
    return f"{json.dumps(travelling(Scene(recipe=recipe)))}\n".encode()


def framed(message: object) -> bytes:
    """Return a message as it travels."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return len(content).to_bytes(HEAD) + content


def taken(come: bytearray) -> list[Any]:
    """Take the messages out of what has come that are there whole."""
    found = []
    while len(come) > HEAD and len(come) >= (end := HEAD + int.from_bytes(come[:HEAD])):
        found.append(pickle.loads(come[HEAD:end]))  # noqa: S301 - this very program has the other end
        del come[:end]
    return found


class TrainerBeside:
    """A process that makes the steps of a run from a checkpoint on, a little ahead of whoever takes them.

    Nothing here waits for it: it is ready when it is, takes what it is told when it does, and leaves its blocks in a
    pipe. When that is full, it rests.

    Parameters
    ----------
    recipe
        What is trained; `can_be_sent`.

    Raises
    ------
    OSError
        If the process can't be begun.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [*program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a group of its own: Ctrl+C reaches us alone, who end it
            bufsize=0,
        )
        self._come, self._untold = bytearray(), memoryview(b"")
        self._given_up_at = 0.0
        self._ready = self.ended = False
        for stream in (self._process.stdin, self._process.stdout):
            pipe = self._pipe(stream).fileno()
            _widen(pipe)
            os.set_blocking(pipe, False)
        self._tell(line_of(recipe))

    @property
    def ready(self) -> bool:
        """Whether it waits for a checkpoint to go on from; once it does."""
        if not self._ready and self._messages():
            self._ready = True
        return self._ready

    @property
    def number(self) -> int:
        """The number of its process."""
        return self._process.pid

    def go_on(self, checkpoint: Checkpoint) -> None:
        """Train from here to the end of the run; it must be ready."""
        self._tell(framed(checkpoint))

    def blocks(self) -> list[Block]:
        """Return the blocks that have come since the last time; `ended` says that no more will."""
        blocks: list[Block] = self._messages()
        for block in blocks:
            for array in (block.theta, block.batch_loss, block.gradient_norm, block.learning_rate):
                frozen(array)
        return blocks

    def close(self) -> None:
        """End it; what it has made and nobody has taken is lost."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            self._pipe(pipe).close()
        self.ended = True

    def _tell(self, message: bytes) -> None:
        self._untold = memoryview(bytes(self._untold) + message)
        self._given_up_at = perf_counter() + PATIENCE_S
        self._tell_on()

    def _tell_on(self) -> None:
        """Tell as much as there is room for; where nothing more of it is taken, the process is as good as ended."""
        pipe = self._pipe(self._process.stdin).fileno()
        with suppress(BlockingIOError, BrokenPipeError):  # one that has ended is met again when its blocks are taken
            while self._untold:
                self._untold = self._untold[os.write(pipe, self._untold) :]
                self._given_up_at = perf_counter() + PATIENCE_S
        if self._untold and perf_counter() > self._given_up_at:
            self.ended = True

    def _messages(self) -> list[Any]:
        """Return what has come whole."""
        if not self.ended:
            self._tell_on()
            self._read()
        return taken(self._come)

    def _read(self) -> None:
        """Read what is there."""
        pipe = self._pipe(self._process.stdout).fileno()
        with suppress(BlockingIOError):
            while come := os.read(pipe, AHEAD_BYTES):
                self._come += come
            self.ended = True

    @staticmethod
    def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Train what is asked for, up to its end, and write its blocks.

    Raises
    ------
    EOFError
        If whoever asks has ended before it said where to begin.
    OSError
        If whoever asks has ended.
    """
    compiled = CompiledRecipe.of(arrived(json.loads(asked.readline())).recipe)
    _write(answers, None)
    trainer = Trainer(compiled, _checkpoint(asked))
    while trainer.step < compiled.steps and not all(trainer.stopped):
        _write(answers, trainer.advance(compiled.steps - trainer.step, perf_counter() + BLOCK_S))


def _write(answers: IO[bytes], message: object) -> None:
    answers.write(framed(message))
    answers.flush()


def _checkpoint(asked: IO[bytes]) -> Checkpoint:
    head = asked.read(HEAD)
    found = taken(bytearray(head + asked.read(int.from_bytes(head))))
    if not found:
        raise EOFError
    checkpoint: Checkpoint = found[0]
    return checkpoint


def _widen(pipe: int) -> None:
    """Let a pipe hold more than it does by itself."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):  # a system may allow less
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, AHEAD_BYTES)

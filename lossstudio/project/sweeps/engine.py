"""Engines: where the blocks of a sweep are worked out. What comes of them is the same bytes on each."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Protocol, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.pieces import finished
from lossstudio.project.program import program
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.run.sweep.axis import SweepError
from lossstudio.run.sweep.training import trained_block

Found: TypeAlias = Mapping[str, Floats]
COMMAND = "blocks"
"""What the program is told to do in a worker: a request on its standard input, then one number of a block a line."""
MOST_DEATHS = 3
"""So many workers in a row may end before they have finished a block."""


class Engine(Protocol):
    """Where blocks are worked out."""

    @property
    def workers(self) -> int:
        """How many blocks are worked on at once."""

    def work(self, request: SweepRequest, blocks: Sequence[int]) -> Iterator[tuple[int, Found]]:
        """Yield blocks and what came of them, in the order in which they are finished."""


@dataclass(frozen=True, slots=True)
class Inline:
    """In this process."""

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def work(self, request: SweepRequest, blocks: Sequence[int]) -> Iterator[tuple[int, Found]]:
        """As `Engine.work`."""
        for block in blocks:
            yield block, finished(trained_block(request.sweep, block))


@dataclass(frozen=True, slots=True)
class Processes:
    """In processes of this machine; one that is killed costs the block that it was at.

    Attributes
    ----------
    workers
        How many.
    """

    workers: int

    def work(self, request: SweepRequest, blocks: Sequence[int]) -> Iterator[tuple[int, Found]]:
        """As `Engine.work`."""
        waiting: Queue[int] = Queue()
        for block in blocks:
            waiting.put(block)
        done: Queue[tuple[int, Found] | Exception] = Queue()
        hands = [_Hand(request, waiting, done) for _ in range(min(self.workers, len(blocks)))]
        with ThreadPoolExecutor(max(1, len(hands))) as threads:
            try:
                for hand in hands:
                    threads.submit(hand.work)
                for _ in blocks:
                    came = done.get()
                    if isinstance(came, Exception):
                        raise came
                    yield came
            finally:
                for hand in hands:
                    hand.stop()


class _Hand:
    """One worker process after another, and the thread that talks to it."""

    def __init__(
        self, request: SweepRequest, waiting: "Queue[int]", done: "Queue[tuple[int, Found] | Exception]"
    ) -> None:
        self._request, self._waiting, self._done = request, waiting, done
        self._child: subprocess.Popen[str] | None = None
        self._stopped = False

    def work(self) -> None:
        """Work off what waits."""
        deaths = 0
        while not self._stopped and deaths < MOST_DEATHS:
            try:
                block = self._waiting.get_nowait()
            except Empty:
                break
            found = self._worked_out(block)
            if found is not None:
                deaths = 0
                self._done.put((block, found))
            elif not self._stopped:
                deaths += 1
                self._waiting.put(block)
        if deaths == MOST_DEATHS:
            self._done.put(SweepError(f"{deaths} workers in a row ended before they had finished a block"))
        self.stop()

    def stop(self) -> None:
        """End the process, for good."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        child, self._child = self._child, None  # the thread and whoever waits for it may both come to it
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError, ValueError):
                        pipe.close()

    def _worked_out(self, block: int) -> Found | None:
        """Return what comes of a block; None where the process has ended over it."""
        try:
            child = self._child = self._child or self._begun()
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(f"{block}\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except (OSError, ValueError):
            line = ""
        if not line.endswith("\n"):
            self._end()
            return None
        return {name: np.array(values) for name, values in json.loads(line).items()}

    def _begun(self) -> "subprocess.Popen[str]":
        child = subprocess.Popen(  # noqa: S603 - our own program, and no shell
            [*program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # Ctrl+C reaches it too, and is told once
            text=True,
            encoding="utf-8",
        )
        assert child.stdin is not None
        child.stdin.write(self._request.to_text() + "\n")
        return child


def engine(*, workers: int | None = None) -> Engine:
    """Return an engine of so many processes of this machine; None: as many as it has cores."""
    count = (os.cpu_count() or 1) if workers is None else workers
    if count < 1:
        raise SweepError(f"there must be at least 1 worker, not {count}")
    return Inline() if count == 1 else Processes(count)

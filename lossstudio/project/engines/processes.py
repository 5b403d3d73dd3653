"""The engine that works in other processes of this machine."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Lock, Timer
from typing import IO, Any

from lossstudio.project.engines.errors import EngineError
from lossstudio.project.engines.work import BlockAnswer, Work, name_of
from lossstudio.project.program import GO_ON, PAUSE, program

COMMAND = "blocks"
"""What the program is told to do in a worker: a work on its standard input, then one number of a block a line, or that
it is to rest, or to go on."""
MOST_DEATHS = 3
"""So many workers in a row may end before they have finished a block."""
LOOKS_UP_S = 0.1
RESTS_AFTER_S = 0.3
"""Whoever is asked to heed and hasn't answered by then waits, as a film that is paused does; so do the workers then."""
GRACE_S = 0.5
"""How long a worker that is no longer wanted may clean up after itself."""


@dataclass(frozen=True, slots=True)
class Processes:
    """In processes of this machine; one that is killed costs the block that it was at.

    Attributes
    ----------
    workers
        How many.
    """

    workers: int

    def work(self, work: Work, blocks: Sequence[int], heed: Callable[[], object]) -> Generator[BlockAnswer]:
        """As `Engine.work`."""
        waiting: Queue[int] = Queue()
        for block in blocks:
            waiting.put(block)
        done: Queue[BlockAnswer | Exception] = Queue()
        said = json.dumps({"work": name_of(work), "text": work.to_text()})
        hands = [_Hand(said, waiting, done) for _ in range(min(self.workers, len(blocks)))]
        with ThreadPoolExecutor(max(1, len(hands))) as threads:
            try:
                for hand in hands:
                    threads.submit(hand.work)
                for _ in blocks:
                    yield _next(done, lambda: _heeded(heed, hands))
            finally:
                for hand in hands:
                    hand.ask_to_end()
                for hand in hands:
                    hand.stop()


def _next(done: "Queue[BlockAnswer | Exception]", heed: Callable[[], object]) -> BlockAnswer:
    """Return what comes next, looking up several times a second."""
    while True:
        heed()
        with suppress(Empty):
            came = done.get(timeout=LOOKS_UP_S)
            if isinstance(came, Exception):
                raise came
            return came


def _heeded(heed: Callable[[], object], hands: "list[_Hand]") -> None:
    """Heed; where that takes a while, let the workers rest until it is over."""

    def rest() -> None:
        for hand in hands:
            hand.rest()

    clock = Timer(RESTS_AFTER_S, rest)
    clock.start()
    try:
        heed()
    finally:
        clock.cancel()
        clock.join()
        for hand in hands:
            hand.go_on()


class _Hand:
    """One worker process after another, and the thread that talks to it."""

    def __init__(self, said: str, waiting: "Queue[int]", done: "Queue[BlockAnswer | Exception]") -> None:
        self._said, self._waiting, self._done = said, waiting, done
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped, self._changing, self._free = False, Lock(), Event()
        self._free.set()
        self._asking = False  # while a block is asked for nobody else writes: a process that doesn't read holds that up
        self._rests = False  # as the process was told last

    def work(self) -> None:
        """Work off what waits."""
        deaths = 0
        while not self._stopped and deaths < MOST_DEATHS:
            self._free.wait()
            try:
                block = self._waiting.get_nowait()
            except Empty:
                break
            answer = self._worked_out(block)
            if answer is not None:
                deaths = 0
                self._done.put(answer)
            elif not self._stopped:
                deaths += 1
                self._waiting.put(block)
        if deaths == MOST_DEATHS:
            self._done.put(EngineError(f"{deaths} workers in a row ended before they had finished a block"))
        self.stop()

    def rest(self) -> None:
        """Let the process rest in the middle of its block, and begin no other."""
        with self._changing:
            self._free.clear()
            self._tell_of_rest()

    def go_on(self) -> None:
        """Let it work again."""
        with self._changing:
            if not self._free.is_set():
                self._free.set()
                self._tell_of_rest()

    def _tell_of_rest(self) -> None:
        """Tell the process whether it is to rest; where a block is being asked for, it is told after that."""
        rests = not self._free.is_set()
        if self._asking or rests == self._rests or self._child is None or self._child.stdin is None:
            return
        self._rests = rests
        with suppress(OSError, ValueError):  # one that has ended doesn't hear it
            self._child.stdin.write((PAUSE if rests else GO_ON) + b"\n")
            self._child.stdin.flush()

    def ask_to_end(self) -> None:
        """Let the process clean up after itself and end."""
        self._stopped = True
        self._free.set()
        with self._changing:
            if self._child is not None:
                self._child.terminate()

    def stop(self) -> None:
        """End the process, for good."""
        self.ask_to_end()
        self._end()

    def _end(self) -> None:
        with self._changing:
            child, self._child = self._child, None  # the thread and whoever waits for it may both come to it
        if child is not None:
            with suppress(subprocess.TimeoutExpired):
                child.wait(GRACE_S if self._stopped else 0.0)
            _kill_with_all_it_began(child)
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError, ValueError):
                        pipe.close()

    def _worked_out(self, block: int) -> BlockAnswer | None:
        """Return what comes of a block; None where the process has ended over it."""
        try:
            return read_answer(self._asked(block))
        except (OSError, ValueError, KeyError):
            self._end()
            return None

    def _asked(self, block: int) -> IO[bytes]:
        """Ask for a block, and return where it comes; begin a process where there is none.

        Raises
        ------
        OSError
            If it can't be begun, or is no longer wanted.
        """
        with self._changing:
            if self._stopped:
                raise BrokenPipeError
            said = f"{block}\n" if self._child is not None else f"{self._said}\n{block}\n"
            self._rests = self._rests and self._child is not None
            self._child = child = self._child or _process()
            self._asking = True
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(said.encode())
            child.stdin.flush()
        finally:
            with self._changing:
                self._asking = False
                self._tell_of_rest()
        return child.stdout


def _process() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own program, and no shell
        [*program(), COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: Ctrl+C reaches us alone, who end it
    )


def _kill_with_all_it_began(child: "subprocess.Popen[bytes]") -> None:
    if sys.platform == "win32":
        child.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def write_answer(stream: IO[bytes], answer: BlockAnswer) -> None:
    """Write what `read_answer` reads: a line that says what it is, and the arrays."""
    head = {"block": answer.block, "bytes": len(answer.content), "error": answer.error}
    stream.write(f"{json.dumps(head)}\n".encode())
    stream.write(answer.content)
    stream.flush()


def read_answer(stream: IO[bytes]) -> BlockAnswer:
    """Return the next answer.

    Raises
    ------
    ValueError
        If there is none, or only a part of one.
    """
    head: dict[str, Any] = json.loads(stream.readline())
    content = stream.read(head["bytes"])
    if len(content) != head["bytes"]:
        raise ValueError("a part is missing")
    return BlockAnswer(head["block"], content, head["error"])

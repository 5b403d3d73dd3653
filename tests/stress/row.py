"""A row of the table: what is tried again and again, how often, and what came of it."""

import os
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time

MOST_TOLD = 5
"""So many failures of a row are told in full."""


@dataclass(slots=True)
class Tally:
    """What came of a row so far.

    Attributes
    ----------
    aim
        How many times it is tried in this run.
    first
        The number of the first time: earlier ones were tried in another run.
    done
        How many times it was.
    failures
        What went wrong, in words with which it can be tried again.
    slowest_s
        The longest that one took of the processor.
    memory_mb
        The most that a process of it took.
    notes
        Figures of its own.
    """

    aim: int
    first: int = 0
    done: int = 0
    failures: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    memory_mb: float = 0.0
    notes: dict[str, str] = field(default_factory=dict)

    def rounds(self, seed: int) -> Iterator[tuple[int, random.Random]]:
        """Yield the number of each time and a source of chance, the same one for a number in each run."""
        for number in range(self.first, self.first + self.aim):
            yield number, random.Random(f"{seed} {number}")
            self.done += 1

    def fail(self, what: str) -> None:
        """Note a failure."""
        self.failures.append(what)

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Note how long something took of the processor, for the machine may have other work."""
        began = process_time()
        try:
            yield
        finally:
            self.slowest_s = max(self.slowest_s, process_time() - began)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes
    ----------
    name
        What is tried.
    aim
        How many times, at a factor of 1.
    work
        Tries it as often as the tally says.
    """

    name: str
    aim: int
    work: Callable[[Tally], None]

    def run(self, factor: float, start: float = 0.0) -> Tally:
        """Try it `factor` times as often as is aimed at; whatever it raises is a failure.

        Parameters
        ----------
        start
            The share of the whole row that was tried before.
        """
        tally = Tally(max(1, round(factor * self.aim)), round(start * self.aim))
        try:
            self.work(tally)
        except Exception:
            tally.fail(traceback.format_exc())
        tally.memory_mb = max(tally.memory_mb, peak_mb(resource.RUSAGE_SELF), peak_mb(resource.RUSAGE_CHILDREN))
        return tally


def peak_mb(whose: int) -> float:
    """Return the most memory that this process, or its children, have had."""
    return resource.getrusage(whose).ru_maxrss / 1024


def processor_s(whose: int) -> float:
    """Return how long this process, or its children that have ended, have had the processor."""
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def processor_s_of(process: int) -> float:
    """Return how long another process has had the processor; 0 of one that is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forked(work: Callable[[], object], *, killed_after_s: float | None = None, patience_s: float = 120.0) -> int:
    """Do something in a copy of this process, which must have one thread, and return its exit code.

    Parameters
    ----------
    killed_after_s
        After so long the copy is killed; None: it may end by itself.
    patience_s
        After so long it is killed as one that hangs.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _do_and_leave(work)
    until = monotonic() + (patience_s if killed_after_s is None else killed_after_s)
    while monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        os.sched_yield()
        signal.sigtimedwait([], 0.0005)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def hear_all() -> None:
    """Let new processes hear the signals that end them; a shell's background jobs and `nohup` don't, nor theirs."""
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, lambda *_: None)  # this process goes on; others begin with what is usual


def _do_and_leave(work: Callable[[], object]) -> None:
    """Do it and leave without what a copy must not do again: handlers at the exit, buffers that are the parent's."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def told(name: str, tally: Tally) -> str:
    """Return the line of a row."""
    figures = [f"{tally.done:,}/{tally.aim:,}", f"failures {len(tally.failures)}"]
    if tally.slowest_s:
        figures.append(f"slowest {tally.slowest_s:.2f} s")
    figures += [f"{tally.memory_mb:.0f} MB", *(f"{key} {value}" for key, value in tally.notes.items())]
    return f"{name:<44} {'   '.join(figures)}"

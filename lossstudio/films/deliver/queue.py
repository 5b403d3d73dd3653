"""The queue of films: one is made after another, each by a child process; whoever owns it asks it to go on."""

import itertools
import time
from functools import cached_property
from typing import Literal, TypeAlias

from lossstudio.films.deliver.estimate import Progress
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.process import ExportProcess
from lossstudio.films.errors import FilmUsageError
from lossstudio.project.engines.store import digest_in, remove_store
from lossstudio.run.recipe.errors import SceneError

State: TypeAlias = Literal["waiting", "running", "stopping", "done", "failed", "cancelled"]

OPEN: tuple[State, ...] = ("waiting", "running", "stopping")


class QueuedExport:
    """A film in the queue.

    Attributes
    ----------
    number
        Its own, in the order of asking.
    commission
        What is made.
    state, error
        How it is, and why it failed.
    took_s
        How long it was made, pauses included.
    notices
        What a person should know of what was made.
    """

    def __init__(self, number: int, commission: ExportJob) -> None:
        self.number, self.commission = number, commission
        self.state: State = "waiting"
        self.error = ""
        self.took_s = 0.0
        self.notices: tuple[str, ...] = ()
        self._child: ExportProcess | None = None
        self._began = 0.0

    @property
    def open(self) -> bool:
        """Whether it is still to be made."""
        return self.state in OPEN

    @property
    def process(self) -> int | None:
        """The number of its child's process, while there is one."""
        return self._child.process if self._child is not None else None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._child.progress if self._child is not None else Progress()

    def begin(self) -> None:
        """Start its child."""
        self._began = time.monotonic()
        try:
            self._child = ExportProcess(self.commission)
        except (OSError, SceneError, FilmUsageError) as error:
            self.state, self.error = "failed", str(error)
        else:
            self.state = "running"

    def follow(self) -> None:
        """Note how the child is."""
        if self._child is None or self.state not in ("running", "stopping"):
            return
        state = self._child.state
        if state != "running":
            self.took_s = time.monotonic() - self._began
            self.state, self.error, self.notices = state, self._child.error, tuple(self._child.notices)
            self._child = None

    @property
    def kept(self) -> bool:
        """Whether something of it is kept, so that it goes on when it is made again."""
        return not self.open and self._has_store

    def forget(self) -> None:
        """Delete what is kept of it, not what is kept of another one of its name."""
        if self.commission.store is not None and self._has_store:
            remove_store(self.commission.store)

    @property
    def _has_store(self) -> bool:
        store = self.commission.store
        kept = None if store is None else digest_in(store)
        return kept is not None and kept == self._digest

    @cached_property
    def _digest(self) -> str:
        return self.commission.digest

    def pause(self) -> None:
        """Let its child rest."""
        if self._child is not None:
            self._child.pause()

    def go_on(self) -> None:
        """Let its child work again."""
        if self._child is not None:
            self._child.go_on()

    def stop(self) -> None:
        """Make it no more; what there is of it goes soon."""
        if self._child is not None and self.state == "running":
            self._child.stop()
            self.state = "stopping"
        elif self.state == "waiting":
            self.state = "cancelled"

    def end(self) -> None:
        """Make it no more, and wait until what there is of it has gone."""
        if self._child is not None:
            self._child.cancel()
            self._child = None
        if self.open:
            self.state = "cancelled"


class FilmQueue:
    """Films in the order of asking. `tick` is called now and then, always from the thread that asks for films."""

    def __init__(self) -> None:
        self._entries: list[QueuedExport] = []
        self._numbers = itertools.count(1)
        self._paused = False

    @property
    def entries(self) -> tuple[QueuedExport, ...]:
        """All that were asked for and not put away, the oldest first."""
        return tuple(self._entries)

    @property
    def open(self) -> tuple[QueuedExport, ...]:
        """Those that are still to be made."""
        return tuple(entry for entry in self._entries if entry.open)

    @property
    def current(self) -> QueuedExport | None:
        """The one that is being made."""
        return next((entry for entry in self._entries if entry.state in ("running", "stopping")), None)

    @property
    def paused(self) -> bool:
        """Whether it rests: the one in the making, and those that wait."""
        return self._paused

    def add(self, commission: ExportJob) -> QueuedExport:
        """Ask for a film; it is begun when its turn comes.

        Raises
        ------
        FilmUsageError
            If it is asked for in a way that can't work.
        """
        commission.check()
        entry = QueuedExport(next(self._numbers), commission)
        self._entries.append(entry)
        self._begin_next()
        return entry

    def tick(self) -> tuple[QueuedExport, ...]:
        """Let it go on, and return those that have ended since the last time."""
        before = self.open
        for entry in before:
            entry.follow()
        self._begin_next()
        if not self.open:
            self._paused = False
        return tuple(entry for entry in before if not entry.open)

    def pause(self) -> None:
        """Rest: the one in the making, and those that wait."""
        self._paused = bool(self.open)
        if self.current is not None:
            self.current.pause()

    def go_on(self) -> None:
        """Work again."""
        self._paused = False
        if self.current is not None:
            self.current.go_on()
        self._begin_next()

    def put_away(self, entry: QueuedExport) -> None:
        """Forget a film that is made or given up, with what is kept of it while it isn't made; its file stays."""
        if not entry.open:
            entry.forget()
            self._entries.remove(entry)

    def put_all_away(self) -> None:
        """Forget all that are made or given up, as `put_away` does."""
        for entry in self.entries:
            self.put_away(entry)

    def again(self, entry: QueuedExport) -> QueuedExport:
        """Ask once more for a film that could not be made; one of which something is kept goes on."""
        self._entries.remove(entry)
        return self.add(entry.commission)

    def end(self) -> None:
        """Give up all that is open, within two seconds; nothing is left of what isn't made."""
        for entry in reversed(self.open):
            entry.end()
        for entry in self._entries:
            entry.forget()

    def _begin_next(self) -> None:
        waiting = [entry for entry in self._entries if entry.state == "waiting"]
        if waiting and self.current is None and not self._paused:
            waiting[0].begin()

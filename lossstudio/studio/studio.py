"""The Studio: the live application without a widget. Views read its parts, apply commands and receive its signals."""

from collections.abc import Callable, Hashable
from os import PathLike
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar
from weakref import ref

from PySide6.QtCore import QObject, Signal, SignalInstance

from lossstudio.project.examples import DEFAULT, EXAMPLES, find
from lossstudio.project.file import load
from lossstudio.project.file_state import FileState
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.background.inquiries import Failed, Inquiries, Inquiry
from lossstudio.studio.background.pacing import SHARED, FrameSharing, Pacing, Work
from lossstudio.studio.background.plane import as_shown
from lossstudio.studio.background.worker import WorkerHandle
from lossstudio.studio.changes import Changes, Fact, Notice
from lossstudio.studio.commands.command import Command
from lossstudio.studio.session.active_run import AT_ONCE_S
from lossstudio.studio.session.selection import Selection
from lossstudio.studio.session.session import Session
from lossstudio.studio.session.snapshot import Snapshot

T = TypeVar("T")


class Studio(QObject):
    """The parts of the live application, and how they are notified of each other's changes.

    Views read the parts at any time in the main thread; whoever wants something changed applies a command.

    Signals
    -------
    Each is a past fact, sent when the change is complete; `Fact` says what each means and in which order they come.
    `timeline_grew` says the first and the last new step, `notice_raised` the Notice. At last `changed` says them all
    (a frozenset of Fact), for views that show several facts at once and needn't do so several times.
    `question_asked` is no such fact: something was asked, so that there is work to do. Nor is `change_asked(way)`: a
    command is about to act (0), or a change to be taken back (-1) or made again (1), so that a view which holds a
    change back makes it now or never; later it would stand in the history behind what came after it, or end redo.

    Attributes
    ----------
    document, run, playback, analysis
        The parts.
    frame
        How many display frames have been lived: views that needn't follow each of them take turns by it.

    Parameters
    ----------
    scene
        What to begin with; None is the default example.
    path
        The file that holds it; None: it has none yet.
    clock
        Seconds that only go forward; `tick` is given its times.
    worker, pacing, at_once_s
        Who works in the background, for how long, and how long an edit may train on the spot.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """

    document_changed = Signal()
    history_changed = Signal()
    scene_changed = Signal()
    timeline_replaced = Signal()
    timeline_grew = Signal(int, int)
    landscape_changed = Signal()
    selection_changed = Signal()
    playback_changed = Signal()
    cursor_moved = Signal()
    curves_changed = Signal()
    explanation_changed = Signal()
    advice_changed = Signal()
    rates_changed = Signal()
    notice_raised = Signal(object)
    changed = Signal(object)
    question_asked = Signal()
    change_asked = Signal(int)

    def __init__(
        self,
        scene: Scene | None = None,
        parent: QObject | None = None,
        *,
        path: Path | None = None,
        clock: Callable[[], float] = perf_counter,
        worker: WorkerHandle | None = None,
        pacing: Pacing = SHARED,
        at_once_s: float = AT_ONCE_S,
    ) -> None:
        shown = EXAMPLES[DEFAULT].load() if scene is None else scene
        session = Session(shown, clock(), path=path, at_once_s=at_once_s)
        super().__init__(parent)
        self._session, self._clock, self._frame_s = session, clock, pacing.frame_s
        self.document, self.run = session.document, session.run
        self.playback, self.analysis = session.playback, session.analysis
        self.frame, self._now = 0, clock()
        self._worker = worker or WorkerHandle()
        self._inquiries = Inquiries(self.question_asked.emit)
        self._sharing = FrameSharing(
            self._worker, pacing, self._work, lambda: self.analysis.landscape is not None, parent=self
        )
        self._signals: dict[Fact, SignalInstance] = {
            Fact.DOCUMENT: self.document_changed,
            Fact.HISTORY: self.history_changed,
            Fact.SCENE: self.scene_changed,
            Fact.RUN: self.timeline_replaced,
            Fact.GROWTH: self.timeline_grew,
            Fact.LANDSCAPE: self.landscape_changed,
            Fact.SELECTION: self.selection_changed,
            Fact.PLAYBACK: self.playback_changed,
            Fact.CURSOR: self.cursor_moved,
            Fact.CURVES: self.curves_changed,
            Fact.EXPLANATION: self.explanation_changed,
            Fact.ADVICE: self.advice_changed,
            Fact.RATES: self.rates_changed,
            Fact.NOTICE: self.notice_raised,
        }

    @property
    def selection(self) -> Selection:
        """What is selected; another choice is another Selection."""
        return self._session.selection

    @property
    def snapshot(self) -> Snapshot:
        """Everything as it is now, as commands see it."""
        return self._session.snapshot

    @property
    def computing(self) -> bool:
        """Whether something is being computed, or will be as soon as everything rests."""
        training, requests = self._work()
        wanted = training is not None or bool(requests) or self.analysis.waits
        return wanted or not self._worker.parked or self._worker.holds_work

    @property
    def asked(self) -> bool:
        """Whether a view waits for the answer to a question."""
        return self._inquiries.asked

    @property
    def answered(self) -> bool:
        """Whether all has its answer: what is still computed makes a surface finer, or can wait, as a map can."""
        training, _ = self._work()
        wanted = training is not None or self.analysis.wanted or self._inquiries.requests(patient=False)
        return not (self.playback.moving or wanted or self.analysis.waits)

    @property
    def busy(self) -> bool:
        """Whether a tick would do something; the display's timer may rest while it wouldn't."""
        return self.playback.moving or self.computing

    def signal(self, fact: Fact) -> SignalInstance:
        """Return the signal for the change of a fact."""
        return self._signals[fact]

    def inquiry(
        self,
        subject: Hashable,
        answered: Callable[[T], None],
        *,
        failed: Failed | None = None,
        patient: bool = False,
    ) -> Inquiry[T]:
        """Return what a view asks its questions with; where it is the view's own method that hears, it ends with it.

        Parameters
        ----------
        subject
            What it is about: questions of one subject take about equally long.
        answered
            Hears of each answer, in the main thread.
        failed
            Hears of an error in its place; without it, a notice is raised.
        patient
            Whether everything else comes first, as for work that takes seconds.
        """
        made = Inquiry(self._inquiries, subject, answered, failed or self._say_failure, patient=patient)
        view = getattr(answered, "__self__", None)
        if isinstance(view, QObject):
            asked = ref(made)  # the view has it, and isn't to be held by it
            view.destroyed.connect(lambda: _cancel(asked()))
        return made

    def apply(self, command: Command) -> frozenset[Fact]:
        """Run a command, say what it has changed, and return it."""
        self.change_asked.emit(0)
        now = self._clock()
        facts = self._change(lambda changes: self._session.perform(command, changes, now), now)
        if self.analysis.requests():  # of what is asked alone, as of another plane, no fact tells
            self.question_asked.emit()
        return facts

    def undo(self) -> None:
        """Take the last change back, and its run with it."""
        self.change_asked.emit(-1)
        now = self._clock()
        self._change(lambda changes: self._session.travel(self.document.undo, changes, now), now)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self.change_asked.emit(1)
        now = self._clock()
        self._change(lambda changes: self._session.travel(self.document.redo, changes, now), now)

    def open_file(self, path: str | PathLike[str]) -> None:
        """Open a scene file; the scene that is open stays when that can't be done.

        Raises
        ------
        SceneError
            If the file can't be used; the text is fit for a window.
        """
        self._open(load(path), Path(path))

    def open_loaded(self, scene: Scene, path: Path) -> None:
        """Open what was loaded from a file meanwhile, as `open_file` does.

        Raises
        ------
        SceneError
            If it can't be used.
        """
        self._open(scene, path)

    def open_example(self, key: str) -> None:
        """Open a shipped example, as a new document.

        Raises
        ------
        SceneError
            If there is none of that name, or it can't be used.
        """
        if key not in EXAMPLES:
            find(key)
            raise SceneError("", f"no example is called {key!r}")
        self._open(EXAMPLES[key].load(), None)

    def open_unsaved(self, scene: Scene, path: Path | None) -> None:
        """Open a scene with changes that its file hasn't, as it was left behind.

        Raises
        ------
        SceneError
            If it can't be used.
        """
        self._open(scene, path, saved=False)

    def note_saved(self, scene: Scene, path: Path, state: FileState | None) -> None:
        """Let the document belong to a file that holds one of its scenes now, in this state."""
        self._change(lambda _changes: self.document.note_saved(scene, path, state), self._clock())

    def allow_edits(self, allowed: bool) -> None:
        """Let the document be edited, or only looked at."""

        def allow(_changes: Changes) -> None:
            self.document.read_only = not allowed

        self._change(allow, self._clock())

    def scene_as_shown(self) -> Scene:
        """Return the document with exactly the plane that is on show, so that a film shows what the window showed."""
        return as_shown(self.document.scene, self.analysis.plane)

    def tick(self, now: float) -> None:
        """Live one display frame: take what the worker has finished, move the cursor, and grant the worker time.

        The window's display timer calls this; the worker's budget is given when the event loop has painted what follows
        from it.

        Parameters
        ----------
        now
            Seconds of the Studio's clock.
        """
        self._sharing.begin()
        self.frame += 1
        try:
            messages = self._inquiries.sort_out(self._worker.messages())
            self._change(lambda changes: self._session.live(messages, changes, now), now)
            self._inquiries.deliver()
        finally:
            self._sharing.end()

    def close(self) -> None:
        """End the background thread, within 2 seconds; what was asked has no answer any more."""
        self.playback.pause()
        self._inquiries.close()
        self._worker.close()

    def _open(self, scene: Scene, path: Path | None, *, saved: bool = True) -> None:
        self._change(lambda changes: self._session.open(scene, path, changes, saved=saved), self._clock())

    def _change(self, work: Callable[[Changes], None], now: float) -> frozenset[Fact]:
        """Do some work, let the parts follow, and say what has changed: in this order, whatever goes wrong."""
        changes, self._now = Changes(), now
        try:
            work(changes)
        finally:
            try:
                self._session.complete(changes, now)
            finally:
                self._tell(changes)
        return changes.facts

    def _tell(self, changes: Changes) -> None:
        for fact, values in changes.told():
            self._signals[fact].emit(*values)
        if changes.facts:
            self.changed.emit(changes.facts)

    def _work(self) -> Work:
        """Return what the worker shall do."""
        asked, analysis = self._inquiries.requests(patient=False), self.analysis.requests()
        if self.analysis.awaits_surface:
            return self._session.training(self._now, self._frame_s), analysis
        # Without a surface there is no picture: it comes before what the cards around it ask.
        first = (analysis, asked) if self.analysis.landscape is None else (asked, analysis)
        requests = (*first[0], *first[1], *self._inquiries.requests(patient=True))
        return self._session.training(self._now, self._frame_s), requests

    def _say_failure(self, error: Exception, details: str) -> None:
        notice = Notice("error", f"Something could not be computed: {error}", details, about="run")
        self._change(lambda changes: changes.note_notice(notice), self._clock())


def _cancel(inquiry: Inquiry[Any] | None) -> None:
    if inquiry is not None:
        inquiry.cancel()

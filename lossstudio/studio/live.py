"""What keeps the Studio alive: one tick a display frame, edits, and the worker's grants."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from lossstudio.project.scene import Scene
from lossstudio.run.course import Course
from lossstudio.run.errors import SceneError
from lossstudio.run.kinds import kind_of
from lossstudio.run.plane_spec import check_plane_spec
from lossstudio.run.planes import fit_plane
from lossstudio.run.timeline import Timeline
from lossstudio.studio.notice import Notice
from lossstudio.studio.planes import same_space
from lossstudio.studio.requests import Grant, Order, RangeRequest
from lossstudio.studio.speed import Place
from lossstudio.studio.watching import NEVER, Watching
from lossstudio.studio.worker import Answer, Failure, Message, Trained, Workshop

FRAME_S = 0.016
"""From one frame of the display to the next: about 60 a second."""
SPARE_S = 0.001
"""The worker stops this long before the next frame."""
LEAST_GRANT_S = 0.003
LEAST_SHARE = 0.2
"""What the worker gets even when painting took the whole frame: some time, and a share of what painting took.

The main thread then rests that long: it would take the interpreter's lock away again and again, and the worker would
come to nothing.
"""
TRAINING_SHARE = 0.7
TRAINING_SHARE_BLIND = 0.1
"""How much of a grant is for training first: with a surface on show, and before there is one."""
DRAG_S = 0.25
"""A drag counts as going on for this long after its last change."""
REST_S = 0.4
"""How long after the last change it is looked whether the plane still serves."""
WHEN_HEARD = QEvent.Type(QEvent.registerEventType())
WHEN_PAINTED = QEvent.Type(QEvent.registerEventType())


class Live(Watching):
    """Facts that change: the base of all commands."""

    def __init__(
        self, scene: Scene, parent: QObject | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(scene, parent, clock=clock)
        self._workshop = Workshop()
        self._frame_began = perf_counter()
        self._regain = 0
        self._failed_token: int | None = None
        self._shown_texts: tuple[object, ...] = ()
        self._shown_document: tuple[object, ...] = ()
        self._fit_new_plane()
        self._coach()

    def tick(self, now: float) -> None:
        """Live one display frame: take what the worker has finished, move the cursor, and grant the worker time.

        The window's display timer calls this; the grant is given when the event loop has painted what follows from it.

        Parameters
        ----------
        now
            Seconds of the Studio's clock.
        """
        self._frame_began, self._now = perf_counter(), now
        self._frame += 1
        try:
            with self._change():
                for message in self._workshop.messages():
                    self._take(message)
                self._move(now)
                self._check_plane(now)
        finally:
            if self._workshop.parked:
                self._post(WHEN_HEARD)

    @property
    def busy(self) -> bool:
        """Whether a tick would do something; the display's timer may rest while it wouldn't."""
        moving = self.playing or self._player.target is not None
        waiting = not self._workshop.parked or self._check_plane_at < NEVER
        return moving or waiting or self._order() is not None or bool(self._surveyor.requests())

    def customEvent(self, event: QEvent) -> None:
        """Grant the worker the rest of the frame, once everything that the tick set going is painted.

        The first event comes when all have heard of the tick; what they ask Qt to paint then comes before the second,
        whose priority is lower than painting's.
        """
        if event.type() == WHEN_HEARD:
            self._post(WHEN_PAINTED)
        elif event.type() == WHEN_PAINTED and self._workshop.parked:
            self._grant()

    def edit(self, scene: Scene, text: str, merge: str | None = None) -> bool:
        """Make one undoable change of the document; False when it changes nothing or can't be done.

        Parameters
        ----------
        scene
            The document as it shall be.
        text
            What is changed, for undo and redo.
        merge
            Changes with an equal key that follow each other closely count as one.
        """
        course = self._built(scene)
        if course is None or scene == self.scene:
            return False
        self._now = now = self._clock()
        merged = self._history.merges(merge, now)
        with self._change():
            new_plane = scene.plane != self.scene.plane
            self._history.record(scene, text, merge, now)
            self._dragging_until = now + DRAG_S if merge else -1e9
            self._tell("scene_changed")
            self._show_course(course, keep=not merged, leave_ghost=not merged)
            if new_plane:
                self._fit_new_plane()
        return True

    def end_change(self) -> None:
        """Say that a drag has ended: the next change is one of its own, and the surface may settle."""
        self._history.end_merging()
        self._dragging_until = -1e9

    def close(self) -> None:
        """End the background thread, within 2 seconds."""
        self._player.pause()
        self._workshop.close()

    def _post(self, kind: QEvent.Type) -> None:
        QCoreApplication.postEvent(self, QEvent(kind), Qt.EventPriority.LowEventPriority.value - 1)

    def _built(self, scene: Scene) -> Course | None:
        """Return what a scene's recipe means; None, and a notice, when it can't be built."""
        try:
            course = self._stage.build(scene.recipe)
            if scene.plane is not None:
                check_plane_spec(scene.plane, course.names, course.size)
            if scene.plane is not None and scene.plane != self.scene.plane:
                fit_plane(course, self.timeline if course is self.course else Timeline(course), scene.plane)
        except SceneError as error:
            with self._change():
                self._tell_notice(Notice("warning", str(error)))
                self._tell("scene_changed")
            return None
        return course

    def _show_course(self, course: Course, *, keep: bool, leave_ghost: bool) -> None:
        """Put another run on show, at the step of the one before where that has a meaning."""
        before, length = self.course, max(self.timeline.length, self._regain)
        if not self._stage.show(course, keep=keep, leave_ghost=leave_ghost):
            return
        if self._selection.fit(course):
            self._tell("selection_changed")
        self._tell(*(f"{fact}_changed" for fact in self._surveyor.fit(course)))
        place = self._player.aim
        if _task_shape(before) != _task_shape(course):
            self._player.pause()
            place, length = Place(), 0
            self._tell("playback_changed")
        if place.step > course.steps:
            place = Place(course.steps)
        self._regain = min(max(length, place.step), course.steps)
        self._stage.reach(self._regain)
        self._player.go(place, self._stage.computed)
        self._tell("timeline_replaced", "cursor_moved")
        self._check_plane_at = self._now + REST_S
        if not same_space(before, course):
            self._surveyor.forget()
            self._plane = None
            self._tell("landscape_changed", "curves_changed", "explanation_changed")
            self._fit_new_plane()

    def _go(self, place: Place) -> None:
        """Show a place of the run, training towards it where it isn't computed yet."""
        place = Place(max(0, min(place.step, self.steps)), place.fraction, place.phase)
        self._train_at_once(place.step + (1 if place.fraction else 0))
        self._player.go(place, self._stage.computed)
        self._tell("cursor_moved")

    def _train_at_once(self, step: int) -> None:
        """Train towards a step on the spot, as far as a few milliseconds go; what failed before is tried again."""
        self._failed_token = None
        self._stage_grows(lambda: self._stage.reach(step))

    def _stage_grows(self, work: Callable[[], object]) -> None:
        before = self.timeline.length
        work()
        if self.timeline.length > before:
            self._tell_growth(before + 1, self.timeline.length)

    def _take(self, message: Message) -> None:
        if isinstance(message, Trained):
            token, block = message.token, message.block
            self._stage_grows(lambda: self._stage.take(token, block))
        elif isinstance(message, Answer):
            fact = self._surveyor.take(message)
            if fact == "plane":
                self._take_plane()
            elif isinstance(message.request, RangeRequest):
                self._tell("rates_changed")
            elif fact:
                self._tell("advice_changed" if fact == "point" else f"{fact}_changed")
        elif isinstance(message, Failure):
            self._take_failure(message)

    def _take_failure(self, failure: Failure) -> None:
        """Pause a run that can't go on, or give a request up; say so either way."""
        if isinstance(failure.what, int):
            if failure.what != self._stage.token:
                return
            self._failed_token = failure.what
            self._player.pause()
            self._player.target = None
            self._tell("playback_changed")
            text = f"Training stopped at step {self.timeline.length}: {failure.error}"
        else:
            self._surveyor.give_up(failure.what)
            if isinstance(failure.what, RangeRequest):
                self._tell("rates_changed")
            text = f"Something could not be computed: {failure.error}"
        self._tell_notice(Notice("error", text, failure.details))

    def _move(self, now: float) -> None:
        place, playing = self._player.place, self.playing
        self._player.move(now, self._stage.computed, self.end)
        if self._player.place != place:
            self._tell("cursor_moved")
        if self.playing != playing:
            self._tell("playback_changed")

    def _complete(self) -> None:
        """Ask for what the change made unknown, and note what else follows from it."""
        self._survey()
        texts = (self.undo_text, self.redo_text)
        if texts != self._shown_texts:
            self._shown_texts = texts
            self._tell("history_changed")
        document = (self.path, self.modified, self.scene.title)
        if document != self._shown_document:
            self._shown_document = document
            self._tell("document_changed")
        self._listen_to_coach()

    def _grant(self) -> None:
        """Let the worker use the rest of the frame, when there is something to do."""
        order, requests = self._order(), self._surveyor.requests()
        if order is not None or requests:
            share = TRAINING_SHARE if self.landscape else TRAINING_SHARE_BLIND
            now, deadline = perf_counter(), self._frame_began + FRAME_S - SPARE_S
            least = max(LEAST_GRANT_S, LEAST_SHARE * (now - self._frame_began))
            if deadline - now >= least:
                self._workshop.grant(Grant(deadline, order, requests, share))
            else:
                self._workshop.grant(Grant(now + least, order, requests, share))
                self._workshop.wait(least)

    def _order(self) -> Order | None:
        """Return what to train; None when as much is computed as the next frames need."""
        length = self.timeline.length
        target = min(max(self._player.wanted(self._now, FRAME_S, self.end), self._regain), self.end)
        if target <= length or self._stage.token == self._failed_token:
            return None
        return Order(self._stage.token, self.course, length, self.timeline.checkpoint_before(length), target)


def _task_shape(course: Course) -> tuple[object, ...]:
    """Return what must stay for a step to keep its meaning: the model's shape and the parameters."""
    kind = kind_of(course.recipe.task)
    return course.size, course.problem.parameter_names, kind.shape(course.recipe.task)

"""Playing the directed film live: shots, camera, captions and cards; it rests at each pause until a person goes on."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.camera_work import Place, ball_at
from lossstudio.picture.camera.moves import nearer, turned
from lossstudio.picture.scene.opening import WHOLE
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.playback import show_cursor
from lossstudio.studio.playback.speed import Cursor, Phase
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.presenter.live_camera import LiveCamera
from lossstudio.ui.presenter.live_pacing import live_pacing
from lossstudio.ui.presenter.live_plan import FPS, FilmWords, LivePlan, Rest

if TYPE_CHECKING:
    from lossstudio.films.plan.pacing import WalkPacing

State: TypeAlias = Literal["off", "playing", "resting", "interrupted", "over"]
BEAT_MS = 16
PHASES: tuple[Phase, ...] = (0, 1, 2, 3, 4)


def cursor_of(instant: Instant) -> Cursor:
    """Return the cursor that shows what a frame shows."""
    return Cursor(instant.step, instant.fraction, PHASES[instant.phase])


class LiveFilm(QObject):
    """Moves the Studio's cursor and the canvas's eye as the film's frames say.

    Whoever does something by hand meanwhile interrupts it; then it goes on from where it was.

    Signals
    -------
    state_changed
        It plays, rests, was interrupted, or is over.
    said(FilmWords)
        What stands beside the picture now, or in its place.

    Parameters
    ----------
    clock
        Seconds that only go forward.
    """

    state_changed = Signal()
    said = Signal(object)

    def __init__(
        self, studio: Studio, canvas: Canvas, parent: QObject, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent)
        self._studio, self._canvas, self._clock = studio, canvas, clock
        self._plan = LivePlan()
        self._pacing: WalkPacing | None = None
        self._camera = LiveCamera(canvas)
        self._state: State = "off"
        self._frame, self._began = 0, 0.0
        self._rest: Rest | None = None
        self._cursor: Cursor | None = None
        self._eye = self._eye_before = canvas.scene_controller.view_camera
        self._showing, self._opens = False, True
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        studio.changed.connect(self._hear)

    @property
    def state(self) -> State:
        """What it does."""
        return self._state

    @property
    def active(self) -> bool:
        """Whether it has begun and hasn't been ended."""
        return self._state != "off"

    @property
    def captions(self) -> tuple[str, ...]:
        """The sentences that it says on the way."""
        return tuple(dict.fromkeys(words.caption for words in self._plan.words if words.caption))

    @property
    def frame(self) -> int:
        """The frame on show."""
        return self._frame

    @property
    def next_rest(self) -> int | None:
        """The step at which it rests next; None where it doesn't any more."""
        after = self._plan.rest_after(self._frame)
        return None if after is None else self._plan.instants[after.frame].step

    def start(self) -> None:
        """Play from the beginning."""
        self._eye_before = self._canvas.scene_controller.view_camera
        self._pacing = live_pacing(self._studio)
        self._camera.begin()
        self._plan = self._planned()
        self._begin()

    def stop(self) -> None:
        """End it where it is; the eye goes back to where it was before."""
        if self.active:
            self._enter("off")
            self._say(FilmWords())
            if self._directs_camera and self._canvas.scene_controller.view_camera == self._eye:
                self._canvas.glance(self._eye_before)

    def go_on(self) -> None:
        """Go on after a rest or an interruption; while it plays, leap to the next rest."""
        if self._state == "playing":
            after = self._plan.rest_after(self._frame)
            self._show(len(self._plan.instants) - 1 if after is None else after.frame)
            self._arrive(after)
        elif self._state in ("resting", "interrupted"):
            self._plan = self._planned()
            self._play_from(self._frame if self._rest is None else self._rest.goes_on)

    def go_back(self) -> None:
        """Rest again at the pause before this place, or begin anew where there is none."""
        before = self._plan.rest_before(self._frame)
        if before is None:
            self._begin()
        else:
            self._show(before.frame)
            self._arrive(before)

    def toggle(self) -> None:
        """Stay where it is, or go on."""
        if self._state == "playing":
            self._enter("interrupted")
        else:
            self.go_on()

    def beat(self) -> None:
        """Show the frame whose time has come."""
        if self._state != "playing":
            return
        if self._waits():
            self._began = self._clock() - self._frame / FPS
            return
        due = int((self._clock() - self._began) * FPS)
        after = self._plan.rest_after(self._frame - 1)
        if after is not None and due >= after.frame:
            self._show(after.frame)
            self._arrive(after)
        elif due >= len(self._plan.instants) - 1:
            self._show(len(self._plan.instants) - 1)
            self._arrive(None)
        elif due > self._frame:
            self._show(due)

    def _planned(self) -> LivePlan:
        """Return what is played, as the scene says now; it keeps the pace that it began with."""
        run = self._studio.run
        end = min(run.steps, run.timeline.end) if run.timeline.all_stopped else run.steps
        return LivePlan.of(self._studio.document.scene.film, end, self._pacing)

    def _begin(self) -> None:
        self._opens = True
        self._play_from(0)

    def _play_from(self, frame: int) -> None:
        self._rest = None
        self._eye = self._canvas.scene_controller.view_camera  # what was done to it by hand is over
        self._enter("playing")
        self._began = self._clock() - frame / FPS
        self._show(min(frame, len(self._plan.instants) - 1))

    def _arrive(self, rest: Rest | None) -> None:
        """Wait at a rest, or be over."""
        self._rest = rest
        self._enter("over" if rest is None else "resting")

    def _enter(self, state: State) -> None:
        if state == "playing":
            self._timer.start()
        else:
            self._timer.stop()
            if state != "off":
                self._opens = False  # it is seen whole now, and doesn't grow faint again
                self._say(self._plan.words[self._frame].settled)
        if state != self._state:
            self._state = state
            self.state_changed.emit()

    def _waits(self) -> bool:
        """Say whether the step on show is still being trained."""
        run = self._studio.run
        return not run.timeline.all_stopped and self._studio.playback.target is not None

    def _show(self, frame: int) -> None:
        eye = self._canvas.scene_controller.view_camera
        if self._state == "playing" and self._directs_camera and eye != self._eye:  # somebody has turned it
            self._enter("interrupted")
            return
        self._frame = frame
        instant = self._plan.instants[frame]
        self._showing = True
        try:
            self._cursor = cursor_of(instant)
            self._studio.apply(show_cursor(self._cursor))
        finally:
            self._showing = False
        self._move_eye(instant)
        words = self._plan.words[frame]
        self._say(words if self._opens else replace(words, opening=WHOLE))

    def _say(self, words: FilmWords) -> None:
        """Say this, and let so much of the picture be there."""
        if words.opening != self._canvas.scene_controller.opening:
            self._canvas.side_by_side.update()
        for controller in self._canvas.controllers:
            controller.opening = words.opening
        self._canvas.refresh()
        self.said.emit(words)

    @property
    def _directs_camera(self) -> bool:
        film = self._studio.document.scene.film
        return bool(film.camera or film.orbit or film.push_in)

    def _move_eye(self, instant: Instant) -> None:
        if not self._directs_camera:
            return
        keys = sorted(self._studio.document.scene.film.camera, key=lambda key: key.step)
        names = self._studio.run.compiled.names
        if keys:
            place = self._camera.place(keys, names, instant)
        else:
            place = self._canvas.camera_of(self._eye_before)
            place = None if place is None else turned(place, instant.turn_deg)
        if place is None:
            return
        camera = nearer(place, instant.nearer, self._focus(place.target))
        looks = instant.nearer or any(key.look_at != "all" for key in keys)
        target = camera.target if looks else None
        self._eye = ViewCamera((camera.azimuth, camera.elevation), camera.distance, target=target)
        self._canvas.glance(self._eye)

    def _focus(self, otherwise: Place) -> Place:
        """Return where the selected runner's ball comes to, as far as that is known."""
        studio, frame = self._studio, self._canvas.scene_controller.frame
        if frame is None:
            return otherwise
        return ball_at(
            studio.run.timeline.theta[-1][studio.selection.runner], studio.analysis.plane, frame.static_scene
        )

    def _hear(self, facts: frozenset[Fact]) -> None:
        """Let go where a person has taken hold of the run."""
        if self._showing or self._state not in ("playing", "resting") or self._cursor is None:
            return
        aim = self._studio.playback.aim
        elsewhere = aim.step != self._cursor.step or (aim.phase != self._cursor.phase and not self._waits())
        if elsewhere or self._studio.playback.playing or Fact.SCENE in facts:
            self._enter("interrupted")

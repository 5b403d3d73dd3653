"""What is watched about the moment on show: its surface, curves, numbers, plane, and what the coach says of it."""

from collections.abc import Callable
from contextlib import suppress
from time import perf_counter

from PySide6.QtCore import QObject

from lossstudio.core.landscape.plane import Plane
from lossstudio.project.scene import Scene
from lossstudio.run.coach import advise
from lossstudio.run.coach.view import RunView
from lossstudio.run.planes import fit_plane
from lossstudio.studio.facts import Facts
from lossstudio.studio.planes import leaves
from lossstudio.studio.rehearsal import rehearsed

REHEARSE_S = 0.012
"""How long opening may train on the spot to see where the run leads."""
NEVER = 1e18
COACH_S = 0.25
"""While playing, the coach speaks at most this often."""

COACHED = {
    "timeline_replaced",
    "cursor_moved",
    "selection_changed",
    "playback_changed",
    "curves_changed",
    "advice_changed",
}
"""What may change the coach's mind."""


class Watching(Facts):
    """Facts that follow from others and take time."""

    def __init__(
        self, scene: Scene, parent: QObject | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(scene, parent, clock=clock)
        self._now = clock()
        self._dragging_until = self._advised_at = -NEVER
        self._check_plane_at = NEVER
        self._adopt_found_plane = self._coach_due = False

    def _survey(self) -> None:
        """Ask the worker for what isn't known about the moment on show; known landscapes are shown at once."""
        fast = not self._player.shows_phases(self.end)
        step, runner, now = self.step, self.runner, self._now
        landscapes, coarse = self._surveyor.landscapes, now < self._dragging_until
        rows = self.scene.view.rows
        if self._plane is not None and landscapes.want(self.course, runner, step, self._plane, rows, coarse=coarse):
            self._tell("landscape_changed")
        self._surveyor.want_explanation(self.timeline, step, runner, now, fast=fast)
        self._surveyor.want_curves(self.timeline, now, fast=fast)
        self._surveyor.want_point(self.timeline, step, runner, now, fast=fast and self.playing)

    def _listen_to_coach(self) -> None:
        """Let the coach look again when something has changed; while playing, not more often than one can read."""
        self._coach_due |= bool(self._changed & COACHED)
        if self._coach_due and (not self.playing or self._now - self._advised_at >= COACH_S):
            self._coach()

    def _coach(self) -> None:
        """Let the coach look again."""
        self._coach_due, self._advised_at = False, self._now
        timeline, step, runner, surveyor = self.timeline, self.step, self.runner, self._surveyor
        point, losses = surveyor.point_of(timeline, step, runner), surveyor.losses_of(timeline)
        advice = advise(RunView(timeline, step, runner, self.limits, point, losses, self.scene.notes))
        if advice != self._advice:
            self._advice = advice
            self._tell("advice_changed")

    def _fit_new_plane(self) -> None:
        """Fit a plane to the whole run: at once where it is quickly trained, else when the worker knows it."""
        self._check_plane_at = NEVER
        with suppress(Exception):  # the worker will meet it again and say so
            plane = self._plane_at_once()
            if plane is not None:
                self._plane, self._adopt_found_plane = plane, False
                self._surveyor.drop_plane()
                return
        self._adopt_found_plane = True
        self._surveyor.want_plane(self.timeline, self.scene.plane)

    def _plane_at_once(self) -> Plane | None:
        deadline = perf_counter() + REHEARSE_S
        for whole in rehearsed(self.timeline, self.steps):
            if whole is not None:
                return fit_plane(self.course, whole, self.scene.plane)
            if perf_counter() >= deadline:
                break
        return None

    def _check_plane(self, now: float) -> None:
        """Once everything rests after a change, see whether the path has left the plane."""
        said = self.scene.plane
        if now < self._check_plane_at or self.playing:
            return
        self._check_plane_at = NEVER
        if self._adopt_found_plane or said is None or said.range is None:
            self._surveyor.want_plane(self.timeline, said)

    def _take_plane(self) -> None:
        found = self._surveyor.found
        if found is None or found.timeline.course.recipe != self.course.recipe:
            return
        if self._plane is None or self._adopt_found_plane or leaves(self._plane, found.timeline, found.plane):
            self._plane = found.plane
        self._adopt_found_plane = False

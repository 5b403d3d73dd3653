"""The slice through parameter space: fitted to the whole planned run, and again where the run leaves it."""

from contextlib import suppress
from time import perf_counter

from lossstudio.core.landscape.plane import Plane
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.latest_request import LatestRequest
from lossstudio.studio.background.lookahead import train_on_a_copy
from lossstudio.studio.background.planes import leaves
from lossstudio.studio.background.requests import PlaneRequest
from lossstudio.studio.background.tasks import PlaneFound
from lossstudio.studio.background.worker import Answer

LOOK_AHEAD_S = 0.012
"""How long opening may train on the spot to see where the run leads."""
REST_S = 0.4
"""How long after the last change it is looked whether the plane still serves."""
NEVER = 1e18


class PlaneAnalysis:
    """Which plane serves the run.

    Parameters
    ----------
    look_ahead_s
        How long a copy of the run may be trained on the spot; a run that takes longer is fitted by the worker.

    Attributes
    ----------
    shown
        The plane; None while none is known.
    """

    def __init__(self, look_ahead_s: float = LOOK_AHEAD_S) -> None:
        self._look_ahead_s = look_ahead_s
        self.latest: LatestRequest[PlaneRequest] = LatestRequest()
        self.shown: Plane | None = None
        self._check_at = NEVER
        self._adopts = False

    @property
    def waits(self) -> bool:
        """Whether it shall be looked, once everything rests, if the plane still serves."""
        return self._check_at < NEVER

    def forget(self) -> None:
        """Drop all that is about other parameters."""
        self.latest.cancel()
        self.shown = None

    def fit(self, timeline: Timeline, spec: PlaneSpec | None) -> None:
        """Fit a plane to the whole run: at once where it is quickly trained, else when the worker knows it."""
        self._check_at = NEVER
        with suppress(Exception):  # the worker will meet it again and say so
            plane = self._at_once(timeline, spec)
            if plane is not None:
                self.shown, self._adopts = plane, False
                self.latest.cancel()
                return
        self._adopts = True
        self._ask(timeline, spec)

    def run_changed(self, now: float) -> None:
        """Look, some time after the last change, whether the path has left the plane."""
        self._check_at = now + REST_S

    def check(self, timeline: Timeline, spec: PlaneSpec | None, now: float) -> None:
        """Ask, when the time has come, for the plane that would serve the run now; a range that is held stays."""
        if now < self._check_at:
            return
        self._check_at = NEVER
        if self._adopts or spec is None or spec.range is None:
            self._ask(timeline, spec)

    def take(self, answer: Answer, timeline: Timeline) -> None:
        """Note an answer; its plane is shown where the one before doesn't serve the run on show any more."""
        found = answer.value
        if not self.latest.take(answer) or not isinstance(found, PlaneFound):
            return
        if found.timeline.course.recipe != timeline.course.recipe:
            return
        if self.shown is None or self._adopts or leaves(self.shown, found.timeline, found.plane):
            self.shown = found.plane
        self._adopts = False

    def _ask(self, timeline: Timeline, spec: PlaneSpec | None) -> None:
        self.latest.cancel()
        self.latest.want(PlaneRequest(timeline, spec))

    def _at_once(self, timeline: Timeline, spec: PlaneSpec | None) -> Plane | None:
        deadline = perf_counter() + self._look_ahead_s
        for whole in train_on_a_copy(timeline, timeline.course.steps):
            if whole is not None:
                return fit_plane(timeline.course, whole, spec)
            if perf_counter() >= deadline:
                break
        return None

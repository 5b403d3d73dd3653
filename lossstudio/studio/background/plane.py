"""The slice through parameter space: fitted to the whole planned run, and again where the run leaves it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane, share_held
from lossstudio.core.objective.estimate import is_large
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import AIR, HEADROOM, fit_plane, path_of
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import Task
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.lookahead import train_on_a_copy
from lossstudio.studio.background.requests import PlaneRequest
from lossstudio.studio.background.tasks import PlaneFound
from lossstudio.studio.background.worker import Answer, LatestRequest

SLACK = 0.02
"""How far beyond its edges a range still holds a path, as a share of its extent."""
LEAST_SHARE = 0.5
"""A plane that holds less than this share of a path no longer shows it, when another would hold more."""


def same_space(one: CompiledRecipe, other: CompiledRecipe) -> bool:
    """Say whether parameters mean the same to both, so that a plane of one serves the other."""
    first, second = one.problem, other.problem
    if first is second:  # as after most edits; to name 100,000 parameters takes a tenth of a second
        return True
    if (first.size, first.parameter_names) != (second.size, second.parameter_names):
        return False
    mine, theirs = first.prepared, second.prepared
    if mine is None or theirs is None:
        return mine is theirs and _same_shape(first.task, second.task)
    return (mine.input_names, mine.target_names) == (theirs.input_names, theirs.target_names)


def _same_shape(one: Task, other: Task) -> bool:
    """Say whether parameters of the same names mean the same to both: each terrain has an x and a y of its own."""
    kind = kind_of(one)
    return kind is kind_of(other) and kind.shape(one) == kind.shape(other)


def serving(plane: Plane, timeline: Timeline, better: Plane, losses: Floats, runners: Sequence[int]) -> Plane:
    """Return the plane that serves a run: the one that is there, its range widened where the run leaves it.

    It gives way to a `better` one only where its directions hardly show the paths of the `runners` that this was fitted
    to. Places far above the start, as those of a runner that explodes, are in no range: `losses` ``(n, R)`` are those
    along the paths.
    """
    path = path_of(timeline)
    fitted = path[:, list(runners)].reshape(-1, path.shape[-1])
    held = share_held(plane, fitted)
    if held < LEAST_SHARE and share_held(better, fitted) > held + 0.1:
        return better
    coordinates, _ = plane.project(path[_worth_showing(losses)])
    low, high = np.array(plane.range[0::2]), np.array(plane.range[1::2])
    slack = SLACK * (high - low)
    if not len(coordinates) or not ((coordinates < low - slack) | (coordinates > high + slack)).any():
        return plane
    least, most = np.minimum(low, coordinates.min(axis=0)), np.maximum(high, coordinates.max(axis=0))
    air = AIR * (most - least)
    least, most = np.where(least < low, least - air, low), np.where(most > high, most + air, high)
    return replace(plane, range=(float(least[0]), float(most[0]), float(least[1]), float(most[1])))


def stand_in(compiled: CompiledRecipe) -> Plane:
    """Return a plane to hold the place of one that takes time to fit: the first two parameters around the start."""
    axes = np.eye(2, compiled.size)
    names = (*compiled.problem.parameter_names, "")
    a, b = (float(place) for place in axes @ compiled.starts[0])
    origin = np.where(axes.any(axis=0), 0.0, compiled.starts[0])
    around = (a - 1.0, a + 1.0, b - 1.0, b + 1.0)
    return Plane(origin=origin, x=axes[0], y=axes[1], range=around, labels=(names[0], names[1]), kind="axes")


def pinned(plane: Plane) -> PlaneSpec:
    """Return the spec that means exactly this plane, whatever the run does."""
    origin = tuple(float(number) for number in plane.origin)
    if plane.kind == "axes":
        axes = int(np.argmax(plane.x)), int(np.argmax(plane.y))
        return PlaneSpec(kind="axes", axes=axes, origin=origin, range=plane.range)
    x, y = (tuple(float(number) for number in direction) for direction in (plane.x, plane.y))
    return PlaneSpec(kind="directions", x=x, y=y, names=plane.labels, origin=origin, range=plane.range)


def as_shown(scene: Scene, plane: Plane) -> Scene:
    """Return a document with exactly the plane that is on show, so that a film shows what the window showed."""
    return replace(scene, plane=pinned(plane))


def _worth_showing(losses: Floats) -> NDArray[np.bool_]:
    lowest = float(np.nanmin(np.where(np.isfinite(losses), losses, np.inf)))
    start = float(np.nanmax(np.where(np.isfinite(losses[0]), losses[0], lowest)))
    shown: NDArray[np.bool_] = np.isfinite(losses) & (losses <= lowest + HEADROOM * (start - lowest))
    return shown


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
        """Note an answer; its plane is shown where the one before doesn't serve the run on show any more.

        The first request of a document, and one for another kind of plane, is adopted with all its answers.
        """
        found = answer.value
        if not self.latest.take(answer):
            return
        if not isinstance(found, PlaneFound):
            self._adopts = False
            return
        if found.timeline.compiled.recipe != timeline.compiled.recipe:
            return
        if self.shown is None or self._adopts:
            self.shown = found.plane
        else:
            self.shown = serving(self.shown, found.timeline, found.plane, found.losses, found.runners)

    def _ask(self, timeline: Timeline, spec: PlaneSpec | None) -> None:
        self.latest.cancel()
        self.latest.want(PlaneRequest(timeline, spec))

    def _at_once(self, timeline: Timeline, spec: PlaneSpec | None) -> Plane | None:
        if is_large(timeline.compiled.objective()):  # a single update takes longer than that
            return None
        deadline = perf_counter() + self._look_ahead_s
        for whole in train_on_a_copy(timeline, timeline.compiled.steps):
            if whole is not None:
                return fit_plane(timeline.compiled, whole, spec)
            if perf_counter() >= deadline:
                break
        return None

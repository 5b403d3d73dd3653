"""The background analysis: what is known about the moment on show, asked of the worker when it changes."""

from typing import Any, Protocol

from lossstudio.core.curvature import stability_limit
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import is_dear, is_large
from lossstudio.core.objective.objective import Objective
from lossstudio.run.analysis.critical_point import CriticalPoint, has_constant_hessian, is_piecewise_linear
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.planes import share_told
from lossstudio.run.analysis.range_test import RangeTest
from lossstudio.run.analysis.rate_zones import RateZones, rate_zones
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.coach.action import Advice
from lossstudio.run.coach.view import RunView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.background.coach import CoachAnalysis
from lossstudio.studio.background.curves import CurvesAnalysis
from lossstudio.studio.background.landscapes import LandscapeAnalysis
from lossstudio.studio.background.plane import LOOK_AHEAD_S, PlaneAnalysis, stand_in
from lossstudio.studio.background.rates import RateAnalysis
from lossstudio.studio.background.requests import (
    CurvesRequest,
    ExplanationRequest,
    LandscapeRequest,
    PlaneRequest,
    PointRequest,
    RangeRequest,
    Request,
)
from lossstudio.studio.background.step import ExplanationAnalysis, PointAnalysis
from lossstudio.studio.background.worker import Answer, LatestRequest
from lossstudio.studio.changes import Fact
from lossstudio.studio.session.snapshot import Snapshot

SETTLED = 4.0
"""What is left along a direction is exp(-rate x curvature x steps): at this exponent, a fiftieth."""


class _Part(Protocol):
    """What one kind of request is about."""

    def take(self, answer: Answer) -> bool: ...


class _Asking(Protocol):
    """What has a request that may wait for its answer."""

    @property
    def latest(self) -> LatestRequest[Any]: ...


class BackgroundAnalysis:
    """Facts about the moment on show that take time to compute, and those that follow from them.

    Parameters
    ----------
    snapshot
        The moment on show; `follow` says that it is another one.
    now
        Seconds that only go forward.
    look_ahead_s
        How long a run may be trained on the spot to see where it leads.
    """

    def __init__(self, snapshot: Snapshot, now: float, look_ahead_s: float = LOOK_AHEAD_S) -> None:
        self._shown, self._turn = snapshot, False
        self._landscapes, self._curves = LandscapeAnalysis(), CurvesAnalysis()
        self._explanation, self._point = ExplanationAnalysis(), PointAnalysis()
        self._plane, self._rates, self._coach = PlaneAnalysis(look_ahead_s), RateAnalysis(), CoachAnalysis()
        self._parts: dict[type, tuple[_Part, Fact]] = {
            ExplanationRequest: (self._explanation, Fact.EXPLANATION),
            LandscapeRequest: (self._landscapes, Fact.LANDSCAPE),
            CurvesRequest: (self._curves, Fact.CURVES),
            PointRequest: (self._point, Fact.ADVICE),
            RangeRequest: (self._rates, Fact.RATES),
        }
        self.fit_plane(snapshot)
        self._listen(frozenset(), now)

    @property
    def landscape(self) -> Landscape | None:
        """The surface on show; None until the first picture is there."""
        return self._landscapes.shown

    @property
    def plane(self) -> Plane:
        """The slice on show: that of the landscape, as soon as there is one."""
        return self.landscape.plane if self.landscape else self._plane.shown or stand_in(self._shown.compiled)

    @property
    def curves(self) -> Losses | None:
        """The losses along the run, for the chart; until the new ones are complete, those of the run before."""
        return self._curves.shown

    @property
    def curves_run(self) -> Timeline | None:
        """The run that `curves` belong to."""
        return self._curves.shown_of

    @property
    def explanation(self) -> Explanation | None:
        """The numbers of the step on show (`explanation.step` says which) of the selected runner."""
        return self._explanation.shown

    @property
    def told(self) -> StepView | None:
        """All that is known of the explained step: until the next one comes, that may be one of the run before."""
        told, timeline = self._explanation.shown, self._explanation.timeline
        if told is None or timeline is None:
            return None
        known = self._explanation.pieces
        return StepView(
            timeline, told.step, runner=told.runner, sample=self.sample, parameter=self.parameter, known=known
        )

    @property
    def advice(self) -> Advice | None:
        """What the coach says."""
        return self._coach.shown

    @property
    def point(self) -> CriticalPoint | None:
        """What kind of point the selected runner's ball is on, or just was while it rolls; None while nobody knows."""
        shown = self._shown
        if shown.playing:
            return self._point.on(shown.objective)
        return self._point.of(shown.timeline, min(shown.step, shown.timeline.length), shown.runner)

    @property
    def point_view(self) -> StepView | None:
        """The step of the run and the runner at whose place `point` was looked at; None before the first."""
        return self._point.view

    @property
    def sample(self) -> int | None:
        """The training row that is followed; None where there is none, or none yet."""
        return self._shown.selection.sample

    @property
    def parameter(self) -> int:
        """The parameter that is followed."""
        return self._shown.selection.chosen_parameter or 0

    @property
    def surface(self) -> Objective:
        """What the surface on show is made of: what the selected runner minimises, or its loss on the test rows.

        Until the first picture of another one comes, it is the one before. Where it takes long on very many rows it is
        an estimate from some of them.
        """
        return self._landscapes.shown_of or self._shown.surface

    @property
    def sampled(self) -> Objective:
        """What the surface on show was sampled from: `surface`, or an estimate from other rows than that one's."""
        return self._landscapes.sampled or self.surface

    @property
    def surface_fits(self) -> bool:
        """Whether the surface on show is that of the moment on show, not the one before it."""
        return self._landscapes.fits

    @property
    def limit(self) -> float | None:
        """The learning rate above which the selected runner explodes; None where no limit is that simple."""
        return self._limit_of(self._shown.settings)

    @property
    def limits(self) -> tuple[float | None, ...]:
        """The limit of each runner that walks on the selected runner's surface; None for the others."""
        here, found = self._shown.settings, list[float | None]()
        known: dict[tuple[object, ...], float | None] = {}  # of 1,024 runners most are alike but for their rates
        for its in self._shown.compiled.settings(self._shown.step):
            same = (its.loss, its.penalty) == (here.loss, here.penalty)
            if (alike := (same, its.optimizer, its.batch_size)) not in known:
                known[alike] = self._limit_of(its) if same else None
            found.append(known[alike])
        return tuple(found)

    @property
    def zones(self) -> RateZones | None:
        """What each learning rate does where the selected runner stands; None where that isn't known or so simple."""
        point, settings = self._point.shown, self._shown.settings
        if point is None or point.turning is not None or not self._has_limits(settings):
            return None
        everywhere = has_constant_hessian(self._shown.objective)
        return rate_zones(settings, point.highest, everywhere=everywhere, bowl=everywhere or point.is_bowl)

    @property
    def arrives(self) -> bool:
        """Whether the planned steps suffice on a quadratic: plain ones leave a fiftieth of its flattest direction."""
        point, settings = self._point.shown, self._shown.settings
        if point is None or not has_constant_hessian(self._shown.objective):
            return False
        return settings.learning_rate * point.lowest * self._shown.compiled.steps >= SETTLED

    @property
    def share_held(self) -> float:
        """How much of the selected runner's path the plane holds, 0 .. 1."""
        return share_told(self.plane, self._shown.timeline, self._shown.runner)

    @property
    def distance_off(self) -> float:
        """How far off the plane the selected runner's ball is."""
        return float(self.plane.project(self._shown.timeline.theta[self._shown.step, self._shown.runner])[1])

    @property
    def range_test(self) -> RangeTest | None:
        """The last range test that was asked for; None until it is there."""
        return self._rates.shown

    @property
    def testing_rates(self) -> bool:
        """Whether a range test is under way."""
        return self._rates.under_way

    @property
    def waits(self) -> bool:
        """Whether something will be asked once everything rests."""
        return self._plane.waits

    @property
    def wanted(self) -> bool:
        """Whether something has no answer yet; finer pictures of the surface on show aren't waited for."""
        return any(not (self.surface_fits and isinstance(each, LandscapeRequest)) for each in self.requests())

    @property
    def awaits_surface(self) -> bool:
        """Whether a first surface is on its way over very many rows: all else takes long there too, and comes after."""
        on_its_way = any(part.latest.asked is not None for part in (self._plane, self._landscapes))
        return self.landscape is None and on_its_way and is_large(self._shown.surface)

    def requests(self) -> tuple[Request, ...]:
        """Return what the worker shall answer, the most urgent first: what the eye is on, then what can wait."""
        eye: tuple[_Asking, ...] = (self._explanation, self._landscapes, self._curves, self._point, self._plane)
        if self.awaits_surface:
            eye = (self._plane, self._landscapes)
        elif self.landscape is None:  # then everybody waits for the plane and the first picture on it
            eye = (self._plane, self._landscapes, self._explanation, self._curves, self._point)
        elif self.surface_fits and is_dear(self._shown.surface):  # better surfaces take long, and so do curves
            turns = (self._curves, self._landscapes) if self._turn else (self._landscapes, self._curves)
            eye = (self._explanation, self._point, self._plane, *turns)
        parts = eye if self.awaits_surface else (*eye, self._rates)
        return tuple(part.latest.asked for part in parts if part.latest.asked is not None)

    def follow(self, snapshot: Snapshot, changed: frozenset[Fact], now: float, *, coarse: bool) -> set[Fact]:
        """Ask for what isn't known about another moment; known landscapes are shown at once.

        Parameters
        ----------
        changed
            The facts that are others than the last time.
        coarse
            Whether the next change is about to come, so that a first picture of the surface will do.

        Returns
        -------
        The facts that are others by this.
        """
        self._shown, self._turn = snapshot, not self._turn
        timeline, step, runner, fast = snapshot.timeline, snapshot.step, snapshot.runner, snapshot.fast
        facts: set[Fact] = set()
        if self._plane.shown is not None and self._landscapes.want(
            snapshot.compiled, runner, step, self._plane.shown, snapshot.scene.view.rows, coarse=coarse
        ):
            facts.add(Fact.LANDSCAPE)
        self._explanation.want(timeline, step, runner, now, fast=fast)
        self._curves.want(timeline, now, fast=fast)
        self._point.want(timeline, step, runner, now, fast=fast)
        if self._listen(changed | facts, now):
            facts.add(Fact.ADVICE)
        return facts

    def show(self, snapshot: Snapshot) -> None:
        """Speak of a moment of which nothing else is asked, as when only what is followed is another."""
        self._shown = snapshot

    def check_plane(self, snapshot: Snapshot, now: float) -> None:
        """Once everything rests after a change, see whether the path has left the plane."""
        if not snapshot.playing:
            self._plane.check(snapshot.timeline, snapshot.scene.plane, now)

    def fit_plane(self, snapshot: Snapshot) -> None:
        """Fit a plane to the whole run: at once where it is quickly trained, else when the worker knows it."""
        self._plane.fit(snapshot.timeline, snapshot.scene.plane)

    def run_changed(self, compiled: CompiledRecipe, now: float) -> set[Fact]:
        """Drop what doesn't fit another run's runners and rows; return which facts are gone."""
        self._plane.run_changed(now)
        fits = {Fact.CURVES: self._curves.fit(compiled), Fact.EXPLANATION: self._explanation.fit(compiled)}
        return {fact for fact, gone in fits.items() if gone}

    def forget(self) -> set[Fact]:
        """Drop all that is about other parameters; return which facts are gone."""
        for part in (self._landscapes, self._curves, self._explanation, self._point, self._plane, self._rates):
            part.forget()
        return {Fact.LANDSCAPE, Fact.CURVES, Fact.EXPLANATION}

    def test_rates(self, request: RangeRequest | None) -> None:
        """Ask for a range test; None gives the one under way up, and forgets what was found."""
        if request is None:
            self._rates.forget()
        else:
            self._rates.want(request)

    def take(self, answer: Answer) -> set[Fact]:
        """Note an answer; return which facts changed."""
        if isinstance(answer.request, PlaneRequest):
            self._plane.take(answer, self._shown.timeline)
            return set()
        part, fact = self._parts[type(answer.request)]
        return {fact} if part.take(answer) else set()

    def give_up(self, request: Request) -> set[Fact]:
        """Note that a request failed; it isn't asked again. Return which facts changed."""
        return self.take(Answer(request, None))

    def _listen(self, changed: frozenset[Fact], now: float) -> bool:
        # Notes are shown before the first step alone, and whatever else the scene says of a run changes the run.
        heard = changed | {Fact.ADVICE} if Fact.SCENE in changed and not self._shown.step else changed
        return self._coach.follow(heard, self._view, now, playing=self._shown.playing)

    def _view(self) -> RunView:
        """Return what the coach looks at."""
        timeline, step, runner = self._shown.timeline, self._shown.step, self._shown.runner
        point, losses = self._point.of(timeline, step, runner), self._curves.of(timeline)
        return RunView(timeline, step, runner, self.limits, point, losses, self._shown.notes)

    def _has_limits(self, settings: Settings) -> bool:
        """Say whether curvature bounds a learning rate: each update sees all rows, and the surface does bend."""
        rows, view, here = self._shown.compiled.problem.rows, self._point.view, self._shown.settings
        if view is None:
            return False
        # Another runner may have a loss of its own, whose curvature bounds nothing here.
        its = view.compiled.settings(view.step)[view.runner]
        whole_batch = settings.batch_size is None or settings.batch_size >= rows
        same = (its.loss, its.penalty) == (here.loss, here.penalty)
        return same and whole_batch and not is_piecewise_linear(self._shown.objective)

    def _limit_of(self, settings: Settings) -> float | None:
        highest = self._point.highest_curvature
        if highest is None or not self._has_limits(settings):
            return None
        return stability_limit(settings.optimizer_entry, settings.optimizer_options, highest)

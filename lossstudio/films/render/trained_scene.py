"""A TrainedScene is what a film is about: the run of a scene, its plane, its surfaces and its curves, all made once."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lossstudio.core.evenly import evenly
from lossstudio.core.landscape.landscape import Landscape, sampled_in_blocks
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import affordable
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, finished
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.pacing import WalkPacing
from lossstudio.films.plan.storyboard import Instant, Storyboard
from lossstudio.films.render.happening import pacing_of, slowed
from lossstudio.films.render.step_explainer import StepExplainer
from lossstudio.picture.charts import LossCurves
from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.fit_view import fit_at, shows_data
from lossstudio.picture.colors import Theme, with_runner_colors
from lossstudio.picture.scene.scene_builder import badge_of
from lossstudio.picture.text.read_outs import from_rows
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.curves import Losses
from lossstudio.run.analysis.planes import fit_plane, share_told
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import growing
from lossstudio.run.training.timeline import Timeline

POINTS_PER_SIDE = (129, 65, 33)
"""Of the landscape, as the window's when it has settled; fewer where that would take minutes."""
MOST_CURVE_POINTS = 1024
RUNNER = 0
"""Whose surface, data plot, learning rate and steps are shown."""


class TrainedScene:
    """A scene, trained; several films may be made of it.

    Attributes
    ----------
    scene, compiled, timeline
        The run; it is not changed.
    plane
        The slice on show, fitted to the run that the scene plans.
    badge
        How much of the path the slice holds; empty where it is the whole parameter space.
    curves
        The losses of the whole run, thinned where it is long.
    surfaces
        The landscapes that are sampled, each with its objective, by the identity of what they are of.
    explainer
        What there is to say of steps that are shown phase by phase.

    Parameters
    ----------
    scene
        What is shown.
    last_step
        How far it must be trained, at least.
    beside
        One upon whose plane it is drawn; where both learn the same task they share its surfaces, too.
    made
        What is made of it already; None: it is made at once.
    between
        Called between two pieces of what takes time, to give it up by raising.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """

    def __init__(
        self,
        scene: Scene,
        last_step: int = 0,
        *,
        beside: "TrainedScene | None" = None,
        made: "Made | None" = None,
        between: Callable[[], object] = lambda: None,
    ) -> None:
        self._between = between
        made = made or finished(_making(scene, last_step, beside), between)
        self.scene, self.compiled = scene, made.compiled
        self.timeline, self.plane, self.curves = made.timeline, made.plane, made.curves
        slice_ = "" if self.plane.exact else badge_of(self.plane, made.held, 0.0)
        tested = "the loss on the test rows" if self.rows == "test" else ""
        self.badge = "; ".join(filter(None, (tested, self._estimated(), slice_)))
        shares = beside is not None and beside.compiled.problem is self.compiled.problem
        self.surfaces: dict[int, tuple[Objective, Landscape]] = beside.surfaces if beside and shares else {}
        self.explainer = StepExplainer(self.timeline, RUNNER)

    def colored(self, theme: Theme) -> Theme:
        """Return a theme in which the runners have the colours that the scene gives them."""
        return with_runner_colors(theme, tuple(runner.color for runner in self.scene.recipe.runners))

    @classmethod
    def in_pieces(cls, scene: Scene, last_step: int = 0) -> Pieces["TrainedScene"]:
        """Make one that has its first surface already, pausing in between."""
        trained = cls(scene, made=(yield from _making(scene, last_step)))
        yield from trained.sample_surface()
        return trained

    def of_scene(self, scene: Scene) -> "TrainedScene":
        """Return a take of another scene that has the same run and plane, and shares all that is made."""
        trained = copy(self)
        trained.scene = scene
        trained.__dict__.pop("_pacing", None)  # the film may be slow elsewhere
        return trained

    def sample_surface(self) -> Pieces[None]:
        """Sample the surface that the first frame shows, pausing in between."""
        yield from self._sampling(self._objective(0, RUNNER, self.rows))

    @property
    def rows(self) -> Part:
        """On which rows the loss is shown where a layout doesn't say it."""
        return "train" if self.compiled.test_objective() is None else self.scene.view.rows

    @property
    def end(self) -> int:
        """The last step at which something happens."""
        return self.timeline.end

    def paced(self, storyboard: Storyboard) -> Storyboard:
        """Return a storyboard that goes no further than the run, and whose time follows what happens in it."""
        return storyboard.cut_at(self.end).paced(self._pacing)

    @cached_property
    def _pacing(self) -> WalkPacing:
        return slowed(pacing_of(self.timeline, self.plane, self.curves), self.scene.film.slow)

    @property
    def has_data_chart(self) -> bool:
        """Whether there are data or distributions that a chart can show."""
        return shows_data(self.compiled)

    def surface(self, step: int, runner: int = RUNNER, part: Part = "train") -> tuple[Objective, Landscape]:
        """Return the objective in force for a runner at a step, and its landscape; both are kept.

        Where all rows would take minutes, both are an estimate.

        Raises
        ------
        FilmUsageError
            If there are no such rows.
        """
        objective = self._objective(step, runner, part)
        if id(objective) not in self.surfaces:
            finished(self._sampling(objective), self._between)
        return self.surfaces[id(objective)]

    def surface_key(self, step: int) -> tuple[int, ...]:
        """Return what tells the surfaces of a step from those of others: one number for each runner's."""
        return tuple(id(self.compiled.objective(runner, step)) for runner in range(len(self.compiled.names)))

    def _sampling(self, objective: Objective) -> Pieces[None]:
        sampled, points = affordable(objective, POINTS_PER_SIDE)
        for landscape in sampled_in_blocks(sampled, self.plane, points, points):
            if landscape is not None:
                self.surfaces[id(objective)] = sampled, landscape
            yield

    def _estimated(self) -> str:
        """Say from how many rows the surface is, where that isn't all of them."""
        sampled, _ = affordable(self._objective(0, RUNNER, self.rows), POINTS_PER_SIDE)
        judged = sampled.pointwise
        return "" if judged is None or judged.sample_of is None else from_rows(judged.rows, judged.sample_of)

    def _objective(self, step: int, runner: int, part: Part) -> Objective:
        if part == "train":
            return self.compiled.objective(runner, step)
        objective = self.compiled.test_objective(runner, step)
        if objective is None:
            raise FilmUsageError("layout: train_test needs test rows; set objective.data.test_fraction above 0")
        return objective

    def fit(self, instant: Instant) -> Fit:
        """Return what the data chart shows, with the sample that the phases are about."""
        areas = self.scene.view.residuals == "areas"
        return fit_at(self.explainer.view(instant), follow=bool(instant.phase), areas=areas)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What takes time to make of a scene: its run, with its plane and its curves.

    Attributes
    ----------
    held
        How much of the path that the scene plans the plane holds, 0 .. 1.
    """

    compiled: CompiledRecipe
    timeline: Timeline
    plane: Plane
    held: float
    curves: LossCurves


def _making(scene: Scene, last_step: int, beside: TrainedScene | None = None) -> Pieces[Made]:
    yield
    compiled = _compiled(scene, beside)
    yield
    timeline = yield from growing(Timeline(compiled), compiled.steps)
    plane = fit_plane(compiled, timeline, scene.plane) if beside is None else beside.plane
    with np.errstate(over="ignore"):  # a run that explodes goes far
        held = share_told(plane, timeline, RUNNER)
    yield from growing(timeline, last_step)
    steps = timeline.at_hand(evenly(timeline.length + 1, MOST_CURVE_POINTS))
    losses = yield from Losses.along_in_pieces(timeline, steps)
    curves = LossCurves.of(compiled, losses, last=timeline.length, digits=timeline.loss_digits)
    return Made(compiled, timeline, plane, held, curves)


def _compiled(scene: Scene, beside: TrainedScene | None) -> CompiledRecipe:
    """Return what a scene means; it shares the data of one beside it where both learn the same task."""
    if beside is not None and beside.scene.recipe.task == scene.recipe.task:
        return CompiledRecipe(scene.recipe, beside.compiled.problem)
    return CompiledRecipe.of(scene.recipe)

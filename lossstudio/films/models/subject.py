"""What a model is made of: the surface of a step, and the path of each drawn runner upon it."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.background import LOOKS
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.picture.runners_drawn import drawn
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.height_interpolation import HeightInterpolation, height_interpolation
from lossstudio.picture.scene.path_projection import ProjectionBasis, project_path
from lossstudio.picture.scene.runners import cut_at_box
from lossstudio.picture.scene.scene_builder import static_scene_of

SLOPES_PER_SIDE = 129
"""At so many points along each side it is known how steep the surface is."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LaidPath:
    """A runner's path in the box.

    Attributes
    ----------
    points
        ``(n, 3)`` in box units; a row of NaN is a gap, where it is outside.
    time
        ``(n,)``: at which step each point is.
    """

    name: str
    color: str
    points: Floats
    time: Floats

    @property
    def within(self) -> tuple[Floats, Floats]:
        """The points within the box ``(k, 3)``, and when it is there ``(k,)``."""
        inside = np.isfinite(self.points).all(axis=1)
        return self.points[inside], self.time[inside]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Subject:
    """A surface with the paths that come into its box.

    Attributes
    ----------
    slopes, steepness
        How high it is on a grid, and the upward normals ``(rows, columns, 3)`` there.
    """

    static_scene: StaticScene
    paths: tuple[LaidPath, ...]
    slopes: HeightInterpolation
    steepness: Floats

    def normals(self, places: Floats) -> Floats:
        """Return the upward normals ``(k, 3)`` of the surface at places ``(k, 3)``."""
        grid = self.slopes
        column = np.rint(np.interp(places[:, 0], grid.x, np.arange(grid.x.size))).astype(np.intp)
        row = np.rint(np.interp(places[:, 1], grid.y, np.arange(grid.y.size))).astype(np.intp)
        normals: Floats = self.steepness[row, column]
        return normals


def subject_of(trained: TrainedScene, plan: RenderPlan) -> Subject:
    """Return what a model shows: the surface of its last step, whatever the runners minimised before it.

    Raises
    ------
    FilmError
        If there is no surface.
    """
    last = min(plan.last_step, trained.end)
    objective, landscape = trained.surface(last, RUNNER, trained.rows)
    theme, theta = trained.colored(LOOKS[plan.theme]), trained.timeline.theta[: last + 1]
    with np.errstate(all="ignore"):  # a run that explodes goes far
        view = trained.scene.view
        losses = np.asarray(objective.values(theta[0]), dtype=np.float64)
        static_scene = static_scene_of(landscape, losses, theme, scale=view.height, colormap=view.colormap)
        if not np.isfinite(static_scene.heights).any():
            raise FilmError("there is nothing to make a model of: nowhere on the surface is the loss a number")
        ground = ProjectionBasis(objective, landscape.plane, static_scene.box)
        names = trained.compiled.names
        paths = [
            _laid(ground, theta[:, runner], names[runner], theme.runner(runner))
            for runner in map(int, drawn(len(names), RUNNER))
        ]
    slopes = height_interpolation(static_scene, SLOPES_PER_SIDE, SLOPES_PER_SIDE)
    seen = tuple(path for path in paths if len(path.within[1]))
    return Subject(static_scene=static_scene, paths=seen, slopes=slopes, steepness=slopes.normals())


def _laid(ground: ProjectionBasis, theta: Floats, name: str, color: str) -> LaidPath:
    projected = project_path(ground, theta)
    cut = cut_at_box(ground.box.place(projected.points), ground.box, projected.time)
    return LaidPath(name=name, color=color, points=cut.points, time=cut.time)

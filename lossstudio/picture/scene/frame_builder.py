"""Framing: from a Moment of a run to the Frame that shows it."""

from dataclasses import dataclass, field, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.core.numbers import readout
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.camera.path_shape import MOST_PLACES
from lossstudio.picture.camera.viewpoint import best_view
from lossstudio.picture.runners_drawn import drawn
from lossstudio.picture.scene.box import Box, HeightScale
from lossstudio.picture.scene.draped_arrows import (
    GRADIENT,
    arrows_of,
    label_of,
    on_its_way,
    patch_at,
    stands_at,
)
from lossstudio.picture.scene.frame import (
    AZIMUTH_DEG,
    ELEVATION_DEG,
    GHOST_SHARE,
    PATH_PT,
    Arrow,
    Ball,
    Frame,
    FrameLabel,
    Patch,
    Path,
    StaticScene,
)
from lossstudio.picture.scene.guests import parts_of
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.path_projection import ProjectedPath, ProjectionBasis, project_path
from lossstudio.picture.scene.runners import (
    Way,
    balls_of,
    cut_at_box,
    length_of,
    marks_of,
    names_of,
    paths_of,
    selected_last,
    turns_of,
)
from lossstudio.picture.scene.scene_builder import box_of, static_scene_of
from lossstudio.picture.scene.surface_between import Reach, Surface
from lossstudio.picture.scene.surface_marks import (
    CurvatureLine,
    curvature_lines_at,
    field_of,
    minima_of,
)
from lossstudio.picture.text.axis_names import height_axis_name
from lossstudio.run.training.thetas import Thetas, stride_at_hand

BEND_PT = 2.4


@dataclass(slots=True)
class FrameBuilder:
    """Makes frames and keeps what neighbouring moments share: the static scene and the projected paths.

    Attributes
    ----------
    start_losses
        ``(R,)``: how high the starts of the last frame are.
    """

    start_losses: Floats = field(default_factory=lambda: np.zeros(0))
    _held: Moment | None = None
    _started: tuple[Objective, Floats, Floats] | None = None
    _static_scene: StaticScene | None = None
    _stage_for: tuple[object, ...] = ()
    _ground: ProjectionBasis | None = None
    _trails: dict[object, ProjectedPath] = field(default_factory=dict)
    _reaches: dict[int, tuple[ProjectedPath, float]] = field(default_factory=dict)
    _trails_on: tuple[object, ...] = ()
    _steepest: float = 1.0
    _view_of: object = None
    _best_view: tuple[float, float] = (AZIMUTH_DEG, ELEVATION_DEG)

    def reach(self, surface: Surface, starts: Floats, scale: HeightScale, top: float | None) -> Reach:
        """Return the losses at the bottom and the top of a surface's box.

        Parameters
        ----------
        surface
            The surface; while one gives way to another it is asked for in each frame, and looked at once.
        starts
            ``(R, P)``: where the runners start that are upon it.
        scale
            How losses become heights.
        top
            The loss at the top; None: as the starts decide.
        """
        objective, landscape = surface
        if self._started is None or self._started[0] is not objective or not np.array_equal(self._started[1], starts):
            with np.errstate(all="ignore"):
                self._started = objective, starts, objective.values(starts)
        box = box_of(landscape, self._started[2], scale, (None, top))
        return box.floor, box.top

    def frame(self, moment: Moment) -> Frame:
        """Return the frame of a moment."""
        few = drawn(len(moment.names), moment.runner)
        moment = moment.with_few(few)
        static_scene, ground = self._prepared(moment)
        theta = moment.here[few]
        points, normals = stands_at(ground, theta)
        trails = [self._trail(ground, moment.theta[:, runner], int(runner)) for runner in few]
        now, box = moment.step + moment.fraction, static_scene.box
        ways = [
            Way.of(parts_of(trail, now, points[runner], moment.sections_of(runner)), box)
            for runner, trail in enumerate(trails)
        ]
        reaches = self._reaches_of(trails, box, few.tolist())
        losses = [float(trail.at(moment.step)[2]) for trail in trails] if moment.fraction else points[:, 2].tolist()
        balls = balls_of(moment, points, normals, ways, losses)
        arrows = self._arrows(moment, ground, balls[moment.runner])
        bends = _bends(moment, ground, theta[moment.runner], balls[moment.runner])
        return Frame(
            static_scene=static_scene,
            paths=(
                *self._ghosts(moment, static_scene, ground),
                *paths_of(moment, ways, reaches),
                *_lines(moment, bends),
            ),
            balls=tuple(replace(ball, runner=int(few[ball.runner])) for ball in selected_last(balls, moment.runner)),
            arrows=tuple(
                arrow for whole, _ in arrows if (arrow := on_its_way(whole, moment.entered, moment.left)) is not None
            ),
            patch=_patch(moment, balls[moment.runner]),
            marks=marks_of(ways, balls),
            turns=turns_of(ways, balls),
            labels=(
                *names_of(moment, ways, balls),
                *(label_of(arrow, text) for arrow, text in arrows),
                *_curvatures(moment, bends),
            ),
            fog=moment.fog,
        )

    def _prepared(self, moment: Moment) -> tuple[StaticScene, ProjectionBasis]:
        """Return the static scene and the ground, the same ones as long as nothing about them has changed."""
        starts = moment.theta[0]
        wanted = (
            *(id(moment.landscape), id(moment.objective), moment.theme, moment.colormap, moment.scale),
            *(moment.axis_names, moment.badge, moment.top, moment.floor, starts.tobytes()),
        )
        if self._static_scene is None or self._ground is None or wanted != self._stage_for:
            self._held = moment
            with np.errstate(all="ignore"):
                losses, gradients = moment.objective.values_and_gradients(starts)
                self.start_losses = losses
                steepest = float(np.linalg.norm(gradients, axis=-1).max())
            self._steepest = steepest if np.isfinite(steepest) else 1.0
            self._static_scene = static_scene_of(
                moment.landscape,
                losses,
                moment.theme,
                scale=moment.scale,
                colormap=moment.colormap,
                names=moment.axis_names,
                badge=moment.badge,
                ends=(moment.floor, moment.top),
            )
            self._ground = ProjectionBasis(moment.objective, moment.landscape.plane, self._static_scene.box)
            self._static_scene = replace(
                self._static_scene,
                view=self._view(moment, self._static_scene, self._ground),
                names=(*self._static_scene.names[:2], height_axis_name(moment.objective, self._static_scene.box.scale)),
                field=field_of(moment.objective, moment.landscape.plane, self._static_scene.box),
                minima=minima_of(moment.objective, moment.landscape.plane, self._static_scene.box),
            )
            self._stage_for = wanted
            self._keep_trails(moment)
        return self._static_scene, self._ground

    def _keep_trails(self, moment: Moment) -> None:
        """Lay paths anew, but for those on an estimate, which stay where they are while its surface gets finer."""
        ground = (moment.objective, moment.landscape.plane)
        judged = moment.objective.pointwise
        if judged is None or judged.sample_of is None or ground != self._trails_on:
            self._trails.clear()
        self._trails_on = ground

    def _view(self, moment: Moment, static_scene: StaticScene, ground: ProjectionBasis) -> tuple[float, float]:
        """Return the best view; one for all pictures of a plane that was fitted to the same paths.

        So nothing turns while a run is played or changed, while its surface becomes finer, or gives way to another.
        """
        fitted = moment.landscape.plane.paths
        known = moment.theta if fitted is None else fitted
        if self._view_of is not known:
            with np.errstate(all="ignore"):
                paths = static_scene.box.place(self._some_places(moment, ground) if fitted is None else fitted)
            self._best_view, self._view_of = best_view(static_scene, paths), known
        return self._best_view

    @staticmethod
    def _some_places(moment: Moment, ground: ProjectionBasis) -> Floats:
        stride = stride_at_hand(moment.theta)
        places: Floats = ground.points(moment.theta[evenly(len(moment.theta), MOST_PLACES) // stride * stride])
        return places

    def _trail(self, ground: ProjectionBasis, theta: Thetas, key: object) -> ProjectedPath:
        trail = project_path(ground, theta, before=self._trails.get(key))
        self._trails[key] = trail
        return trail

    def _reaches_of(self, trails: list[ProjectedPath], box: Box, runners: list[int]) -> list[float]:
        """Return how long each path is; a path alone has nothing to lie upon."""
        if len(trails) == 1:
            return [0.0]
        return [self._reach(trail, box, runner) for trail, runner in zip(trails, runners, strict=True)]

    def _reach(self, trail: ProjectedPath, box: Box, runner: int) -> float:
        """Return how long all that is known of a path is within the box, so that the order of paths stays as it is."""
        known = self._reaches.get(runner)
        if known is None or known[0] is not trail:
            known = trail, length_of(cut_at_box(box.place(trail.points), box).points)
            self._reaches[runner] = known
        return known[1]

    def _arrows(self, moment: Moment, ground: ProjectionBasis, ball: Ball) -> tuple[tuple[Arrow, str], ...]:
        if moment.explanation is None or ball.beyond:
            return ()
        color = moment.theme.runner(moment.runner)
        return arrows_of(moment.explanation, moment.phase, ground, self._steepest, moment.theme, color)

    def _ghosts(self, moment: Moment, static_scene: StaticScene, ground: ProjectionBasis) -> tuple[Path, ...]:
        if moment.ghost is None:
            return ()
        ghosts = []
        for runner in range(moment.ghost.shape[1]):
            trail = self._trail(ground, moment.ghost[:, runner], ("ghost", runner))
            cut = cut_at_box(static_scene.box.place(trail.points), static_scene.box)
            ghosts.append(
                Path(
                    points=cut.points,
                    beads=np.empty((0, 3)),
                    color=moment.theme.secondary,
                    width_pt=GHOST_SHARE * PATH_PT,
                    opacity=0.5,
                    rank=-1,
                    shadow=False,
                )
            )
        return tuple(ghosts)


def _patch(moment: Moment, ball: Ball) -> Patch | None:
    explained = moment.phase == GRADIENT and moment.explanation is not None
    if ball.beyond or not (explained or moment.curvature):
        return None
    share = 1.0 if moment.curvature else moment.entered * (1.0 - moment.left)
    return patch_at(ball.place, ball.normal, moment.theme.error, share)


def _bends(moment: Moment, ground: ProjectionBasis, theta: Floats, ball: Ball) -> tuple[CurvatureLine, ...]:
    return curvature_lines_at(ground, theta) if moment.curvature and not ball.beyond else ()


def _lines(moment: Moment, bends: tuple[CurvatureLine, ...]) -> list[Path]:
    """Return the directions of extreme curvature as thin lines upon the surface."""
    none = np.empty((0, 3))
    color = moment.theme.text
    return [Path(points=bend.points, beads=none, color=color, width_pt=BEND_PT, shadow=False) for bend in bends]


def _curvatures(moment: Moment, bends: tuple[CurvatureLine, ...]) -> list[FrameLabel]:
    """Return a label at the end of each direction of extreme curvature."""
    ends = [bend.points[np.flatnonzero(np.isfinite(bend.points[:, 0]))[-1]] for bend in bends]
    words = [f"curvature {readout(bend.curvature)}" for bend in bends]
    return [
        FrameLabel(place=end, text=text, color=moment.theme.text, kind="arrow")
        for end, text in zip(ends, words, strict=True)
    ]

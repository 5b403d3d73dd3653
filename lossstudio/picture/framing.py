"""Framing: from a Moment of a run to the Frame that shows it."""

from dataclasses import dataclass, field, replace

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.axis_names import height_name
from lossstudio.picture.bending import Bend, bends_at
from lossstudio.picture.box import HeightScale
from lossstudio.picture.colors import ColormapName, Theme
from lossstudio.picture.cutting import Cut, cut_at_box
from lossstudio.picture.draping import GRADIENT, arrows_of, label_of, normals_at, patch_at
from lossstudio.picture.field import field_of
from lossstudio.picture.frame import (
    AZIMUTH_DEG,
    ELEVATION_DEG,
    GHOST_SHARE,
    PATH_PT,
    Arrow,
    Ball,
    Frame,
    Label,
    Mark,
    Patch,
    Path,
    Stage,
)
from lossstudio.picture.minima import minima_of
from lossstudio.picture.staging import stage_of
from lossstudio.picture.ticks import short
from lossstudio.picture.trails import Ground, Trail, lay_trail
from lossstudio.picture.viewpoint import best_view
from lossstudio.run.explanation import Explanation

LANE_PX = 1.5
BEND_PT = 2.4


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Moment:
    """What is to be shown: a run, a place in it, and a way of looking.

    Attributes
    ----------
    landscape, objective
        The surface on show, and what it was sampled from: paths lie at this objective's losses.
    theta
        ``(n + 1, R, P)``: every step so far, or at least up to the one after the moment.
    names
        The runners'.
    theme, colormap, scale
        The look; `scale` says how losses become heights.
    step, fraction
        When: at a step, or on the way to the next.
    phase
        0: none, 1: predict, 2: loss, 3: gradient, 4: update.
    runner
        The selected one, whose arrows are drawn.
    explanation
        The numbers of this step of the selected runner; without it there are no arrows.
    ghost
        ``(n, R, P)``: a future that was given up.
    axis_names
        What the axes are called; None: as the plane has it.
    badge
        What the picture says about its own honesty.
    top
        The loss at the top of the box, as while a start is dragged; None: as the starts decide.
    curvature
        Whether the tangent patch and the directions of extreme curvature are drawn at the selected ball.
    fog
        Whether only what lies around the balls is seen of the surface.
    """

    landscape: Landscape
    objective: Objective
    theta: Floats
    names: tuple[str, ...]
    theme: Theme
    colormap: ColormapName = "lagoon"
    scale: HeightScale = "linear"
    step: int = 0
    fraction: float = 0.0
    phase: int = 0
    runner: int = 0
    explanation: Explanation | None = None
    ghost: Floats | None = None
    axis_names: tuple[str, str] | None = None
    badge: str = ""
    top: float | None = None
    curvature: bool = False
    fog: bool = False

    @property
    def here(self) -> Floats:
        """The parameters ``(R, P)`` at the moment."""
        at = min(self.step, len(self.theta) - 1)
        here: Floats = self.theta[at]
        if self.fraction > 0 and at + 1 < len(self.theta):
            here = here + self.fraction * (self.theta[at + 1] - here)
        return here


def frame_of(moment: Moment) -> Frame:
    """Return the frame of one moment. For many moments of a run, a Framer does less work for each."""
    return Framer().frame(moment)


@dataclass(slots=True)
class Framer:
    """Makes frames and keeps what neighbouring moments share: the stage and the trails."""

    _held: Moment | None = None
    _stage: Stage | None = None
    _stage_for: tuple[object, ...] = ()
    _ground: Ground | None = None
    _trails: dict[object, Trail] = field(default_factory=dict)
    _steepest: float = 1.0
    _view_of: Objective | None = None
    _best_view: tuple[float, float] = (AZIMUTH_DEG, ELEVATION_DEG)

    def frame(self, moment: Moment) -> Frame:
        """Return the frame of a moment."""
        stage, ground = self._prepared(moment)
        theta = moment.here
        points, normals = ground.points(theta), normals_at(ground, theta)
        trails = [self._trail(ground, moment.theta[:, runner], runner) for runner in range(len(moment.names))]
        ways = [
            np.concatenate([trail.until(moment.step + moment.fraction)[0], points[runner : runner + 1]])
            for runner, trail in enumerate(trails)
        ]
        cuts = [cut_at_box(stage.box.place(way), stage.box) for way in ways]
        beads = [stage.box.place(trail.until(moment.step + moment.fraction)[1]) for trail in trails]
        balls = _balls(moment, points, normals, cuts)
        arrows = self._arrows(moment, ground, balls[moment.runner])
        bends = _bends(moment, ground, theta[moment.runner], balls[moment.runner])
        return Frame(
            stage=stage,
            paths=(*self._ghosts(moment, stage, ground), *_paths(moment, stage, cuts, beads), *_lines(moment, bends)),
            balls=_selected_last(balls, moment.runner),
            arrows=tuple(arrow for arrow, _ in arrows),
            patch=_patch(moment, balls[moment.runner]),
            marks=_marks(cuts, balls),
            labels=(
                *_names(moment, balls),
                *(label_of(arrow, text) for arrow, text in arrows),
                *_curvatures(moment, bends),
            ),
            fog=moment.fog,
        )

    def _prepared(self, moment: Moment) -> tuple[Stage, Ground]:
        """Return stage and ground, the same ones as long as nothing about them has changed."""
        starts = moment.theta[0]
        wanted = (
            *(id(moment.landscape), id(moment.objective), moment.theme, moment.colormap, moment.scale),
            *(moment.axis_names, moment.badge, moment.top, starts.tobytes()),
        )
        if self._stage is None or self._ground is None or wanted != self._stage_for:
            self._held = moment
            with np.errstate(all="ignore"):
                losses, gradients = moment.objective.values_and_gradients(starts)
                steepest = float(np.linalg.norm(gradients, axis=-1).max())
            self._steepest = steepest if np.isfinite(steepest) else 1.0
            self._stage = stage_of(
                moment.landscape,
                losses,
                moment.theme,
                scale=moment.scale,
                colormap=moment.colormap,
                names=moment.axis_names,
                badge=moment.badge,
                top=moment.top,
            )
            self._ground = Ground(moment.objective, moment.landscape.plane, self._stage.box)
            self._stage = replace(
                self._stage,
                view=self._view(moment, self._stage, self._ground),
                names=(*self._stage.names[:2], height_name(moment.objective)),
                field=field_of(moment.objective, moment.landscape.plane, self._stage.box),
                minima=minima_of(moment.objective, moment.landscape.plane, self._stage.box),
            )
            self._stage_for = wanted
            self._trails.clear()
        return self._stage, self._ground

    def _view(self, moment: Moment, stage: Stage, ground: Ground) -> tuple[float, float]:
        """Return the best view of a surface that is the whole truth; one for all its pictures, coarse or fine.

        A slice is refitted while its run grows, and has the usual view: nothing turns while a run is played.
        """
        if not moment.landscape.plane.exact:
            return stage.view
        if self._view_of is not moment.objective:
            with np.errstate(invalid="ignore"):
                self._best_view = best_view(stage, stage.box.place(ground.points(moment.theta[0])))
            self._view_of = moment.objective
        return self._best_view

    def _trail(self, ground: Ground, theta: Floats, key: object) -> Trail:
        trail = lay_trail(ground, theta, before=self._trails.get(key))
        self._trails[key] = trail
        return trail

    def _arrows(self, moment: Moment, ground: Ground, ball: Ball) -> tuple[tuple[Arrow, str], ...]:
        if moment.explanation is None or ball.beyond:
            return ()
        color = moment.theme.runner(moment.runner)
        return arrows_of(moment.explanation, moment.phase, ground, self._steepest, moment.theme, color)

    def _ghosts(self, moment: Moment, stage: Stage, ground: Ground) -> tuple[Path, ...]:
        if moment.ghost is None:
            return ()
        ghosts = []
        for runner in range(moment.ghost.shape[1]):
            trail = self._trail(ground, moment.ghost[:, runner], ("ghost", runner))
            cut = cut_at_box(stage.box.place(trail.points), stage.box)
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


def _paths(moment: Moment, stage: Stage, cuts: list[Cut], beads: list[Floats]) -> tuple[Path, ...]:
    """Return the runners' paths, the slowest last and so on top, each a little aside."""
    lengths = [_length(cut.points) for cut in cuts]
    slowest_last = sorted(range(len(cuts)), key=lambda runner: -lengths[runner])
    paths = []
    for rank, runner in enumerate(slowest_last):
        inside = stage.box.holds(beads[runner])
        paths.append(
            Path(
                points=cuts[runner].points,
                beads=beads[runner][inside],
                color=moment.theme.runner(runner),
                rank=rank,
                lane_px=LANE_PX * (rank - (len(cuts) - 1) / 2),
            )
        )
    return tuple(paths)


def _length(points: Floats) -> float:
    return float(np.nansum(np.linalg.norm(np.diff(points, axis=0), axis=1)))


def _balls(moment: Moment, points: Floats, normals: Floats, cuts: list[Cut]) -> list[Ball]:
    balls = []
    for runner, name in enumerate(moment.names):
        exit_ = cuts[runner].exit
        x, y, loss = (float(part) for part in points[runner])
        balls.append(
            Ball(
                place=cuts[runner].points[-1] if exit_ is None else exit_[0],
                normal=normals[runner],
                coordinates=(x, y, loss),
                color=moment.theme.runner(runner),
                name=name,
                beyond=exit_ is not None,
                runner=runner,
            )
        )
    return balls


def _selected_last(balls: list[Ball], runner: int) -> tuple[Ball, ...]:
    return tuple(sorted(balls, key=lambda ball: ball.runner == runner))


def _patch(moment: Moment, ball: Ball) -> Patch | None:
    explained = moment.phase == GRADIENT and moment.explanation is not None
    if ball.beyond or not (explained or moment.curvature):
        return None
    return patch_at(ball.place, ball.normal, moment.theme.error)


def _bends(moment: Moment, ground: Ground, theta: Floats, ball: Ball) -> tuple[Bend, ...]:
    return bends_at(ground, theta) if moment.curvature and not ball.beyond else ()


def _lines(moment: Moment, bends: tuple[Bend, ...]) -> list[Path]:
    """Return the directions of extreme curvature as thin lines upon the surface."""
    none = np.empty((0, 3))
    color = moment.theme.text
    return [Path(points=bend.points, beads=none, color=color, width_pt=BEND_PT, shadow=False) for bend in bends]


def _curvatures(moment: Moment, bends: tuple[Bend, ...]) -> list[Label]:
    """Return a label at the end of each direction of extreme curvature."""
    ends = [bend.points[np.flatnonzero(np.isfinite(bend.points[:, 0]))[-1]] for bend in bends]
    words = [f"curvature {short(bend.curvature)}" for bend in bends]
    return [
        Label(place=end, text=text, color=moment.theme.text, kind="arrow")
        for end, text in zip(ends, words, strict=True)
    ]


def _marks(cuts: list[Cut], balls: list[Ball]) -> tuple[Mark, ...]:
    exits = [(cut.exit, ball.color) for cut, ball in zip(cuts, balls, strict=True)]
    return tuple(Mark(place=gone[0], direction=gone[1], color=color) for gone, color in exits if gone is not None)


def _names(moment: Moment, balls: list[Ball]) -> tuple[Label, ...]:
    """Return the labels of the balls: names in a race, and the loss of those that are beyond the box."""
    race = len(moment.names) > 1
    labels = []
    for ball in sorted(balls, key=lambda ball: ball.runner != moment.runner):
        if ball.beyond:
            away = f"{height_name(moment.objective)} {short(ball.coordinates[2])}"
            text = f"{ball.name}: {away}" if race else away
            labels.append(Label(place=ball.place, text=text, color=ball.color, kind="mark"))
        elif race:
            labels.append(Label(place=ball.place, text=ball.name, color=ball.color))
    return tuple(labels)

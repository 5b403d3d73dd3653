"""Footage turns a storyboard into frames: the run is trained once, and what stands still is made once."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.array import Floats
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane, share_held
from lossstudio.core.landscape.sampling import sample
from lossstudio.core.objective.objective import Objective
from lossstudio.films.errors import FilmError
from lossstudio.films.film import Plan
from lossstudio.films.numbers import Numbers
from lossstudio.films.offscreen import ensure_application
from lossstudio.films.storyboard import Instant
from lossstudio.films.writer import Pixels
from lossstudio.picture.axis_names import axis_names
from lossstudio.picture.camera import Camera
from lossstudio.picture.charts import LossCurves, fit_of
from lossstudio.picture.charts.fit import Fit, NoFit
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.picture.composition import Composition, Inset, Shown
from lossstudio.picture.frame import Stage
from lossstudio.picture.framing import Framer, Moment
from lossstudio.picture.host import ImageHost, NoOpenGLError
from lossstudio.picture.staging import badge_of
from lossstudio.project.scene import Scene
from lossstudio.run.course import Course
from lossstudio.run.curves import losses_at, test_losses_at
from lossstudio.run.growing import grown
from lossstudio.run.planes import fit_plane, path_of
from lossstudio.run.timeline import Timeline

POINTS_PER_SIDE = 129
"""Of the landscape, as the window's when it has settled."""
MOST_CURVE_POINTS = 1024
RUNNER = 0
"""Whose surface, data plot and learning rate are shown."""


class Footage:
    """The frames of one film; close it when it is made.

    Raises
    ------
    SceneError
        If the scene can't be built.
    FilmError
        If there is nothing to draw with.
    """

    def __init__(self, scene: Scene, plan: Plan) -> None:
        ensure_application()
        self._scene, self._plan = scene, plan
        self._theme = DARK if plan.theme == "dark" else LIGHT
        self._course = Course.of(scene.recipe)
        self._timeline = grown(Timeline(self._course), self._course.steps)
        self._plane = fit_plane(self._course, self._timeline, scene.plane)
        grown(self._timeline, plan.last_step)
        self._instants = list(plan.storyboard.cut_at(_end(self._timeline)).instants())
        shown = sorted({step for each in self._instants for step in (each.step, each.step + 1)})
        self._numbers = Numbers(self._timeline, [s for s in shown if s <= self._timeline.length], self._theme)
        self._curves = _curves(self._timeline)
        self._badge = _badge(self._plane, self._timeline)
        self._framer = Framer()
        self._surfaces: dict[int, tuple[Objective, Landscape]] = {}
        self._base: Camera | None = None
        self._insets = self._chosen_insets()
        self._host = _host()
        self._composition = Composition(self._host, plan.size, self._theme, title=plan.title, insets=self._insets)

    def __len__(self) -> int:
        return len(self._instants)

    def frames(self) -> Iterator[Pixels]:
        """Yield every frame; one that shows the same as the one before is not drawn again."""
        before: Instant | None = None
        for instant in self._instants:
            if instant != before:
                pixels = self._pixels(instant)
            yield pixels
            before = instant

    def image(self, index: int) -> QImage:
        """Return one frame, for a preview."""
        return self._composition.image(self._shown(self._instants[index]))

    def close(self) -> None:
        """Give everything back."""
        self._composition.close()
        self._host.close()

    def _pixels(self, instant: Instant) -> Pixels:
        width, height = self._plan.size
        pixels = np.empty((height, width, 4), np.uint8)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._composition.paint(painter, self._shown(instant))
        painter.end()
        return pixels

    def _shown(self, instant: Instant) -> Shown:
        frame = self._framer.frame(self._moment(instant))
        first, last = self._instants[0].step, self._instants[-1].step
        place = instant.step + instant.fraction
        return Shown(
            frame=frame,
            camera=self._camera(frame.stage, instant.turn_deg),
            step=place,
            progress=(place - first) / (last - first) if last != first else None,
            read_outs=self._numbers.at(instant.step),
            curves=self._curves,
            fit=self._fit(instant) if "data" in self._insets else None,
            runner=RUNNER,
        )

    def _moment(self, instant: Instant) -> Moment:
        view, (objective, landscape) = self._scene.view, self._surface(instant.step)
        return Moment(
            landscape=landscape,
            objective=objective,
            theta=self._timeline.theta,
            names=self._course.names,
            theme=self._theme,
            colormap=view.colormap,
            scale=view.height,
            step=instant.step,
            fraction=instant.fraction,
            phase=instant.phase,
            runner=RUNNER,
            axis_names=axis_names(self._course, self._plane),
            badge=self._badge,
        )

    def _surface(self, step: int) -> tuple[Objective, Landscape]:
        """Return the objective in force at a step, and its landscape; both are kept."""
        objective = self._course.objective(RUNNER, step)
        if id(objective) not in self._surfaces:
            landscape = sample(objective, self._plane, POINTS_PER_SIDE, POINTS_PER_SIDE)
            self._surfaces[id(objective)] = objective, landscape
        return self._surfaces[id(objective)]

    def _camera(self, stage: Stage, turn_deg: float) -> Camera:
        """Return the scene's camera, turned; it stands where it stood in the first frame, whatever the surface."""
        if self._base is None:
            self._base = self._first_camera(stage)
        return replace(self._base, azimuth=self._base.azimuth + turn_deg)

    def _first_camera(self, stage: Stage) -> Camera:
        spec, turn = self._scene.view.camera, self._plan.storyboard.turn_deg
        if spec is None:
            return self._composition.camera(stage, turn_deg=turn)
        return self._composition.camera(stage, spec.azimuth, spec.elevation, spec.distance, turn)

    def _thetas(self, instant: Instant) -> Floats:
        """Return where the runners are ``(R, P)``, between two steps where the balls are on their way."""
        path = self._timeline.theta
        here: Floats = path[instant.step]
        return here if not instant.fraction else here + instant.fraction * (path[instant.step + 1] - here)

    def _fit(self, instant: Instant) -> Fit:
        path, step = self._timeline.theta, instant.step
        update = path[step + 1, RUNNER] - path[step, RUNNER] if step + 1 < len(path) else None
        return fit_of(self._course, self._thetas(instant), RUNNER, step=step, update=update)

    def _chosen_insets(self) -> tuple[Inset, ...]:
        """Return which charts there are; "both" leaves the data out where there are none."""
        if self._plan.inset == "both":
            drawn = self._course.problem.prepared is not None and not isinstance(self._fit(Instant(0)), NoFit)
            return ("loss", "data") if drawn else ("loss",)
        return () if self._plan.inset == "none" else (self._plan.inset,)


def _end(timeline: Timeline) -> int:
    """Return the last step at which something happens."""
    if not timeline.all_stopped:
        return timeline.length
    return max((stop[0] for stop in timeline.stopped if stop is not None), default=0)


def _curves(timeline: Timeline) -> LossCurves:
    """Return the loss curves of the whole run, thinned where it is long."""
    length = timeline.length
    steps = np.unique(np.linspace(0, length, min(length + 1, MOST_CURVE_POINTS)).round().astype(np.intp))
    return LossCurves(
        steps=steps,
        train=losses_at(timeline, steps),
        test=test_losses_at(timeline, steps),
        names=timeline.course.names,
        last=max(1, length),
    )


def _badge(plane: Plane, timeline: Timeline) -> str:
    """Say how much of the path a slice holds; the whole parameter space needs no words."""
    return "" if plane.exact else badge_of(plane, share_held(plane, path_of(timeline, RUNNER)[:, 0]), 0.0)


def _host() -> ImageHost:
    try:
        return ImageHost()
    except NoOpenGLError as error:
        raise FilmError(f"{error}. On Debian and Ubuntu, install libegl1 and libgl1-mesa-dri") from error

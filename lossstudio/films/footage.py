"""Footage turns a storyboard into frames; what stands still is drawn once."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtGui import QImage

from lossstudio.films.background import cut_out, themes_upon
from lossstudio.films.camera_path import between, turned
from lossstudio.films.errors import FilmError
from lossstudio.films.film import Plan
from lossstudio.films.numbers import Numbers
from lossstudio.films.offscreen import ensure_application
from lossstudio.films.storyboard import Instant
from lossstudio.films.take import RUNNER, Take
from lossstudio.films.writer import Pixels
from lossstudio.picture.axis_names import axis_names
from lossstudio.picture.camera import Camera
from lossstudio.picture.colors import Theme
from lossstudio.picture.composition import Composition, Inset, Shown
from lossstudio.picture.frame import Stage
from lossstudio.picture.framing import Framer, Moment
from lossstudio.picture.host import ImageHost, NoOpenGLError
from lossstudio.picture.still import RESTING, Quality

TURNING = Quality(points_per_side=121, samples=4)
"""While the camera moves the surface is drawn anew for each frame; a finer mesh looks the same (54 dB)."""


@dataclass(frozen=True, slots=True)
class _Easel:
    """What paints the moments of a film in one theme."""

    theme: Theme
    composition: Composition
    numbers: Numbers
    framer: Framer = field(default_factory=Framer)


class Footage:
    """The frames of one film; close it when they are drawn.

    Parameters
    ----------
    take
        What is shown, trained as far as the plan wants it.
    plan
        Size, storyboard, title, charts and look.
    host
        Draws the surface; None: one of its own.

    Raises
    ------
    FilmError
        If there is nothing to draw with.
    """

    def __init__(self, take: Take, plan: Plan, host: ImageHost | None = None) -> None:
        ensure_application()
        self._take, self._plan = take, plan
        self._instants = list(plan.storyboard.cut_at(take.end).instants())
        self._insets = _insets(take, plan)
        self._places: list[Camera] = []
        self._owned: list[ImageHost] = []
        first, *others = themes_upon(plan.theme, plan.background)
        self._easels = [self._easel(first, host), *(self._easel(theme, None) for theme in others)]

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
        pixels = self._pixels(self._instants[index])
        height, width = pixels.shape[:2]
        layout = QImage.Format.Format_ARGB32 if len(self._easels) > 1 else QImage.Format.Format_RGB32
        return QImage(pixels.data, width, height, 4 * width, layout).copy()

    def close(self) -> None:
        """Give everything back."""
        for easel in self._easels:
            easel.composition.close()
        for host in self._owned:
            host.close()

    def _easel(self, theme: Theme, host: ImageHost | None) -> "_Easel":
        """Return what paints in a theme, upon a host that is there or one of its own."""
        if host is None:
            host = _host()
            self._owned.append(host)
        numbers = Numbers(self._take.timeline, sorted({each.step for each in self._instants}), theme)
        plan = self._plan
        captioned = any(plan.caption(instant) for instant in self._instants)
        composition = Composition(host, plan.size, theme, title=plan.title, insets=self._insets, captioned=captioned)
        return _Easel(theme, composition, numbers)

    def _pixels(self, instant: Instant) -> Pixels:
        painted = [self._painted(easel, instant) for easel in self._easels]
        return painted[0] if len(painted) == 1 else cut_out(*painted)

    def _painted(self, easel: "_Easel", instant: Instant) -> Pixels:
        width, height = self._plan.size
        pixels = np.empty((height, width, 4), np.uint8)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        easel.composition.paint_into(image, self._shown(easel, instant))
        return pixels

    def _shown(self, easel: "_Easel", instant: Instant) -> Shown:
        with np.errstate(over="ignore", invalid="ignore"):  # a run that explodes goes far
            frame = easel.framer.frame(self._moment(easel.theme, instant))
        first, last = self._instants[0].step, self._instants[-1].step
        place = instant.step + instant.fraction
        return Shown(
            frame=frame,
            camera=self._camera(frame.stage, instant),
            step=place,
            progress=(place - first) / (last - first) if last != first else None,
            read_outs=easel.numbers.at(instant.step),
            curves=self._take.curves,
            fit=self._take.fit(instant) if "data" in self._insets else None,
            runner=RUNNER,
            quality=TURNING if self._plan.storyboard.moves else RESTING,
            caption=self._plan.caption(instant),
            card=instant.card,
        )

    def _moment(self, theme: Theme, instant: Instant) -> Moment:
        take, view, (objective, landscape) = self._take, self._take.scene.view, self._take.surface(instant.step)
        return Moment(
            landscape=landscape,
            objective=objective,
            theta=take.timeline.theta,
            names=take.course.names,
            theme=theme,
            colormap=view.colormap,
            scale=view.height,
            step=instant.step,
            fraction=instant.fraction,
            phase=instant.phase,
            runner=RUNNER,
            axis_names=axis_names(take.course, take.plane),
            badge=take.badge,
            fog=view.fog,
        )

    def _camera(self, stage: Stage, instant: Instant) -> Camera:
        """Return the camera, turned; its places are found in the first frame and kept, whatever the surface."""
        if not self._places:
            camera, turn = self._easels[0].composition.camera, self._plan.storyboard.turn_deg
            spec, keys = self._take.scene.view.camera, self._plan.camera
            said = keys if keys else (spec,) if spec is not None else ()
            self._places = [camera(stage, key.azimuth, key.elevation, key.distance, turn) for key in said]
            self._places = self._places or [camera(stage, *stage.view, turn_deg=turn)]
        return turned(between(self._places, instant.way), instant.turn_deg)


def _insets(take: Take, plan: Plan) -> tuple[Inset, ...]:
    """Return which charts there are; "both" leaves the data out where there are none."""
    if plan.inset == "both":
        return ("loss", "data") if take.has_data_chart else ("loss",)
    return () if plan.inset == "none" else (plan.inset,)


def _host() -> ImageHost:
    try:
        return ImageHost()
    except NoOpenGLError as error:
        raise FilmError(f"{error}. On Debian and Ubuntu, install libegl1 and libgl1-mesa-dri") from error

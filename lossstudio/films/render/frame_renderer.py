"""A FrameRenderer turns a storyboard into frames; what stands still is drawn once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PySide6.QtGui import QImage, QPainter

from lossstudio.films.encode.writer import Pixels
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.background import cut_out, with_halo
from lossstudio.films.plan.fades import comings
from lossstudio.films.plan.layouts import TEXT_SHARES
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.panes import Panes, pane_specs_of
from lossstudio.films.render.steady_ranges import SteadyRanges
from lossstudio.films.render.steady_writing import SteadyWriting
from lossstudio.films.render.step_explainer import CaptionNumbers
from lossstudio.films.render.styled import load_typefaces, placed_logo
from lossstudio.films.render.surface_changes import with_changes
from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.camera.soft_edges import is_close_up
from lossstudio.picture.colors import Theme
from lossstudio.picture.gl.host import ImageHost, NoOpenGLError
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality
from lossstudio.picture.page.composition import Composition, Inset, Page, Shown
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.page.spot import Spot
from lossstudio.picture.text.drawable import drawable
from lossstudio.picture.text.fonts import Typeface, typeface_now, written_in
from lossstudio.project.film_spec import Layout

TURNING = RenderQuality(points_per_side=121)
"""While the camera moves the surface is drawn anew for each frame; from afar a finer mesh looks the same (54 dB)."""


@dataclass(frozen=True, slots=True)
class _Easel:
    """What paints the moments of a film in one theme."""

    composition: Composition
    numbers: CaptionNumbers
    writing: SteadyWriting
    ranges: SteadyRanges | None


@dataclass(frozen=True, slots=True)
class _Cue:
    """What one frame shows, with its sentence, how much (0..1) of that is there, and what stands out."""

    instant: Instant
    caption: str
    caption_ink: float
    spot: Spot | None = None


class FrameRenderer:
    """The frames of one film; close it when they are drawn.

    Parameters
    ----------
    trained
        What is shown, trained as far as the plan wants it.
    plan
        Size, storyboard, title, charts and look.
    host
        Draws the surface; None: one of its own.

    Raises
    ------
    FilmUsageError
        If the scene can't be shown in this layout.
    FilmError
        If there is nothing to draw with.
    """

    def __init__(self, trained: TrainedScene, plan: RenderPlan, host: ImageHost | None = None) -> None:
        ensure_application()
        load_typefaces(plan.style)
        trained.explainer.follow(plan.row)
        self._trained, self._plan = trained, plan
        storyboard = trained.paced(plan.storyboard)
        self._order = storyboard.order
        instants = list(storyboard.forward())
        self._instants = with_changes(instants, partial(_shown_of, trained, plan.layout), plan.storyboard.fps)
        self._cues = _cues(self._instants, plan)
        self._insets = _insets(trained, plan)
        self._pane_specs = pane_specs_of(trained, plan.layout)
        self._phased = plan.phased
        self._owned: list[ImageHost] = []
        first, *others = map(trained.colored, plan.themes)
        with written_in(self.typeface):
            self._easels = [self._easel(first, host), *(self._easel(theme, None) for theme in others)]

    def __len__(self) -> int:
        return len(self._order)

    def frames(self) -> Iterator[Pixels]:
        """Yield every frame ``(height, width, 4)``; one that shows the same as the one before is not drawn again."""
        before: tuple[object, ...] = ()
        for index in self._order:
            with written_in(self.typeface):
                shown = self._shown_at(index)
            now = (self._cues[index], *(pane.written for each in shown for pane in each.panes))
            if now != before:
                with written_in(self.typeface):
                    pixels = self._pixels(shown)
            yield pixels
            before = now

    def image(self, index: int) -> QImage:
        """Return one frame, for a preview."""
        with written_in(self.typeface):
            pixels = self._pixels(self._shown_at(self._order[index]))
        height, width = pixels.shape[:2]
        layout = QImage.Format.Format_ARGB32 if len(self._easels) > 1 else QImage.Format.Format_RGB32
        return QImage(pixels.data, width, height, 4 * width, layout).copy()

    def paint(self, painter: QPainter, index: int) -> None:
        """Paint one frame in the film's own theme; of what is drawn as lines, the ground is the caller's."""
        with written_in(self.typeface):
            self.composition.paint(painter, self._shown(self._easels[0], index))

    @property
    def typeface(self) -> Typeface:
        """What it is written in: the plan's, with figures as the document needs them that is drawn."""
        return replace(typeface_now(), family=self._plan.typeface.family)

    def shown(self, index: int) -> Shown:
        """Return what one frame shows, in the film's own theme."""
        with written_in(self.typeface):
            return self._shown(self._easels[0], self._order[index])

    @property
    def composition(self) -> Composition:
        """Where everything is in the picture, in the film's own theme."""
        return self._easels[0].composition

    def close(self) -> None:
        """Give everything back."""
        for easel in self._easels:
            easel.composition.close()
        for host in self._owned:
            host.close()

    def _easel(self, theme: Theme, host: ImageHost | None) -> "_Easel":
        """Return what paints in a theme, with the given host and others of its own."""
        plan, tested = self._plan, self._plan.layout == "train_test"
        steps = sorted({each.step for each in self._instants})
        numbers = CaptionNumbers(self._trained.timeline, steps, theme, tested=tested, brief=self._phased)
        page = Page(
            title=drawable(plan.title),
            insets=self._insets,
            phases=self._phased,
            captioned=any(cue.caption for cue in self._cues),
            read_outs=() if "numbers" in plan.hidden else numbers.at(steps[0]),
            safe=plan.safe,
            remarked="badge" not in plan.hidden,
            axes="axes" not in plan.hidden,
            text=TEXT_SHARES[plan.text_size],
            lines=plan.lines,
            logo=placed_logo(plan),
        )
        composition = Composition(self._hosts(host), plan.size, theme, page)
        panes = Panes(self._trained, plan, self._pane_specs, theme, composition)
        closed = plan.storyboard.loop == "turn"
        writing = SteadyWriting(self._instants, plan.storyboard.fps, panes, composition, closed=closed)
        ranges = None
        if "data" in self._insets:
            ranges = SteadyRanges(
                self._instants, plan.storyboard.fps, lambda at: composition.fit_ranges(self._trained.fit(at))
            )
        return _Easel(composition, numbers, writing, ranges)

    def _hosts(self, first: ImageHost | None) -> tuple[ImageHost | None, ...]:
        """Return what draws each pane; a map needs nothing."""
        if self._plan.layout == "contour":
            return (None,) * len(self._pane_specs)
        made = [_host() for _ in self._pane_specs[bool(first) :]]
        self._owned += made
        return (*((first,) if first else ()), *made)

    def _shown_at(self, index: int) -> list[Shown]:
        """Return what a frame shows, in each theme in which it is painted."""
        return [self._shown(easel, index) for easel in self._easels]

    def _pixels(self, shown: list[Shown]) -> Pixels:
        painted = [self._painted(easel, each) for easel, each in zip(self._easels, shown, strict=True)]
        if len(painted) == 1:
            return painted[0]
        cut = cut_out(*painted)
        return with_halo(cut, self._plan.halo, self.composition.layout.unit) if self._plan.halo else cut

    def _painted(self, easel: "_Easel", shown: Shown) -> Pixels:
        width, height = self._plan.size
        pixels = np.empty((height, width, 4), np.uint8)
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        easel.composition.paint_into(image, shown)
        return pixels

    def _quality(self, panes: tuple[Pane, ...]) -> RenderQuality:
        if not self._plan.storyboard.moves:
            return RESTING
        size = self.composition.surface_size
        seen = ((each.frame.static_scene, each.camera) for each in panes)
        near = any(isinstance(camera, Camera) and is_close_up(stage, camera, size) for stage, camera in seen)
        return RESTING if near else TURNING

    def _shown(self, easel: "_Easel", index: int) -> Shown:
        cue, first, last = self._cues[index], self._instants[0].step, self._instants[-1].step
        instant = cue.instant
        place = instant.step + instant.fraction
        panes = easel.writing.at(index)
        return Shown(
            panes=panes,
            step=place,
            progress=(place - first) / (last - first) if last != first and "bar" not in self._plan.hidden else None,
            read_outs=() if "numbers" in self._plan.hidden else easel.numbers.at(instant.step),
            phases=self._trained.explainer.band(instant) if self._phased else None,
            curves=self._trained.curves,
            fit=self._trained.fit(instant) if "data" in self._insets else None,
            fit_ranges=easel.ranges.at(index) if easel.ranges is not None else None,
            runner=RUNNER,
            quality=self._quality(panes),
            caption=cue.caption,
            caption_ink=cue.caption_ink,
            card=drawable(instant.card),
            ink=instant.ink,
            opened=instant.opened,
            spot=cue.spot,
        )


def _cues(instants: list[Instant], plan: RenderPlan) -> list[_Cue]:
    """Return what each frame shows beside its surfaces and charts."""
    captions = [drawable(plan.caption(instant)) for instant in instants]
    spots = [plan.spot(instant) for instant in instants]
    fps = plan.storyboard.fps
    every = zip(instants, captions, comings(captions, fps), spots, comings(spots, fps), strict=True)
    return [
        _Cue(instant, caption, said.ink, None if spot is None else Spot(spot.on, spot.text, lit.ink))
        for instant, caption, said, spot, lit in every
    ]


def _shown_of(trained: TrainedScene, layout: Layout, step: int) -> tuple[object, ...]:
    """Return what tells the surfaces of a step, and where runners have panes of their own what heads them."""
    told = trained.compiled.settings(step) if layout == "runners" else ()
    return *trained.surface_key(step), *told


def _insets(trained: TrainedScene, plan: RenderPlan) -> tuple[Inset, ...]:
    """Return which charts there are; "both" leaves the data out where there are none."""
    if plan.inset == "both":
        return ("loss", "data") if trained.has_data_chart else ("loss",)
    return () if plan.inset == "none" else (plan.inset,)


def _host() -> ImageHost:
    try:
        return ImageHost()
    except NoOpenGLError as error:
        raise FilmError(f"{error}. On Debian and Ubuntu, install libegl1 and libgl1-mesa-dri") from error

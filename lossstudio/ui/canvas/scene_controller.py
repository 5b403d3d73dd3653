"""The scene controller: from the Studio and the view's camera to what the surface shows now."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.numbers import readout
from lossstudio.picture.camera.camera import Camera, Margins, Size
from lossstudio.picture.camera.picking import Picked, ball_at, pick
from lossstudio.picture.colors import Theme
from lossstudio.picture.map.map_camera import MapCamera, fit_map
from lossstudio.picture.map.map_view import MAP_MARGINS_PT
from lossstudio.picture.scene.frame import Frame, FrameLabel, LabelKind, StaticScene
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.guests import sections_of
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.opening import WHOLE
from lossstudio.picture.scene.scene_builder import Ends, box_of
from lossstudio.picture.scene.surface_between import Reach, Surface
from lossstudio.picture.text.axis_names import axis_names, height_name
from lossstudio.picture.text.read_outs import from_rows
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.held_height import HeldHeight
from lossstudio.ui.canvas.morph import Morph, holds
from lossstudio.ui.canvas.shown_surface import ShownSurface
from lossstudio.ui.canvas.view_camera import BADGE_PT, ViewCamera
from lossstudio.ui.maps.pointed_run import PointedRun

PIN_REACH_PX = 14.0
CALM_S = 0.35
"""Surfaces that change faster than this, as in a drag, don't morph."""


class SceneController:
    """Makes frames and cameras, and says what is under a pixel.

    Attributes
    ----------
    view_camera
        From where a person looks.
    frame
        What was shown last; None before the first landscape.
    share, opening
        How large the writing is, as a share of the window's; how much of the picture is there.
    level
        The loss at the top of the box, where surfaces side by side reach equally high; None: as the starts decide.
    margins
        What the camera leaves free, in pixels; None: what the canvas needs.
    pin
        The place of the pinned read-out: plane coordinates, loss, and the place in box units.
    in_hand
        Whether the keyboard moves it about.
    pointed_run
        The run of the map that is pointed at.
    """

    def __init__(
        self, studio: Studio, appearance: Appearance, source: Callable[[], ShownSurface | None] | None = None
    ) -> None:
        self._studio, self._appearance = studio, appearance
        self._source = source or self._on_show
        self._framer = FrameBuilder()
        self.share, self.opening = 1.0, WHOLE
        self.level: float | None = None
        self.margins: Margins | None = None
        self.view_camera = ViewCamera.of(studio.document.scene.view.camera)
        self.frame: Frame | None = None
        self.pin: Picked | None = None
        self.in_hand = False
        self.pointed_run = PointedRun()
        self._morph: Morph | None = None
        self._shown_key: tuple[object, ...] = ()
        self._shown_at = -1e9
        self._shown_of = self._frame_of = studio.document.opened
        self._shown = self._source()
        self._held_height = HeldHeight()
        self._camera: Camera | None = None
        self._camera_for: tuple[object, ...] = ()
        self._best: tuple[float, float] | None = None
        self._held_for: object = None
        self._map: MapCamera | None = None
        self._map_for: tuple[object, ...] = ()

    def make_frame(self) -> Frame | None:
        """Make the frame of the moment on show; None before the document's first landscape.

        After a change that gives the parameters another meaning, it is the frame before until there is one.
        """
        moment = self.moment()
        if not self.keeps_frame:
            self.frame, self._frame_of = None, self._studio.document.opened
        if moment is None:
            return self.frame
        made = self._framer.frame(moment).opened(self.opening)
        pin = self._pin_label(made.static_scene)
        self.frame = made if pin is None else replace(made, labels=(*made.labels, pin))
        return self.frame

    def moment(self) -> Moment | None:
        """Return the moment on show."""
        studio, surface = self._studio, self._source()
        if surface is None or not self._fits(surface):
            return None
        (objective, landscape), (floor, top) = self._between(surface)
        mine = slice(surface.runners.start, surface.runners.stop)
        selected = studio.selection.runner in surface.runners
        told = studio.analysis.told
        step, runner = studio.playback.step, studio.selection.runner
        fits = selected and told is not None and told.is_of(studio.run.timeline, step, runner)
        view = studio.document.scene.view
        return Moment(
            landscape=landscape,
            objective=objective,
            theta=studio.run.timeline.theta[:, mine],
            names=studio.run.compiled.names[mine],
            theme=self._theme(surface.runners),
            colormap=view.colormap,
            scale=view.height,
            step=step,
            fraction=studio.playback.fraction,
            phase=studio.playback.phase,
            runner=runner - surface.runners.start if selected else 0,
            explanation=told.explanation if told is not None and fits else None,
            ghost=self.pointed_run.ghost(studio.run, mine),
            axis_names=axis_names(studio.run.compiled, landscape.plane),
            floor=floor,
            top=self._top_between(landscape, top),
            curvature=view.curvature
            and selected
            and (not studio.playback.playing or studio.playback.fraction > 0 or studio.playback.phase > 0),
            sections=sections_of(studio.run.compiled, surface.runners, surface.owner, step, surface.part),
            fog=view.fog,
            digits=studio.run.timeline.loss_digits,
        )

    def _on_show(self) -> ShownSurface | None:
        """Return the surface that the Studio shows, with all runners upon it."""
        studio, landscape = self._studio, self._studio.analysis.landscape
        if landscape is None:
            return None
        everybody = range(len(studio.run.compiled.names))
        rows = studio.document.scene.view.rows
        return ShownSurface(landscape, studio.analysis.surface, everybody, studio.selection.runner, rows)

    @property
    def fits(self) -> bool:
        """Whether the surface on show is that of the moment on show, not the one before a change."""
        landscape = self._studio.analysis.landscape
        return landscape is not None and self._studio.analysis.surface_fits

    @property
    def keeps_frame(self) -> bool:
        """Whether the frame that was shown last is of the document that is open."""
        return self._frame_of == self._studio.document.opened

    @property
    def _landscape(self) -> Landscape | None:
        surface = self._source()
        return None if surface is None else surface.landscape

    def _theme(self, runners: range) -> Theme:
        """Return a theme in which these runners have the colours that they have among all."""
        theme = self._appearance.theme
        if len(runners) == len(self._studio.run.compiled.names):
            return theme
        return replace(theme, runners=tuple(theme.runner(runner) for runner in runners))

    @property
    def _scale(self) -> float:
        """Pixels per point of what is written."""
        return self._appearance.scale * self.share

    @property
    def natural_top(self) -> float | None:
        """The loss at the top of the box as the starts decide; None where there is no surface of this run."""
        surface = self._source()
        return None if surface is None or not self._fits(surface) else self._reach(surface, None)[1]

    def _reach(self, surface: ShownSurface, top: float | None) -> Reach:
        """Return the losses at the bottom and the top of a surface's box; of `top` None as the starts decide."""
        starts = self._studio.run.timeline.theta[0, surface.runners.start : surface.runners.stop]
        return self._framer.reach(surface.surface, starts, self._studio.document.scene.view.height, top)

    def _fits(self, surface: ShownSurface) -> bool:
        """Say whether a surface is of the parameters and runners of the run on show."""
        compiled = self._studio.run.compiled
        return surface.landscape.plane.origin.size == compiled.size and surface.runners.stop <= len(compiled.names)

    @property
    def morphing(self) -> bool:
        """Whether one surface is giving way to another, or one height to another."""
        return self._morph is not None or self._held_height.gliding

    def hold_height(self) -> None:
        """Let the box be as high as it is now, so that the surface rests while a start is dragged over it."""
        if self.frame is not None:
            self._held_height.hold(self.frame.static_scene.box.top)

    def rest_height(self) -> None:
        """Keep the height that was held while every start lies below it; else let it become what the starts decide."""
        starts = self._framer.start_losses
        self._held_height.rest(starts[np.isfinite(starts)], perf_counter())

    def free_height(self) -> None:
        """Let the box softly become as high as the starts decide."""
        self._held_height.free(perf_counter())

    def _top_between(self, landscape: Landscape, top: float | None) -> float | None:
        """Return the loss at the top of the box on show, held or decided; `top` where nothing holds it."""
        height = self._studio.document.scene.view.height

        def goal() -> float:
            return box_of(landscape, self._framer.start_losses, height).top if self.level is None else self.level

        held = self._held_height.at(perf_counter(), goal, still=self._appearance.still)
        return top if held is None else held

    def take_landscape(self, now: float) -> None:
        """Take another landscape: another surface comes softly, a finer one or another document's at once."""
        studio, surface = self._studio, self._source()
        if surface is None:
            return
        landscape = surface.landscape
        key = (surface.objective, landscape.plane)
        before, self._shown = self._shown, surface
        seen = None if before is None else before.landscape
        if key == self._shown_key:
            if self._morph is not None:
                self._morph.retarget(surface.surface)
            return
        self.pin = None
        if self._shown_of != studio.document.opened:
            self._held_height.forget()
        elif self._shown_key and not (key[0] is self._shown_key[0] and holds(landscape.plane, seen)):
            self.free_height()
        calm = now - self._shown_at > CALM_S and self._shown_of == studio.document.opened
        self._shown_key, self._shown_at, self._shown_of = key, now, studio.document.opened
        self._morph = None
        if (
            before is not None
            and self.frame is not None
            and before.is_like(surface)
            and calm
            and not self._appearance.still
        ):
            box = self.frame.static_scene.box
            self._morph = Morph(before.surface, (box.floor, box.top), surface.surface, now)

    def _between(self, surface: ShownSurface) -> tuple[Surface, Ends]:
        """Return what is seen while one surface gives way to another, and from which loss to which."""
        if self._morph is not None:
            found = self._morph.at(perf_counter(), self._reach(surface, self.level))
            if found is not None:
                return found
            self._morph = None
        return surface.surface, (None, self.level)

    def camera(self, size: Size) -> Camera:
        """Return the camera for a picture of this size in pixels; it doesn't move while a run grows."""
        assert self.frame is not None
        static_scene, looking = self.frame.static_scene, self.looking
        wanted = (
            static_scene.box,
            static_scene.heights.size,
            looking,
            size,
            self._scale,
            self.margins,
        )
        if self._camera is None or wanted != self._camera_for:
            self._camera, self._camera_for = (
                looking.camera(static_scene, size, self._scale, self.margins),
                wanted,
            )
        return self._camera

    @property
    def looking(self) -> ViewCamera:
        """From where the surface is looked at, the best view as the direction that it is.

        That direction rests while something is dragged, and after that until something else changes.
        """
        assert self.frame is not None
        if self.view_camera.angles is not None:
            return self.view_camera
        document = self._studio.document
        if document.is_dragged(perf_counter()) and self._best is not None:
            self._held_for = document.scene
        if self._best is None or self._held_for is not document.scene:
            self._best = self.frame.static_scene.view
        return replace(self.view_camera, angles=self._best)

    def map_camera(self, size: Size) -> MapCamera:
        """Return the camera of the contour view for a picture of this size in pixels."""
        assert self.frame is not None
        static_scene, scale = self.frame.static_scene, self._scale
        wanted = (static_scene.box, size, scale)
        if self._map is None or wanted != self._map_for:
            self._map, self._map_for = fit_map(static_scene, size, self._map_margins), wanted
        return self._map

    def map_width(self, height: int) -> float:
        """Return how wide a picture of this height has to be, in pixels, for the contour view to use all of it."""
        assert self.frame is not None
        left, top, right, bottom = self._map_margins
        across, down = self.frame.static_scene.box.sides[:2]
        return left + right + max(height - top - bottom, 0.0) * across / down

    @property
    def _map_margins(self) -> Margins:
        left, top, right, bottom = (margin * self._scale for margin in MAP_MARGINS_PT)
        return left, top, right, bottom + BADGE_PT * self._scale

    def zoom_map(self, factor: float, pixel: QPointF, size: Size) -> None:
        """Show a smaller or larger part of the contour view, the same place under the pixel."""
        if self.frame is not None:
            self._map = self.map_camera(size).zoomed(factor, (pixel.x(), pixel.y()), self.frame.static_scene)

    def move_map(self, across: float, down: float, size: Size) -> None:
        """Move the contour view by so many pixels."""
        if self.frame is not None:
            self._map = self.map_camera(size).moved_by(across, down, self.frame.static_scene)

    def picked(self, pixel: QPointF, size: Size, *, flat: bool) -> Picked | None:
        """Return the place under a pixel of the surface, or of the contour view where `flat`."""
        if self.frame is None:
            return None
        camera = self.map_camera(size) if flat else self.camera(size)
        return pick(self.frame.static_scene, camera, (pixel.x(), pixel.y()), size)

    def ball(self, pixel: QPointF, size: Size, *, flat: bool) -> int | None:
        """Return the runner whose ball is under a pixel."""
        if self.frame is None:
            return None
        camera = self.map_camera(size) if flat else self.camera(size)
        found, surface = ball_at(self.frame, camera, (pixel.x(), pixel.y()), size, self._scale), self._source()
        return None if found is None or surface is None else found + surface.runners.start

    def theta(self, place: Picked) -> tuple[float, ...]:
        """Return the parameters there."""
        return tuple(float(number) for number in self._plane.point(place.x, place.y))

    @property
    def _plane(self) -> Plane:
        """The slice that is seen."""
        landscape = self._landscape
        return self._studio.analysis.plane if landscape is None else landscape.plane

    def words(self, place: Picked) -> str:
        """Say where a place is and how high: "w 0.52   b 3.70   loss 0.61"."""
        first, second = self._plane.labels
        run = self._studio.run
        height, loss = height_name(run.compiled.objective()), readout(place.loss, run.timeline.loss_digits)
        told = f"{first} {readout(place.x)}   {second} {readout(place.y)}   {height} {loss}"
        sampled = self._studio.analysis.sampled.pointwise
        if sampled is None or sampled.sample_of is None:
            return told
        error = sampled.standard_error(self._plane.point(place.x, place.y))
        return f"{told} ± {readout(error, 2)} (standard error, {from_rows(sampled.rows, sampled.sample_of)})"

    def toggle_pin(self, place: Picked | None, size: Size, *, flat: bool) -> None:
        """Pin a read-out there; on the pin itself, or beside the surface, take it away."""
        self.pin = None if place is None or self.on_pin(place, size, flat=flat) else place

    def on_pin(self, place: Picked, size: Size, *, flat: bool) -> bool:
        """Say whether a place is at the pinned one."""
        if self.pin is None or self.frame is None:
            return False
        camera = self.map_camera(size) if flat else self.camera(size)
        pinned = self.frame.static_scene.box.place(np.array([self.pin.x, self.pin.y, self.pin.loss]))
        first, second = camera.project(np.stack([place.place, pinned]), size)
        return float(np.hypot(*(first - second)[:2])) < PIN_REACH_PX * self._appearance.scale

    def _pin_label(self, static_scene: StaticScene) -> FrameLabel | None:
        """Return the pinned read-out; None also while its place is above the box."""
        if self.pin is None:
            return None
        place = static_scene.box.place(np.array([self.pin.x, self.pin.y, self.pin.loss]))
        if not static_scene.box.holds(place):
            return None
        kind: LabelKind = "cross" if self.in_hand else "pin"
        return FrameLabel(place=place, text=self.words(self.pin), color=self._appearance.theme.secondary, kind=kind)

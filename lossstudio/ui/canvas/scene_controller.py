"""The scene controller: from the Studio and the view's camera to what the surface shows now."""

from dataclasses import replace
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF

from lossstudio.core.array import Floats
from lossstudio.core.easing import smoothstep
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.numbers import readout
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.picking import Picked, ball_at, pick
from lossstudio.picture.map.map_camera import MapCamera, fit_map
from lossstudio.picture.map.map_view import MAP_MARGINS_PT
from lossstudio.picture.scene.frame import Frame, FrameLabel, StaticScene
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.scene_builder import box_of
from lossstudio.picture.text.axis_names import axis_names, height_name
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view_camera import ViewCamera

SECONDS = 0.24
POINTS_PER_SIDE = 49
"""Of the surfaces between: they are seen for a moment only."""


class Morph:
    """From one landscape to another of the same parameters; `now` are seconds of any clock that only goes forward."""

    def __init__(self, before: Landscape, after: Landscape, now: float) -> None:
        self._began = now
        self._before = _sampled(before)
        self.retarget(after)

    def retarget(self, after: Landscape) -> None:
        """Go towards a finer picture of the same surface."""
        self._after = after
        self._goal = _sampled(after)

    def at(self, now: float) -> Landscape | None:
        """Return the surface between; None once the morph is over."""
        share = (now - self._began) / SECONDS
        if share >= 1.0:
            return None
        part = eased(share)
        x, y, loss = (start + (goal - start) * part for start, goal in zip(self._before, self._goal, strict=True))
        return Landscape(x, y, loss, self._after.plane)


def eased(share: float) -> float:
    """Return how far something is after this share of its time, when it sets out and comes to rest softly."""
    return smoothstep(min(share, 1.0))


def _sampled(landscape: Landscape) -> tuple[Floats, Floats, Floats]:
    """Return x, y and loss on a grid of one size for all, linear between the samples."""
    columns = np.linspace(0, len(landscape.x) - 1, POINTS_PER_SIDE)
    rows = np.linspace(0, len(landscape.y) - 1, POINTS_PER_SIDE)
    left = np.minimum(columns.astype(np.intp), len(landscape.x) - 2)
    below = np.minimum(rows.astype(np.intp), len(landscape.y) - 2)
    across, up = columns - left, (rows - below)[:, None]
    with np.errstate(invalid="ignore"):
        low = landscape.loss[below][:, left] * (1 - across) + landscape.loss[below][:, left + 1] * across
        top = landscape.loss[below + 1][:, left] * (1 - across) + landscape.loss[below + 1][:, left + 1] * across
        loss: Floats = low * (1 - up) + top * up
    x = np.interp(columns, np.arange(len(landscape.x)), landscape.x)
    y = np.interp(rows[:], np.arange(len(landscape.y)), landscape.y)
    return x, y, loss


def _holds(plane: Plane, before: Landscape | None) -> bool:
    """Say whether a plane shows all that the one of a landscape shows, along the same directions."""
    if before is None or before.plane.origin.shape != plane.origin.shape:
        return False
    old, new = np.array(before.plane.range), np.array(plane.range)
    same = np.array_equal(before.plane.x, plane.x) and np.array_equal(before.plane.y, plane.y)
    return same and bool((new[0::2] <= old[0::2]).all() and (new[1::2] >= old[1::2]).all())


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
    pin
        The place of the pinned read-out: plane coordinates, loss, and the place in box units.
    """

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        self._studio, self._appearance = studio, appearance
        self._framer = FrameBuilder()
        self.view_camera = ViewCamera.of(studio.document.scene.view.camera)
        self.frame: Frame | None = None
        self.pin: Picked | None = None
        self._morph: Morph | None = None
        self._shown_key: tuple[object, ...] = ()
        self._shown_at = -1e9
        self._shown_of = studio.document.opened
        self._shown = studio.analysis.landscape
        self._top: float | None = None
        self._freed_at: float | None = None
        self._camera: Camera | None = None
        self._camera_for: tuple[object, ...] = ()
        self._map: MapCamera | None = None
        self._map_for: tuple[object, ...] = ()

    def make_frame(self) -> Frame | None:
        """Make the frame of the moment on show; None before the first landscape."""
        moment = self.moment()
        if moment is None:
            return self.frame
        made = self._framer.frame(moment)
        pin = self._pin_label(made.static_scene)
        self.frame = made if pin is None else replace(made, labels=(*made.labels, pin))
        return self.frame

    def moment(self) -> Moment | None:
        """Return the moment on show."""
        studio = self._studio
        landscape = self._between() or studio.analysis.landscape
        if landscape is None or landscape.plane.origin.size != studio.run.compiled.size:
            return None
        told = studio.analysis.explanation
        fitting = (
            told
            if told is not None and (told.step, told.runner) == (studio.playback.step, studio.selection.runner)
            else None
        )
        view = studio.document.scene.view
        return Moment(
            landscape=landscape,
            objective=studio.analysis.surface,
            theta=studio.run.timeline.theta,
            names=studio.run.compiled.names,
            theme=self._appearance.theme,
            colormap=view.colormap,
            scale=view.height,
            step=studio.playback.step,
            fraction=studio.playback.fraction,
            phase=studio.playback.phase,
            runner=studio.selection.runner,
            explanation=fitting,
            ghost=studio.run.ghost,
            axis_names=axis_names(studio.run.compiled, landscape.plane),
            top=self._top_between(landscape),
            curvature=view.curvature
            and (not studio.playback.playing or studio.playback.fraction > 0 or studio.playback.phase > 0),
            fog=view.fog,
        )

    @property
    def morphing(self) -> bool:
        """Whether one surface is giving way to another, or one height to another."""
        return self._morph is not None or self._freed_at is not None

    def hold_height(self) -> None:
        """Let the box be as high as it is now, so that the surface rests while a start is dragged over it."""
        if self.frame is not None and (self._top is None or self._freed_at is not None):
            self._top, self._freed_at = self.frame.static_scene.box.top, None

    def rest_height(self) -> None:
        """Keep the height that was held while every start lies below it; else let it become what the starts decide."""
        starts = self._framer.start_losses
        if self._top is not None and bool((starts[np.isfinite(starts)] > self._top).any()):
            self.free_height()

    def free_height(self) -> None:
        """Let the box softly become as high as the starts decide."""
        if self._top is not None:
            self._freed_at = perf_counter()

    def _top_between(self, landscape: Landscape) -> float | None:
        if self._top is None or self._freed_at is None:
            return self._top
        share = eased((perf_counter() - self._freed_at) / SECONDS)
        if share >= 1.0:
            self._top = self._freed_at = None
            return None
        studio = self._studio
        goal = box_of(landscape, self._framer.start_losses, studio.document.scene.view.height).top
        return self._top + share * (goal - self._top)

    def take_landscape(self, now: float) -> None:
        """Take another landscape: another surface comes softly, a finer one or another document's at once."""
        studio, landscape = self._studio, self._studio.analysis.landscape
        if landscape is None:
            return
        key = (studio.analysis.surface, landscape.plane)
        before, self._shown = self._shown, landscape
        if key == self._shown_key:
            if self._morph is not None:
                self._morph.retarget(landscape)
            return
        self.pin = None
        if self._shown_of != studio.document.opened:
            self._top = self._freed_at = None
        elif self._shown_key and not (key[0] is self._shown_key[0] and _holds(landscape.plane, before)):
            self.free_height()
        calm = now - self._shown_at > CALM_S and self._shown_of == studio.document.opened
        self._shown_key, self._shown_at, self._shown_of = key, now, studio.document.opened
        if before is None or before.plane.origin.size != landscape.plane.origin.size:
            self._morph = None
        elif calm and before.plane.kind == landscape.plane.kind:
            self._morph = Morph(before, landscape, now)
        else:
            self._morph = None

    def _between(self) -> Landscape | None:
        found = self._morph.at(perf_counter()) if self._morph is not None else None
        if found is None:
            self._morph = None
        return found

    def camera(self, size: Size) -> Camera:
        """Return the camera for a picture of this size in pixels; it doesn't move while a run grows."""
        assert self.frame is not None
        static_scene = self.frame.static_scene
        wanted = (
            static_scene.box,
            static_scene.heights.size,
            static_scene.view,
            self.view_camera,
            size,
            self._appearance.scale,
        )
        if self._camera is None or wanted != self._camera_for:
            self._camera, self._camera_for = self.view_camera.camera(static_scene, size, self._appearance.scale), wanted
        return self._camera

    def map_camera(self, size: Size) -> MapCamera:
        """Return the camera of the contour view for a picture of this size in pixels."""
        assert self.frame is not None
        static_scene, scale = self.frame.static_scene, self._appearance.scale
        wanted = (static_scene.box, size, scale)
        if self._map is None or wanted != self._map_for:
            left, top, right, bottom = (margin * scale for margin in MAP_MARGINS_PT)
            self._map, self._map_for = fit_map(static_scene, size, (left, top, right, bottom)), wanted
        return self._map

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
        return ball_at(self.frame, camera, (pixel.x(), pixel.y()), size, self._appearance.scale)

    def theta(self, place: Picked) -> tuple[float, ...]:
        """Return the parameters there."""
        return tuple(float(number) for number in self._studio.analysis.plane.point(place.x, place.y))

    def words(self, place: Picked) -> str:
        """Say where a place is and how high: "w 0.52   b 3.70   loss 0.61"."""
        first, second = self._studio.analysis.plane.labels
        height = height_name(self._studio.run.compiled.objective())
        return f"{first} {readout(place.x)}   {second} {readout(place.y)}   {height} {readout(place.loss)}"

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
        return FrameLabel(place=place, text=self.words(self.pin), color=self._appearance.theme.secondary, kind="pin")

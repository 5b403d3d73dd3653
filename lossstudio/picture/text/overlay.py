"""The overlay: axes with ticks, numbers and names, labels with leader lines, marks and the badge, with a QPainter.

Below all of it the surface fades at edges beyond which it goes on: so close-ups end softly wherever they are shown.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import (
    MARGINS_PT,
    Camera,
    Margins,
    Size,
    outline,
)
from lossstudio.picture.camera.soft_edges import paint_soft_edges
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.scene.frame import (
    BALL_PT,
    Frame,
    StaticScene,
)
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes, followed, laid_out
from lossstudio.picture.text.axis_name_places import TextMeasures
from lossstudio.picture.text.fonts import (
    WINDOW,
    TextSizes,
    face,
)
from lossstudio.picture.text.giving_way import Standing
from lossstudio.picture.text.label_places import (
    in_legend,
    inside_of,
    label_place,
    label_places,
    needs_legend_alone,
    said_of,
    wish_of,
)
from lossstudio.picture.text.labels import (
    STEADIER,
    STEADY,
    Surroundings,
    need_legend,
    place_labels,
)
from lossstudio.picture.text.legend import kept_legend, paint_legend, place_legend
from lossstudio.picture.text.letters import write
from lossstudio.picture.text.overlay_ink import (
    BADGE_PT,
    Sight,
    at,
    paint_axes,
    paint_label,
    paint_leader,
    paint_mark,
    paint_turn,
    sink,
    target_of,
)
from lossstudio.picture.text.writing import AxesInk, Between, FrameWriting, Writing, axes_ink

NO_AXES = Axes((), None)
_EDGE_PT = 3.0
"""So far beyond its area the edge of a label reaches, and the line that leads to it, at most."""


class Overlay:
    """Writes upon a picture of the surface. It remembers where labels stood, so that they stay steady.

    Places come in box units and leave the camera as pixels from the picture's top left; lengths come in points.

    Parameters
    ----------
    lettering
        How large everything is written.
    badge
        Whether the static scene's badge is written in the lower left corner.
    axes
        Whether axes are written.
    """

    def __init__(self, lettering: TextSizes = WINDOW, *, badge: bool = False, axes: bool = True) -> None:
        self._lettering, self._badge, self._with_axes = lettering, badge, axes
        self._axes = NO_AXES
        self._axes_for: tuple[StaticScene, Camera | MapCamera, Size, float, tuple[Area, ...]] | None = None
        self._written: FrameWriting | None = None
        self._written_for: tuple[object, ...] = ()

    def margins(self, scale: float) -> Margins:
        """Return what a fitted camera leaves free for this lettering: left, top, right and bottom, in pixels."""
        left, top, right, bottom = (margin * scale * self._lettering.ticks / WINDOW.ticks for margin in MARGINS_PT)
        return left, top, right, bottom + (BADGE_PT * scale if self._badge else 0.0)

    def prepare(
        self,
        static_scene: StaticScene,
        camera: Camera | MapCamera,
        size: Size,
        scale: float,
        reserved: Sequence[QRectF] = (),
    ) -> None:
        """Find the places of the axes, which `paint` then has: while the surface is drawn there is time for it."""
        self._axes_of(static_scene, self._sight(camera, size, scale), tuple(map(_area, reserved)))

    def paint(
        self,
        painter: QPainter,
        frame: Frame,
        camera: Camera | MapCamera,
        rect: QRectF,
        scale: float,
        reserved: Sequence[QRectF] = (),
        *,
        written: FrameWriting | None = None,
        part: QRectF | None = None,
    ) -> None:
        """Write everything that belongs to a frame, upon a surface that fades where it goes on beyond the picture.

        Parameters
        ----------
        painter
            Its unit is the picture's pixel, which is a dot of the screen in the window.
        frame, camera
            What the renderer drew.
        rect
            Where the picture is, in the painter's unit.
        scale
            Pixels per point.
        reserved
            Areas that are covered by controls, where nothing is written, in the painter's unit.
        written
            What is written and where, as `written` found it; None: what suits this moment.
        part
            What of the picture is needed, in its pixels; None is all.
        """
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(rect.topLeft())
        sight = self._sight(camera, (round(rect.width()), round(rect.height())), scale)
        theme, opening = frame.static_scene.theme, frame.opening
        if opening.surface < 1:
            sink(painter, [QRectF(0.0, 0.0, *sight.size)], theme, 1.0 - opening.surface)
        if isinstance(camera, Camera):
            paint_soft_edges(painter, frame.static_scene, camera, QRectF(0.0, 0.0, *sight.size))
        if written is None:
            covered = tuple(_area(each.translated(-rect.topLeft())) for each in reserved)
            written = self._at_this_moment(frame, sight, covered)
        ink, needed = written.axes.faded(opening.axes), Area(0.0, 0.0, *sight.size) if part is None else _area(part)
        paint_axes(painter, ink, theme, sight, needed)
        self._paint_badge(painter, frame.static_scene, sight)
        painter.setOpacity(opening.balls)
        for mark in frame.marks:
            paint_mark(painter, mark, theme, sight)
        for turn in frame.turns:
            paint_turn(painter, turn, theme, sight)
        _paint_labels(painter, frame, written, sight)
        painter.restore()

    def label_areas(
        self,
        frame: Frame,
        camera: Camera | MapCamera,
        size: Size,
        scale: float,
        reserved: Sequence[QRectF] = (),
    ) -> list[Area]:
        """Return where `paint` writes the labels of a frame, with what leads from them to what they name."""
        if not frame.labels:
            return []
        sight = self._sight(camera, size, scale)
        written = self._at_this_moment(frame, sight, tuple(map(_area, reserved)))
        found = [legend.thing for legend in written.between.legends()]
        for each in written.labels:
            to, reach = target_of(each.label, frame, sight)
            ball = _around_place(each.label.place, BALL_PT, sight)
            found += [each.area, Area.around(to, 2 * reach, 2 * reach), ball]
        return [area.grown(_EDGE_PT * sight.scale) for area in found]

    def _at_this_moment(self, frame: Frame, sight: Sight, covered: tuple[Area, ...]) -> FrameWriting:
        """Return what is written now; what stood somewhere a moment ago stays there while that is good enough."""
        wanted = (frame, sight.camera, sight.size, sight.scale, covered)
        if self._written is None or wanted != self._written_for:
            axes, before = self._axes_of(frame.static_scene, sight, covered), self._written
            now = self._laid_out(frame, axes, sight, covered, None if before is None else before.between.first)
            ink = axes_ink(axes, axes, 0.0)
            self._written, self._written_for = _written(frame, Between(now, now), sight, ink), wanted
        return self._written

    def written(
        self, frame: Frame, camera: Camera | MapCamera, size: Size, scale: float, between: Between
    ) -> FrameWriting:
        """Return what is written upon a frame between two moments, for which `laid_out` found it."""
        sight = self._sight(camera, size, scale)
        return _written(frame, between, sight, _ink(between, frame.static_scene, sight))

    def laid_out(
        self, frame: Frame, camera: Camera | MapCamera, size: Size, scale: float, before: Writing | None
    ) -> Writing:
        """Return what is written at a moment, and where; what stood somewhere before stays while that is good enough.

        Frames are given as to `paint`, in the order of a film. A label that is new waits for the next moment, so that
        it comes when what it names is there.
        """
        sight = self._sight(camera, size, scale)
        seen = (frame.static_scene, camera, size, scale)
        if not self._with_axes:
            axes = NO_AXES
        elif before is not None and before.seen == seen:
            axes = before.axes
        else:
            held = None if before is None else before.axes
            axes = laid_out(frame.static_scene, camera, size, _measures(sight), (), held)
        now = self._laid_out(frame, axes, sight, (), before, steady=STEADIER)
        known = now if before is None else before
        written = {
            key: place
            for key, place in now.labels.items()
            if key in known.labels or (place.label.kind, key) in known.wished
        }
        return replace(now, labels=written, seen=seen)

    def _sight(self, camera: Camera | MapCamera, size: Size, scale: float) -> Sight:
        sizes = self._lettering
        return Sight(
            camera,
            size,
            scale,
            face(sizes.ticks * scale),
            face(sizes.names * scale, bold=True),
            face(sizes.labels * scale, bold=True),
            sizes.apart,
        )

    def _axes_of(self, static_scene: StaticScene, sight: Sight, covered: tuple[Area, ...]) -> Axes:
        wanted = (static_scene, sight.camera, sight.size, sight.scale, covered)
        if not self._with_axes:
            return NO_AXES
        if wanted != self._axes_for:
            measures = _measures(sight)
            self._axes, self._axes_for = laid_out(static_scene, sight.camera, sight.size, measures, covered), wanted
        return self._axes

    def _paint_badge(self, painter: QPainter, static_scene: StaticScene, sight: Sight) -> None:
        for area in self._badge_areas(static_scene, sight):
            dot, margin = 9.0 * sight.scale, 14.0 * sight.scale
            height, base = area.height - 2 * dot, area.bottom - dot
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(static_scene.theme.secondary))
            painter.drawEllipse(QRectF(margin, base - height / 2 - dot / 2, dot, dot))
            place = QPointF(margin + dot * 1.5, base)
            write(painter, sight.numbers, QColor(static_scene.theme.secondary), place, static_scene.badge)

    def _badge_areas(self, static_scene: StaticScene, sight: Sight) -> tuple[Area, ...]:
        """Return what the badge covers, if there is one."""
        if not self._badge or not static_scene.badge:
            return ()
        width, height = sight.numbers.size(static_scene.badge)
        dot, margin = 9.0 * sight.scale, 14.0 * sight.scale
        base = sight.size[1] - margin
        return (Area(margin, base - height - dot, margin + dot * 1.5 + width, base + dot),)

    def _laid_out(
        self,
        frame: Frame,
        axes: Axes,
        sight: Sight,
        covered: Sequence[Area],
        before: Writing | None,
        *,
        steady: float = STEADY,
    ) -> Writing:
        if not frame.labels:
            return Writing(axes)
        labels = said_of(frame, sight)
        alone = sum(needs_legend_alone(label, sight) for label in labels.values()) > 0 and len(frame.balls) > 1
        if alone:
            labels = said_of(frame, sight, legend=True)
        wishes = [wish_of(key, label, sight) for key, label in labels.items()]
        balls = [_around_place(ball.place, BALL_PT / 2 + 3, sight) for ball in frame.balls]
        around = Surroundings(
            inside=inside_of(sight),
            blocked=(*covered, *self._badge_areas(frame.static_scene, sight), *axes.written, *balls),
            busy=_busy(frame, sight),
            scale=sight.scale,
            steady=steady,
        )
        positions = {} if before is None else {key: place.position for key, place in before.labels.items()}
        placed = place_labels(wishes, around, positions)
        names = [wish for wish in wishes if labels[wish.key].kind == "name"]
        legend = None
        has = before is not None and before.legend is not None
        stays = has and steady > STEADY and (alone or bool(names))  # in a film it doesn't come and go
        if stays or alone or need_legend(names, placed, around, has=has):
            told = in_legend(labels[wish.key] for wish in wishes)
            ground = _ground(frame.static_scene, sight)
            legend = place_legend(told, sight.labels, around, ground)
            if stays and before is not None and before.legend is not None:
                legend = kept_legend(before.legend, legend, around, ground)
            around = replace(around, blocked=(*around.blocked, legend))
            placed = place_labels([wish for wish in wishes if wish not in names], around, positions)
        places = {each.key: label_place(labels[each.key], each, sight) for each in placed}
        return Writing(axes, places, legend, frozenset((label.kind, key) for key, label in labels.items()))


def _measures(sight: Sight) -> TextMeasures:
    return TextMeasures.on(sight.size, sight.numbers.size, sight.names.size, sight.scale, sight.apart)


def _ink(between: Between, static_scene: StaticScene, sight: Sight) -> AxesInk:
    """Return the writing of the axes between two moments, as it is seen now."""
    measures = _measures(sight)
    one = followed(between.first.axes, static_scene, sight.camera, sight.size, measures)
    if between.share == 0:
        return axes_ink(one, one, 0.0)
    other = followed(between.second.axes, static_scene, sight.camera, sight.size, measures)
    return axes_ink(one, other, between.share)


def _standing(ink: AxesInk) -> list[Standing]:
    """Return where the axes' numbers and names stand."""
    numbers = [Standing(each.thing.area, each.thing.outward, ink=each.opacity) for each in ink.numbers]
    names = [(each.thing, radians(each.thing.angle), each.opacity) for each in ink.names]
    return numbers + [
        Standing(Area.around(name.middle, *name.size), (-sin(turned), cos(turned)), name.angle, opacity)
        for name, turned, opacity in names
    ]


def _written(frame: Frame, between: Between, sight: Sight, ink: AxesInk) -> FrameWriting:
    return FrameWriting(between, ink, label_places(frame, between, sight, _standing(ink)))


def _paint_labels(painter: QPainter, frame: Frame, written: FrameWriting, sight: Sight) -> None:
    """Paint labels at their places upon what leads to them, and the legend; what is gone fades where it was."""
    theme, there = frame.static_scene.theme, frame.opening.balls
    now = said_of(frame, sight, legend=written.between.told)
    names = in_legend(now.values())
    for legend in written.between.legends() if names else ():
        painter.setOpacity(there * legend.opacity)
        paint_legend(painter, names, sight.labels, theme, legend.thing, sight.scale)
    targets = [target_of(each.label, frame, sight) for each in written.labels]
    under = [(each.area, each.opacity) for each in written.labels]
    for each, target in zip(written.labels, targets, strict=True):
        painter.setOpacity(there * each.opacity)
        paint_leader(painter, each.area, target, under, theme, sight)
    for each, (anchor, _) in zip(written.labels, targets, strict=True):
        painter.setOpacity(there * each.opacity)
        paint_label(painter, each.label, each.area, anchor, theme, sight)
    painter.setOpacity(1.0)


def _busy(frame: Frame, sight: Sight) -> tuple[Area, ...]:
    """Return small areas along paths and arrows, a few dozen each."""
    lines = [path.points for path in frame.paths] + [arrow.points for arrow in frame.arrows]
    seen = [line[np.all(np.isfinite(line), axis=1)] for line in lines]
    chosen = [line[:: max(1, len(line) // 24)] for line in seen if len(line)]
    if not chosen:
        return ()
    at = sight.camera.project(np.concatenate(chosen), sight.size)[:, :2].tolist()
    return tuple(Area.around((x, y), 12.0 * sight.scale, 12.0 * sight.scale) for x, y in at)


def _ground(static_scene: StaticScene, sight: Sight) -> tuple[Area, ...]:
    """Return small areas all over the surface."""
    places = outline(static_scene)
    at = sight.camera.project(places[:: max(1, len(places) // 300)], sight.size)[:, :2].tolist()
    return tuple(Area.around((x, y), 24.0 * sight.scale, 24.0 * sight.scale) for x, y in at)


def _around_place(place: Floats, radius: float, sight: Sight) -> Area:
    return Area.around(at(place, sight), 2 * radius * sight.scale, 2 * radius * sight.scale)


def _area(rect: QRectF) -> Area:
    return Area(rect.left(), rect.top(), rect.right(), rect.bottom())

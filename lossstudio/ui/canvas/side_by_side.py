"""Several surfaces side by side: each with its name, its own level lines and balls, all seen from one side."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

from PySide6.QtCore import QRectF, QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import estimate_of
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces
from lossstudio.picture.camera.camera import Size
from lossstudio.picture.gl.static_layer import RenderQuality
from lossstudio.picture.page.layout import PanePlace, pane_places
from lossstudio.picture.page.pane import paint_pane_title, title_style
from lossstudio.picture.page.pane_spec import PaneSpec, each_runner, levelled, train_and_test
from lossstudio.studio.background.landscapes import landscapes_in_pieces, objective_key
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.mouse import CameraTarget, MouseController
from lossstudio.ui.canvas.render_request import RenderRequest, Surface
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.shown_surface import ShownSurface
from lossstudio.ui.canvas.surfaces import make_surface
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.canvas.view_camera import ViewCamera

MOST_PANES = 4
LEVELS = (33, 65, 97)
"""How many points a side of each surface: the first picture, and how it settles."""
FINE, QUICK = RenderQuality(points_per_side=141), RenderQuality(points_per_side=57)
"""Meshes at rest and while something moves: each pane is a part of the canvas only."""
DRAGGED_MS = 120
"""How soon it is looked again whether a drag is over, so that surfaces may settle."""
TITLE_UNIT, SMALLEST_TITLE = 0.56, 0.8
"""A title's size as a share of that in a film, at 10 points, and how small it may become, as a share of its own."""
TOP_PX, BOTTOM_PX, SIDE_PX = 46.0, 46.0, 4.0
"""What is left free for what floats on the canvas."""
WRITING_PX = 62.0, 105.0
"""What axes, numbers and names take of a small pane's width and height."""
WIDE_PX, TALL_PX, SMALLEST_WRITING = 420.0, 320.0, 0.75
"""Panes that are smaller than this have smaller writing, down to this share."""


def specs_on_show(studio: Studio) -> tuple[PaneSpec, ...]:
    """Return the panes that the document wants; none where they come to a single surface."""
    compiled, view, step = studio.run.compiled, studio.document.scene.view, studio.playback.step
    if view.panes == "train_test" and compiled.test_objective() is not None:
        return train_and_test(compiled)
    if view.panes != "runners" or len(compiled.names) < 2:
        return ()
    first = max(0, min(studio.selection.runner - MOST_PANES + 1, len(compiled.names) - MOST_PANES))
    return each_runner(compiled, step, view.rows)[first : first + MOST_PANES]


def how_many_seen(studio: Studio) -> str:
    """Say how many of the runners the panes show, where that isn't all of them; else nothing."""
    count, seen = len(studio.run.compiled.names), {runner for spec in specs_on_show(studio) for runner in spec.runners}
    return f"{len(seen)} of {count} runners" if 0 < len(seen) < count else ""


@dataclass(frozen=True, slots=True, eq=False)
class SampledPanes:
    """The surfaces of all panes that the worker found, for the panes of a key."""

    key: Hashable
    level: int
    surfaces: tuple[ShownSurface, ...]


class SurfacePane:
    """One pane: a surface, and what makes its frames; the canvas does what the mouse asks for, for all of them.

    Attributes
    ----------
    surface
        What is upon it; None until the first picture.
    widget
        Shows it.
    """

    def __init__(self, studio: Studio, appearance: Appearance, canvas: CameraTarget, parent: "SideBySide") -> None:
        self._canvas, self._lost = canvas, parent.lost
        self.surface: ShownSurface | None = None
        self.scene_controller = SceneController(studio, appearance, lambda: self.surface)
        self.widget, host = make_surface(lambda _why: None, self._stand_in)  # the canvas has complained already
        self._studio, self.flat = studio, host == "contour"
        self.widget.setParent(parent)
        self._mouse = MouseController(studio, self, self.widget, flat=self.flat)

    @property
    def tools(self) -> Tools:
        """The canvas's."""
        return self._canvas.tools

    @property
    def pressed(self) -> SignalInstance:
        """The canvas's."""
        return self._canvas.pressed

    @property
    def shown(self) -> Surface:
        """The widget as what it can do."""
        return self.widget  # type: ignore[return-value]

    @property
    def size(self) -> Size:
        """In pixels, never empty."""
        return self.size_of(self.widget)

    def size_of(self, widget: QWidget) -> Size:
        return self._canvas.size_of(widget)

    def refresh(self) -> None:
        self._canvas.refresh()

    def turn(self, across: float, down: float) -> None:
        self._canvas.turn(across, down)

    def move_picture(self, across: float, down: float) -> None:
        self._canvas.move_picture(across, down)

    def zoom(self, notches: float) -> None:
        self._canvas.zoom(notches)

    def keep_eye(self) -> None:
        self._canvas.keep_eye()

    @property
    def controllers(self) -> tuple[SceneController, ...]:
        return self._canvas.controllers

    def _stand_in(self, why: str) -> None:
        """Put a contour map in the place of a surface that is drawn no more."""
        lost, self.widget, self.flat = self.widget, ContourSurface(), True
        self._mouse = MouseController(self._studio, self, self.widget, flat=True)
        self.widget.setParent(lost.parentWidget())
        self.widget.setGeometry(lost.geometry())
        self.widget.setVisible(lost.isVisible())
        lost.deleteLater()
        self._lost.emit(why)


class SideBySide(QWidget):
    """The panes, and what the worker is asked for them: all surfaces at once, so that they change together.

    Signals
    -------
    sampled
        The surfaces are others, or finer.
    lost(str)
        Why a surface is drawn no more.

    Parameters
    ----------
    canvas
        Holds the camera that all panes share, and the tools.
    """

    sampled = Signal()
    lost = Signal(str)

    def __init__(self, studio: Studio, appearance: Appearance, canvas: CameraTarget, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio, self._appearance, self._canvas = studio, appearance, canvas
        self._specs: tuple[PaneSpec, ...] = ()
        self._whose: object = None
        self._made: list[SurfacePane] = []
        self._places: tuple[PanePlace, ...] = ()
        self._shown: tuple[Hashable, int] = (None, -1)
        self._asked: tuple[Hashable, int] = (None, -1)
        self._margins_for: tuple[object, object] = (None, None)
        self._surfaces = studio.inquiry("panes", self._take)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DRAGGED_MS)
        self._later.timeout.connect(self._ask)
        self.hide()

    @property
    def panes(self) -> list[SurfacePane]:
        """Those that are seen."""
        return self._made[: len(self._specs)]

    @property
    def specs(self) -> tuple[PaneSpec, ...]:
        """What they show."""
        return self._specs

    @property
    def morphing(self) -> bool:
        """Whether a surface is giving way to another."""
        return any(pane.scene_controller.morphing for pane in self.panes)

    def show_panes(self, specs: tuple[PaneSpec, ...]) -> None:
        """Show these panes from now on; none hides everything and asks for nothing."""
        whose = self._studio.document.opened, tuple(spec.runners for spec in specs)
        if whose != self._whose:
            self._whose = whose
            self._clear()
        if specs != self._specs:
            self._specs = specs
            while len(self._made) < len(specs):
                self._made.append(SurfacePane(self._studio, self._appearance, self._canvas, self))
            self._lay_out()
        self.setVisible(bool(specs))
        if specs:
            self._ask()
        else:
            self._surfaces.cancel()
            self._later.stop()

    def show_moment(self, view_camera: ViewCamera, *, moving: bool) -> None:
        """Show the moment on show in every pane, all from the same side and as far away; quickly while it moves."""
        levels = zip(self.panes, self._levels(), strict=True)
        ready = [pane for pane, level in levels if self._frame(pane, view_camera, level)]
        linked = self._linked(ready, view_camera)
        quality = QUICK if moving else FINE
        for pane in ready:
            controller = pane.scene_controller
            controller.view_camera = linked
            frame = controller.frame
            if frame is not None:
                camera = controller.map_camera(pane.size) if pane.flat else controller.camera(pane.size)
                scale = self._appearance.scale * controller.share
                pane.shown.show_request(RenderRequest(frame, camera, scale, quality))

    def image(self, ratio: float) -> QImage | None:
        """Return all panes with their titles, at so many dots to a unit of the window; None before they are there."""
        images = [pane.shown.image(ratio) for pane in self.panes]
        if not images or any(image is None for image in images):
            return None
        whole = QImage(round(self.width() * ratio), round(self.height() * ratio), QImage.Format.Format_RGB32)
        whole.fill(self._appearance.color("canvas"))
        painter = QPainter(whole)
        for pane, image in zip(self.panes, images, strict=True):
            if image is not None:
                painter.drawImage(round(pane.widget.x() * ratio), round(pane.widget.y() * ratio), image)
        painter.scale(ratio, ratio)
        self._paint_titles(painter)
        painter.end()
        return whole

    def close_hosts(self) -> None:
        """Give graphics resources back."""
        self._surfaces.cancel()
        self._later.stop()
        for pane in self._made:
            pane.shown.show_request(None)
            pane.shown.close_host()

    def _clear(self) -> None:
        """Show no surface until there are others: those that are there are of other runners, or of another document."""
        for pane in self._made:
            pane.surface = None
            pane.shown.show_request(None)
        self._shown = self._asked = (None, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), self._appearance.color("canvas"))
        self._paint_titles(painter)

    def _paint_titles(self, painter: QPainter) -> None:
        unit, theme = TITLE_UNIT * self._appearance.scale, self._appearance.theme
        headings = [spec.heading(spec.theme(theme)) for spec in self._specs]
        style = title_style(headings, [place.heading for place in self._places], unit, SMALLEST_TITLE)
        painter.setOpacity(self._canvas.controllers[0].opening.axes)
        for heading, place in zip(headings, self._places, strict=True):
            paint_pane_title(painter, heading, place.heading, unit, theme, style)

    def _lay_out(self) -> None:
        px = self._appearance.px
        room = QRectF(self.rect()).adjusted(px(SIDE_PX), px(TOP_PX), -px(SIDE_PX), -px(BOTTOM_PX))
        count = len(self._specs)
        writing = px(WRITING_PX[0]), px(WRITING_PX[1])
        self._places = pane_places(room, count, TITLE_UNIT * self._appearance.scale, writing) if count else ()
        for number, pane in enumerate(self._made):
            pane.widget.setVisible(number < count)
            if number < count:
                picture = self._places[number].picture
                pane.widget.setGeometry(picture.toRect())
                share = min(picture.width() / px(WIDE_PX), picture.height() / px(TALL_PX), 1.0)
                pane.scene_controller.share = max(share, SMALLEST_WRITING)
        self.update()

    @staticmethod
    def _frame(pane: SurfacePane, view_camera: ViewCamera, level: float | None) -> bool:
        """Make a pane's frame; False before its first surface."""
        pane.scene_controller.view_camera, pane.scene_controller.level = view_camera, level
        return pane.surface is not None and pane.scene_controller.make_frame() is not None

    def _levels(self) -> Sequence[float | None]:
        """Return the tops of the boxes, equally high where they are of one loss; None until all are known."""
        tops = [pane.scene_controller.natural_top for pane in self.panes]
        known = [top for top in tops if top is not None]
        if len(known) < len(tops):
            return [None] * len(tops)
        return levelled(self._studio.run.compiled, self._specs, self._studio.playback.step, known)

    def _linked(self, panes: list[SurfacePane], view_camera: ViewCamera) -> ViewCamera:
        """Return one camera for all: from where the first surface is seen best, as far as the farthest has to be."""
        frame = panes[0].scene_controller.frame if panes else None
        if frame is None or panes[0].flat:
            return view_camera
        linked = replace(view_camera, angles=panes[0].scene_controller.looking.angles)
        self._free_margins(panes, linked)
        if linked.distance is not None:
            return linked
        for pane in panes:
            pane.scene_controller.view_camera = linked
        return replace(linked, distance=max(pane.scene_controller.camera(pane.size).distance for pane in panes))

    def _free_margins(self, panes: list[SurfacePane], view_camera: ViewCamera) -> None:
        """Find what the writing takes of each pane; while the view is turned or data are dragged it stays so."""
        turned = view_camera.distance is not None
        wanted = (len(panes), [(pane.size, pane.scene_controller.share) for pane in panes], self._studio.analysis.plane)
        angles = self._margins_for[1] if turned else view_camera.angles
        if (wanted, angles) == self._margins_for:
            return
        self._margins_for = (wanted, angles)
        for pane in panes:
            controller, scale = pane.scene_controller, self._appearance.scale * pane.scene_controller.share
            if controller.frame is not None:
                controller.margins = view_camera.margins_of_writing(controller.frame.static_scene, pane.size, scale)

    def _objectives(self) -> tuple[Objective, ...]:
        compiled, step = self._studio.run.compiled, self._studio.playback.step
        return tuple(compiled.surface(spec.runners.start, step, spec.part) for spec in self._specs)

    @property
    def _key(self) -> Hashable:
        """What the surfaces are made of, by value."""
        compiled, step = self._studio.run.compiled, self._studio.playback.step
        each = tuple((objective_key(compiled, spec.runners.start, step), spec.part) for spec in self._specs)
        return each, self._studio.analysis.plane

    def _ask(self) -> None:
        """Ask for all surfaces, coarse first; finer ones only when nobody drags any more."""
        studio, key = self._studio, self._key
        shown, level = self._shown
        wanted = level + 1 if shown == key else 0
        if not self._specs or wanted == len(LEVELS) or studio.analysis.landscape is None:
            return
        if wanted and studio.document.is_dragged(perf_counter()):
            self._later.start()
            return
        if (key, wanted) != self._asked:
            if self._asked[1] > 0 and self._asked != self._shown:
                self._surfaces.cancel()  # what is fine takes long, and is of something else by now
            self._asked = (key, wanted)
            objectives, plane = self._objectives(), studio.analysis.plane
            self._surfaces.ask_in_pieces(partial(_sampled, key, wanted, objectives, plane, self._specs))

    def _take(self, found: SampledPanes) -> None:
        if [surface.runners for surface in found.surfaces] != [spec.runners for spec in self._specs]:
            return
        self._shown = found.key, found.level
        for pane, surface in zip(self.panes, found.surfaces, strict=True):
            pane.surface = surface
            pane.scene_controller.take_landscape(perf_counter())
        self.sampled.emit()
        self._ask()


def _sampled(
    key: Hashable, level: int, objectives: tuple[Objective, ...], plane: Plane, specs: tuple[PaneSpec, ...]
) -> Pieces[SampledPanes]:
    """Sample the surfaces; for the worker."""
    landscapes = yield from landscapes_in_pieces(objectives, plane, LEVELS[level])
    surfaces = tuple(
        ShownSurface(landscape, estimate_of(objective), spec.runners, spec.runners.start, spec.part)
        for landscape, objective, spec in zip(landscapes, objectives, specs, strict=True)
    )
    return SampledPanes(key, level, surfaces)

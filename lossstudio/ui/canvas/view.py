"""The canvas: the surface, the contour view or both, with the controls that float on them."""

from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.static_layer import MOVING, RESTING
from lossstudio.studio.commands.view import refit_plane, set_plane, set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.camera_sync import CameraSync
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.cross import Cross
from lossstudio.ui.canvas.focus_ring import FocusRing
from lossstudio.ui.canvas.map_beside import MapBeside, give_halves
from lossstudio.ui.canvas.modes import MODES, WITH_SURFACE, Mode
from lossstudio.ui.canvas.mouse import MouseController
from lossstudio.ui.canvas.plane_popup import PlanePopup, key_of, offered, spec_of
from lossstudio.ui.canvas.render_request import RenderRequest, Surface, beside
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.side_by_side import SideBySide, specs_on_show
from lossstudio.ui.canvas.surface_words import BEFORE, SurfaceWords
from lossstudio.ui.canvas.surfaces import make_surface
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.canvas.view_camera import PRESETS, Preset, ViewCamera, preset_camera
from lossstudio.ui.controls.accessible import give_role
from lossstudio.ui.controls.card import CardBackground

SETTLES_MS = 160
REFRESH = QEvent.Type(QEvent.registerEventType())


class Canvas(CardBackground):
    """The heart of the window.

    Attributes
    ----------
    camera_sync
        Keeps the document's camera and the eye alike.
    mode
        What is shown.
    moving
        Whether it is drawn quickly, since something moves.
    map_fills
        Whether the map of runs has all of it.

    Signals
    -------
    mode_changed(str)
        Surface, contour or both.
    panes_changed(int)
        So many surfaces are side by side now; 0 is one alone.
    map_filled(bool)
        The map of runs has all of it now, or no more.
    complained(str)
        Why something can't be shown as it should, as soon as it is shown at all.
    pressed
        Somebody touched the surface.
    """

    mode_changed = Signal(str)
    panes_changed = Signal(int)
    map_filled = Signal(bool)
    complained = Signal(str)
    pressed = Signal()

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._studio = studio
        self.set_ground("canvas", "border")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Loss surface")
        give_role(self, QAccessible.Role.Graphic)
        self.scene_controller = SceneController(studio, appearance)
        self._complaints: list[str] = []
        self.surface, self.host = make_surface(self._complaints.append, self._lose_surface)
        self.contour = self.surface if isinstance(self.surface, ContourSurface) else ContourSurface()
        self.beside = MapBeside(studio, appearance, self, self.scene_controller)
        self.map = self.beside.pane
        self.mode: Mode = self.beside.first_mode("contour" if self.host == "contour" else "surface")
        self._asked = self.moving = self.map_fills = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLES_MS)
        self._settle.timeout.connect(self._come_to_rest)
        self.camera_sync = CameraSync(studio, self.scene_controller, lambda: self.size_of(self.surface), self)
        self.tools = Tools(appearance, self, MODES)
        self.side_by_side = SideBySide(studio, appearance, self, self)
        self.cross = Cross(studio, self, self, FocusRing(appearance, self))
        self.words = SurfaceWords(studio, self, self.cross, self)
        self._lay_out()
        self._connect()
        self.set_mode(self.mode)

    def set_mode(self, mode: Mode) -> None:
        """Show the surface, the contour view, both, or the map of runs."""
        if self.host == "contour" and mode != "map":
            mode = "contour"
        self.mode = mode
        self._show_views()
        self.beside.place(self._line, self.surface, self.tools, shown=self._shows_map)
        self.tools.modes.set_chosen(mode)
        self.tools.views.setEnabled(mode != "contour")
        self.mode_changed.emit(mode)
        self.refresh()

    def choose_mode(self, mode: Mode) -> None:
        """Show one surface that way, instead of several side by side."""
        if self._studio.document.scene.view.panes != "one":
            self._studio.apply(set_view(panes="one"))
            self._studio.document.end_change()
        self.set_mode(mode)

    def _show_views(self) -> None:
        """Let those views be seen that are wanted."""
        several = bool(self.side_by_side.specs)
        before, self.map_fills = self.map_fills, self._shows_map and not self._shows_surface
        if self.map_fills != before:
            self.map_filled.emit(self.map_fills)
        self.map.setVisible(self._shows_map)
        self.surface.setVisible(self._shows_surface and not several)
        if self.contour is not self.surface:
            self.contour.setVisible(self.mode in ("contour", "both") and not several)

    @property
    def _shows_map(self) -> bool:
        return self.mode == "map" and not self.side_by_side.specs

    @property
    def _shows_surface(self) -> bool:
        """Whether the surface is to be seen, or what stands for it without OpenGL."""
        if self.mode == "map":
            return self.beside.leaves_surface
        return self.mode in WITH_SURFACE or self.contour is self.surface

    def _follow_document(self) -> None:
        """Show what another document shows first."""
        if self.beside.another_document() and self.beside.first_mode(self.mode) != self.mode:
            self.set_mode(self.beside.first_mode(self.mode))

    def _show_panes(self) -> None:
        """Show as many panes as the document wants."""
        specs = specs_on_show(self._studio)
        before = len(self.side_by_side.specs)
        if specs or before:
            self.side_by_side.show_panes(specs)
        if len(specs) != before:
            self._show_views()
            self.beside.place(self._line, self.surface, self.tools, shown=self._shows_map)
            self._rough()
            self.panes_changed.emit(len(specs))

    @property
    def flat(self) -> bool:
        """Whether the surface is seen from above only, as level lines."""
        return self.mode == "contour" and not self.side_by_side.specs

    @property
    def seen(self) -> tuple[SceneController, Size]:
        """What is seen, of several surfaces the first: its controller, and its size in pixels."""
        for pane in self.side_by_side.panes:
            if pane.scene_controller.frame is not None:
                return pane.scene_controller, pane.size
        return self.scene_controller, self.size_of(self.contour if self.flat else self.surface)

    @property
    def controllers(self) -> tuple[SceneController, ...]:
        """Those of all surfaces, the one alone and those side by side."""
        return self.scene_controller, *(pane.scene_controller for pane in self.side_by_side.panes)

    def look_from(self, preset: Preset) -> None:
        """Look from one of the usual places."""
        self.see(preset_camera(preset))
        self.keep_eye()

    def turn(self, across: float, down: float) -> None:
        """Turn the view, as by a drag of so many pixels."""
        controller, size = self.seen
        if controller.frame is not None:
            scale, distance = self._appearance.scale, controller.camera(size).distance
            self.see(controller.looking.turned(across / scale, down / scale, controller.frame.static_scene, distance))

    def move_picture(self, across: float, down: float) -> None:
        """Move the picture by so many pixels."""
        scale = self._appearance.scale
        self.see(self.scene_controller.view_camera.moved(across / scale, down / scale))

    def zoom(self, notches: float) -> None:
        """Come nearer, or go away."""
        controller, size = self.seen
        if controller.frame is not None:
            distance = controller.camera(size).distance
            self.see(self.scene_controller.view_camera.zoomed(notches, distance))

    def refresh(self, *_: object) -> None:
        """Show the moment on show, before the next painting."""
        self.words.late.say("" if self.scene_controller.fits or not self.scene_controller.keeps_frame else BEFORE)
        if not self._asked and self.isVisible():
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(REFRESH))

    def picture(self, ratio: float = 2.0) -> QImage | None:
        """Return what is shown, without the controls, at so many dots to a unit of the window; None before it is up."""
        if self.side_by_side.specs:
            return self.side_by_side.image(ratio)
        if self.mode == "map":
            return self.map.image()
        shown: list[Surface] = [self._surface] if self.mode != "contour" else []
        shown += [self.contour] if self.mode != "surface" else []
        images = [surface.image(ratio) for surface in shown]
        return None if None in images else beside([image for image in images if image is not None])

    def close_hosts(self) -> None:
        """Give graphics resources back."""
        self._settle.stop()
        self.camera_sync.stop()
        self.side_by_side.close_hosts()
        self.map.close_work()
        for surface in (self._surface, self.contour):
            surface.show_request(None)
            surface.close_host()

    def event(self, event: QEvent) -> bool:
        if event.type() == REFRESH:
            self._asked = False
            self._static_scene()
            self.words.follow()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        while self._complaints:
            self.complained.emit(self._complaints.pop())
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tools.hover.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_views()
        self.beside.place(self._line, self.surface, self.tools, shown=self._shows_map)
        self.side_by_side.setGeometry(self.rect().adjusted(1, 1, -1, -1))
        self._rough()
        self.refresh()

    @property
    def _surface(self) -> Surface:
        return self.surface  # type: ignore[return-value]

    def _static_scene(self) -> None:
        self._show_panes()
        if self.side_by_side.specs and self.scene_controller.frame is not None:
            self._show_several()
            return
        frame = self.scene_controller.make_frame()
        if frame is None or self.surface.width() < 2:
            for surface in (self._surface, self.contour):
                surface.show_request(None)
            return
        quality = MOVING if self.moving or self.scene_controller.morphing else RESTING
        if self.mode == "both":
            give_halves(self._line, self.scene_controller.map_width(self.height()) / max(self.width(), 1))
        flat = self.contour is self.surface
        if self.mode in WITH_SURFACE and not flat:
            camera = self.scene_controller.camera(self.size_of(self.surface))
            request = RenderRequest(frame, camera, self._appearance.scale, quality, self.tools.covered(self.surface))
            self._surface.show_request(request)
        if self.mode in ("contour", "both") or flat:
            chart = self.scene_controller.map_camera(self.size_of(self.contour))
            covered = self.tools.covered(self.contour)
            self.contour.show_request(RenderRequest(frame, chart, self._appearance.scale, quality, covered))
        if self.scene_controller.morphing:
            QTimer.singleShot(15, self.refresh)

    def _show_several(self) -> None:
        """Show the moment on show on several surfaces; the one that is alone otherwise rests meanwhile."""
        several = self.side_by_side
        several.show_moment(self.scene_controller.view_camera, moving=self.moving or several.morphing)
        if several.morphing:
            QTimer.singleShot(15, self.refresh)

    def _lay_out(self) -> None:
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(1, 1, 1, 1)
        self._line.setSpacing(0)
        for view in dict.fromkeys((self.surface, self.contour, self.map)):
            self._line.addWidget(view, 1)
        self.tools.raise_all()

    def _connect(self) -> None:
        studio = self._studio
        for signal in (
            *(studio.cursor_moved, studio.timeline_replaced, studio.timeline_grew, studio.explanation_changed),
            *(studio.selection_changed, studio.scene_changed),
        ):
            signal.connect(self.refresh)
        studio.landscape_changed.connect(self._take_landscape)
        studio.scene_changed.connect(self._follow_document)
        run = (studio.scene_changed, studio.landscape_changed, studio.timeline_replaced)
        for signal in (*run, self.camera_sync.taken):
            signal.connect(self._show_choices)
        self._appearance.changed.connect(self._dress)
        self.tools.modes.chosen.connect(self.choose_mode)
        self.side_by_side.sampled.connect(self._look_anew)
        self.side_by_side.lost.connect(self._lose_surface)
        self.tools.plane_options.clicked.connect(self.choose_plane)
        self.tools.planes.chosen.connect(lambda key: studio.apply(set_plane(spec_of(key))))
        self.tools.views.chosen.connect(self._choose_view)
        views = dict.fromkeys((self.surface, self.contour))
        self._mouse = [MouseController(studio, self, view, flat=view is self.contour) for view in views]
        self._show_choices()

    def size_of(self, widget: QWidget) -> Size:
        """Return a view's size in pixels, never empty."""
        return max(widget.width(), 2), max(widget.height(), 2)

    def _take_landscape(self) -> None:
        self.scene_controller.take_landscape(perf_counter())
        self._look_anew()

    def choose_plane(self) -> None:
        """Show the plane's options."""
        popup = PlanePopup(self._studio, self._appearance)
        popup.refit.clicked.connect(self._free_height)
        popup.open_under(self.tools.planes)

    def fit_again(self) -> None:
        """Fit plane and height to the run as it is now."""
        self._studio.apply(refit_plane)
        self._free_height()

    def _free_height(self) -> None:
        for controller in self.controllers:
            controller.free_height()
        self.refresh()

    def _choose_view(self, key: str) -> None:
        if key in PRESETS:
            self.look_from(key)

    def see(self, view_camera: ViewCamera) -> None:
        """Look from somewhere; the document keeps it once that rests."""
        self.glance(view_camera)
        self.camera_sync.keep_soon()
        self.tools.views.set_chosen(view_camera.preset() or "own")

    def glance(self, view_camera: ViewCamera) -> None:
        """Look from somewhere without the document's hearing of it."""
        self.scene_controller.view_camera = view_camera
        self._look_anew()

    def camera_of(self, view_camera: ViewCamera) -> Camera | None:
        """Return the camera that looks from somewhere at what is shown; None before the first landscape."""
        frame = self.scene_controller.frame
        size, scale = self.size_of(self.surface), self._appearance.scale
        return None if frame is None else view_camera.camera(frame.static_scene, size, scale)

    def keep_eye(self) -> None:
        """Write the camera into the document, so that a film sees what the window saw."""
        self.camera_sync.keep()

    def _rough(self) -> None:
        """Draw quickly until everything rests; what was under the pointer may be elsewhere now."""
        self.tools.hover.hide()
        self.moving = True
        self._settle.start()

    def _look_anew(self) -> None:
        self._rough()
        self.refresh()

    def _come_to_rest(self) -> None:
        self.moving = False
        self.refresh()

    def _show_choices(self) -> None:
        self.tools.planes.set_choices(offered(self._studio))
        self.tools.planes.set_chosen(key_of(self._studio))
        self.tools.views.set_chosen(self.scene_controller.view_camera.preset() or "own")

    def _dress(self) -> None:
        self.beside.place(self._line, self.surface, self.tools, shown=self._shows_map)
        self.refresh()

    def _lose_surface(self, why: str) -> None:
        """Let the contour view stand in for a surface that is drawn no more, until the program begins anew."""
        if self.host != "contour":
            self.host = "contour"
            self.set_mode(self.mode)
            self.complained.emit(why)

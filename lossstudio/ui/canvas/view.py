"""The canvas: the surface, the contour view or both, with the controls that float on them."""

from time import perf_counter
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.picture.camera.camera import Size
from lossstudio.picture.gl.static_layer import MOVING, RESTING
from lossstudio.studio.commands.view import refit_plane, set_plane
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.camera_sync import CameraSync
from lossstudio.ui.canvas.contour_surface import ContourSurface
from lossstudio.ui.canvas.mouse import MouseController
from lossstudio.ui.canvas.plane_popup import (
    PlanePopup,
    honesty,
    key_of,
    offered,
    spec_of,
)
from lossstudio.ui.canvas.render_request import RenderRequest, Surface, beside
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.surfaces import make_surface
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.canvas.view_camera import (
    PRESETS,
    Preset,
    ViewCamera,
    preset_camera,
)
from lossstudio.ui.controls.card import CardBackground
from lossstudio.ui.controls.throttle import Throttle

Mode: TypeAlias = Literal["surface", "contour", "both"]
MODES: tuple[tuple[Mode, str], ...] = (("surface", "Surface"), ("contour", "Contour"), ("both", "Both"))
SETTLES_MS = 160
REFRESH = QEvent.Type(QEvent.registerEventType())


class Canvas(CardBackground):
    """The heart of the window.

    Signals
    -------
    mode_changed(str)
        Surface, contour or both.
    complained(str)
        Why something can't be shown as it should.
    pressed
        Somebody touched the surface.
    """

    mode_changed = Signal(str)
    complained = Signal(str)
    pressed = Signal()

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._studio = studio
        self.set_ground("canvas", "border")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Loss surface")
        self.scene_controller = SceneController(studio, appearance)
        self._complaints: list[str] = []
        self.surface, self.host = make_surface(self._complain)
        self.contour = self.surface if isinstance(self.surface, ContourSurface) else ContourSurface()
        self._mode: Mode = "contour" if self.host == "contour" else "surface"
        self._asked = self._moving = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLES_MS)
        self._settle.timeout.connect(self._come_to_rest)
        self._keeper = CameraSync(studio, self.scene_controller, lambda: self.size_of(self.surface), self)
        self._mouse: list[MouseController] = []
        self.tools = Tools(appearance, self, MODES)
        self._lay_out()
        self._badge_words = Throttle(self._say_badge, self)
        self._connect()
        self.set_mode(self._mode)

    @property
    def mode(self) -> Mode:
        """What is shown."""
        return self._mode

    @property
    def moving(self) -> bool:
        """Whether it is drawn quickly, since something moves."""
        return self._moving

    def set_mode(self, mode: Mode) -> None:
        """Show the surface, the contour view, or both."""
        if self.host == "contour":
            mode = "contour"
        self._mode = mode
        self.surface.setVisible(mode != "contour")
        self.contour.setVisible(mode != "surface")
        self.tools.modes.set_chosen(mode)
        self.tools.views.setEnabled(mode != "contour")
        self.mode_changed.emit(mode)
        self.refresh()

    def look_from(self, preset: Preset) -> None:
        """Look from one of the usual places."""
        self.see(preset_camera(preset))
        self.keep_eye()

    def turn(self, across: float, down: float) -> None:
        """Turn the view, as by a drag of so many pixels."""
        if self.scene_controller.frame is not None:
            static_scene, distance = (
                self.scene_controller.frame.static_scene,
                self.scene_controller.camera(self.size_of(self.surface)).distance,
            )
            self.see(
                self.scene_controller.view_camera.turned(
                    across / self._appearance.scale, down / self._appearance.scale, static_scene, distance
                )
            )

    def move_picture(self, across: float, down: float) -> None:
        """Move the picture by so many pixels."""
        self.see(
            self.scene_controller.view_camera.moved(across / self._appearance.scale, down / self._appearance.scale)
        )

    def zoom(self, notches: float) -> None:
        """Come nearer, or go away."""
        if self.scene_controller.frame is not None:
            distance = self.scene_controller.camera(self.size_of(self.surface)).distance
            self.see(self.scene_controller.view_camera.zoomed(notches, distance))

    def refresh(self, *_: object) -> None:
        """Show the moment on show, before the next painting."""
        if not self._asked and self.isVisible():
            self._asked = True
            QCoreApplication.postEvent(self, QEvent(REFRESH))

    def picture(self, ratio: float = 2.0) -> QImage | None:
        """Return what is shown, without the controls, at so many dots to a unit of the window; None before it is up."""
        shown: list[Surface] = [self._surface] if self._mode != "contour" else []
        shown += [self.contour] if self._mode != "surface" else []
        images = [surface.image(ratio) for surface in shown]
        found = [image for image in images if image is not None]
        return beside(found) if found and len(found) == len(images) else None

    def complaints(self) -> list[str]:
        """Return what was complained of before anybody listened."""
        found, self._complaints = self._complaints, []
        return found

    def close_hosts(self) -> None:
        """Give graphics resources back."""
        self._settle.stop()
        self._keeper.stop()
        for surface in (self._surface, self.contour):
            surface.show_request(None)
            surface.close_host()

    def event(self, event: QEvent) -> bool:
        if event.type() == REFRESH:
            self._asked = False
            self._static_scene()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tools.hover.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.place()
        self._rough()
        self.refresh()

    @property
    def _surface(self) -> Surface:
        return self.surface  # type: ignore[return-value]

    def _static_scene(self) -> None:
        frame = self.scene_controller.make_frame()
        if frame is None or self.surface.width() < 2:
            self._badge_words.ask()
            return
        quality = MOVING if self._moving or self.scene_controller.morphing else RESTING
        if self._mode != "contour":
            camera = self.scene_controller.camera(self.size_of(self.surface))
            request = RenderRequest(frame, camera, self._appearance.scale, quality, self.tools.covered())
            self._surface.show_request(request)
        if self._mode != "surface":
            chart = self.scene_controller.map_camera(self.size_of(self.contour))
            covered = self.tools.covered() if self._mode == "contour" else ()
            self.contour.show_request(RenderRequest(frame, chart, self._appearance.scale, quality, covered))
        if self.scene_controller.morphing:
            QTimer.singleShot(15, self.refresh)
        self._badge_words.ask()

    def _lay_out(self) -> None:
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(1, 1, 1, 1)
        self._line.setSpacing(0)
        self._line.addWidget(self.surface, 1)
        if self.contour is not self.surface:
            self._line.addWidget(self.contour, 1)
        self.tools.raise_all()

    def _connect(self) -> None:
        studio = self._studio
        for signal in (
            *(studio.cursor_moved, studio.timeline_replaced, studio.timeline_grew, studio.explanation_changed),
            *(studio.selection_changed, studio.scene_changed),
        ):
            signal.connect(self.refresh)
        studio.landscape_changed.connect(self._take_landscape)
        for signal in (studio.scene_changed, studio.landscape_changed, studio.timeline_replaced):
            signal.connect(self._show_choices)
        self._keeper.taken.connect(self._show_choices)
        self._appearance.changed.connect(self._dress)
        self.tools.modes.chosen.connect(self.set_mode)
        self.tools.plane_options.clicked.connect(self.choose_plane)
        self.tools.planes.chosen.connect(lambda key: studio.apply(set_plane(spec_of(key))))
        self.tools.views.chosen.connect(self._choose_view)
        if self.surface is not self.contour:
            self._mouse.append(MouseController(studio, self, self.surface, flat=False))
        self._mouse.append(MouseController(studio, self, self.contour, flat=True))
        self._show_choices()

    def size_of(self, widget: QWidget) -> Size:
        """Return a view's size in pixels, never empty."""
        return max(widget.width(), 2), max(widget.height(), 2)

    def ball_places(self) -> list[QPoint]:
        """Return where the balls are, in pixels of the canvas."""
        frame, controller = self.scene_controller.frame, self.scene_controller
        if frame is None or not frame.balls:
            return []
        points = np.stack([ball.place for ball in frame.balls])
        found: list[QPoint] = []
        for widget, shown in ((self.surface, self._mode != "contour"), (self.contour, self._mode != "surface")):
            if shown:
                size = self.size_of(widget)
                camera = controller.map_camera(size) if widget is self.contour else controller.camera(size)
                found += [widget.pos() + QPoint(round(x), round(y)) for x, y, *_ in camera.project(points, size)]
        return found

    def _take_landscape(self) -> None:
        self.scene_controller.take_landscape(perf_counter())
        self._rough()
        self.refresh()

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
        self.scene_controller.free_height()
        self.refresh()

    def _choose_view(self, key: str) -> None:
        if key in PRESETS:
            self.look_from(key)

    def see(self, view_camera: ViewCamera) -> None:
        """Look from somewhere; the document keeps it once that rests."""
        self.scene_controller.view_camera = view_camera
        self._rough()
        self._keeper.keep_soon()
        self.tools.views.set_chosen(view_camera.preset() or "own")
        self.refresh()

    def keep_eye(self) -> None:
        """Write the camera into the document, so that a film sees what the window saw."""
        self._keeper.keep()

    def _rough(self) -> None:
        """Draw quickly until everything rests; what was under the pointer may be elsewhere now."""
        self.tools.hover.hide()
        self._moving = True
        self._settle.start()

    def _come_to_rest(self) -> None:
        self._moving = False
        self.refresh()

    def _show_choices(self) -> None:
        self.tools.planes.set_choices(offered(self._studio))
        self.tools.planes.set_chosen(key_of(self._studio))
        self.tools.views.set_chosen(self.scene_controller.view_camera.preset() or "own")

    def _say_badge(self) -> None:
        frame = self.scene_controller.frame
        if frame is None:
            self.tools.badge.say("looking for the plane that shows this run best ...")
            self.tools.place()
            return
        studio = self._studio
        tested = studio.analysis.surface is not studio.run.compiled.objective(
            studio.selection.runner, studio.playback.step
        )
        words = ("the loss on the test rows; " if tested else "") + honesty(studio)
        self.tools.badge.say(words + "; axes stretched" if frame.static_scene.box.stretched else words)
        self.tools.place()

    def _dress(self) -> None:
        self.tools.place()
        self.refresh()

    def _complain(self, text: str) -> None:
        self._complaints.append(text)
        self.complained.emit(text)

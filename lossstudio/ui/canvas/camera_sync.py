"""Keeping the document's camera and the eye that looks at the canvas alike."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from lossstudio.picture.camera.camera import Size
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import CameraSpec
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.view_camera import ViewCamera, camera_spec

KEEPS_MS = 400
"""So long after the last key or notch of the wheel the document takes the camera."""


class CameraSync(QObject):
    """Writes the eye into the document when it has come to rest, and follows the document when that changes.

    Signals
    -------
    taken
        The eye is another one, as the document has it.

    Parameters
    ----------
    size
        Returns the surface's width and height in pixels.
    """

    taken = Signal()

    def __init__(
        self, studio: Studio, scene_controller: SceneController, size: Callable[[], Size], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._studio, self._scene_controller, self._size = studio, scene_controller, size
        self._kept = studio.document.scene.view.camera
        self._kept_eye = scene_controller.view_camera
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(KEEPS_MS)
        self._waiting.timeout.connect(self._keep_when_let_go)
        studio.scene_changed.connect(self._take_camera)
        studio.change_asked.connect(self._settle)

    def keep_soon(self) -> None:
        """Keep the eye once it has rested for a while and no mouse button is held."""
        self._waiting.start()

    def keep(self) -> None:
        """Write the camera into the document, so that a film sees what the window saw."""
        view_camera = self._scene_controller.view_camera
        self._waiting.stop()
        if self._scene_controller.frame is None or view_camera == self._kept_eye:
            return
        spec = camera_spec(view_camera, self._scene_controller.camera(self._size()))
        self._kept_eye = view_camera
        if spec != self._kept:
            self._kept = spec
            self._studio.apply(set_view(camera=spec))
            self._studio.document.end_change()

    def scene_as_seen(self) -> Scene:
        """Return the document as it is seen here, the best view as the direction that it is.

        A film of it has the same plane, and looks from the same side, even where a run that was changed meanwhile would
        be seen better from another one.
        """
        scene, controller = self._studio.scene_as_shown(), self._scene_controller
        if scene.view.camera is not None or controller.frame is None:
            return scene
        azimuth, elevation = controller.looking.direction(controller.frame.static_scene)
        camera = CameraSpec(azimuth=azimuth, elevation=elevation, distance=None)
        return replace(scene, view=replace(scene.view, camera=camera))

    def stop(self) -> None:
        """Keep nothing more."""
        self._waiting.stop()

    def _settle(self, way: int) -> None:
        """Keep an eye that has just moved before another change; before one is made again, leave it."""
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if way == 0 and held:  # it is still on its way
            return
        moved = self._waiting.isActive()
        self._waiting.stop()
        if moved and way <= 0:
            self.keep()

    def _keep_when_let_go(self) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.keep()
        else:
            self._waiting.start()

    def _take_camera(self) -> None:
        """Follow the document's camera when undo or another scene has changed it; other edits leave the eye alone."""
        spec, opened = (
            self._studio.document.scene.view.camera,
            not (self._studio.document.can_undo or self._studio.document.can_redo),
        )
        if opened or spec != self._kept:
            self._kept = spec
            self._scene_controller.view_camera = self._kept_eye = ViewCamera.of(spec)
            self.taken.emit()

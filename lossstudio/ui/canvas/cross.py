"""A cross on the surface for the keyboard: arrows move it, it says the loss there, Enter starts the descent there."""

from typing import Protocol

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.camera.picking import Picked, surface_at
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.focus_ring import FocusRing
from lossstudio.ui.canvas.mouse import drop_start, set_start_at
from lossstudio.ui.canvas.place_menu import place_menu
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.controls.accessible import say_aloud

ACROSS = 40
"""So many presses of an arrow go from one side of the surface to the other."""
FINER = 10
"""With Shift they are so many times smaller."""
BEYOND = "Beyond here the surface ends."
WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
"""How far right and up the arrows point."""
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
SHIFT = Qt.KeyboardModifier.ShiftModifier


class CrossTarget(Protocol):
    """What the cross needs of the canvas."""

    @property
    def seen(self) -> tuple[SceneController, Size]: ...
    @property
    def flat(self) -> bool: ...
    @property
    def controllers(self) -> tuple[SceneController, ...]: ...

    def refresh(self) -> None: ...


class Cross(QObject):
    """The pinned read-out, in the hand of the keyboard; watches the keys of the widget that has it then.

    Parameters
    ----------
    canvas, widget
        What it stands on, and the widget that has the keyboard then.
    ring
        Says that the widget has it.
    """

    def __init__(self, studio: Studio, canvas: CrossTarget, widget: QWidget, ring: FocusRing) -> None:
        super().__init__(widget)
        self._studio, self._canvas, self._widget, self._ring = studio, canvas, widget, ring
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            place_menu(self._widget, None, None).popup(self._widget.mapToGlobal(self._widget.rect().center()))
            return True
        if not isinstance(event, QKeyEvent) or not self._claims(event):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._press(event)
        event.accept()
        return True

    @property
    def held(self) -> bool:
        """Whether it is in hand; a surface that has become another one takes it away."""
        return self._controller.in_hand and self._controller.pin is not None

    @property
    def words(self) -> str:
        """Where it is, and how high; nothing while it isn't in hand."""
        pin = self._controller.pin
        return self._controller.words(pin) if self.held and pin is not None else ""

    def take(self) -> None:
        """Take it in hand where a read-out is pinned, else at the ball, else in the middle."""
        self._widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ring.light()
        controller, frame = self._controller, self._controller.frame
        if frame is None:
            return
        balls = [ball for ball in frame.balls if ball.runner == self._studio.selection.runner] or list(frame.balls)
        at = balls[0].place[:2] if balls else np.zeros(2)
        place = controller.pin or surface_at(frame.static_scene, at) or surface_at(frame.static_scene, np.zeros(2))
        if place is not None:
            controller.in_hand = True
            self._put(place)

    def _claims(self, event: QKeyEvent) -> bool:
        """Say whether a key is the cross's now, and no command's."""
        plain = not event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
        return self.held and plain and (event.key() in WAYS or event.key() in ENDS)

    def _press(self, event: QKeyEvent) -> None:
        """Do what a key means that the cross claims."""
        if event.key() in WAYS:
            self._move(WAYS[event.key()], FINER if event.modifiers() & SHIFT else 1)
            return
        if event.key() != Qt.Key.Key_Escape:
            self._start_here()
        self.put_away()

    def put_away(self) -> None:
        """Take the cross off the surface."""
        self._controller.in_hand, self._controller.pin = False, None
        self._canvas.refresh()

    @property
    def _controller(self) -> SceneController:
        return self._canvas.seen[0]

    def _put(self, place: Picked) -> None:
        self._controller.pin = place
        say_aloud(self._widget, self._controller.words(place))
        self._canvas.refresh()

    def _move(self, way: tuple[int, int], finer: int) -> None:
        controller, size = self._canvas.seen
        pin, frame = controller.pin, controller.frame
        if pin is None or frame is None:
            return
        box = frame.static_scene.box
        camera = controller.map_camera(size) if self._canvas.flat else controller.camera(size)
        sides = 2 * np.array(box.corner) / (ACROSS * finer)
        here = box.place(np.array([pin.x, pin.y, pin.loss]))
        place = surface_at(frame.static_scene, here[:2] + sides * along(camera, size, here, way))
        if place is None:
            say_aloud(self._widget, BEYOND)
        else:
            self._put(place)

    def _start_here(self) -> None:
        controller = self._controller
        if controller.pin is not None:
            set_start_at(self._studio, self._canvas.controllers, controller.theta(controller.pin))
            drop_start(self._studio, self._canvas.controllers)


def along(camera: Camera | MapCamera, size: Size, here: Floats, way: tuple[int, int]) -> Floats:
    """Return which way along the surface's sides ``(2,)`` an arrow leads, so that it goes where it points.

    Parameters
    ----------
    here
        A place in box units ``(3,)``.
    way
        How far right and up the arrow points; one of both is 0.
    """
    near = 1e-3 * np.eye(3)[:2]
    ahead, behind = camera.project(here + near, size), camera.project(here - near, size)
    right, up = (ahead - behind)[:, 0], (behind - ahead)[:, 1]
    first_is_across = abs(right[0] * up[1]) >= abs(right[1] * up[0])
    across, upward = (0, 1) if first_is_across else (1, 0)
    found = np.zeros(2)
    found[across] = way[0] * (-1 if right[across] < 0 else 1)
    found[upward] += way[1] * (-1 if up[upward] < 0 else 1)
    return found

"""What a person does with the mouse on one view of the canvas, and what follows from it."""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPointF, SignalInstance
from PySide6.QtWidgets import QWidget

from lossstudio.picture.camera.camera import Size
from lossstudio.studio.commands.playback import pause, show_step
from lossstudio.studio.commands.runners import select_runner, set_start
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.navigation import Navigation
from lossstudio.ui.canvas.place_menu import place_menu
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.canvas.view_camera import ZOOM_STEP


class CameraTarget(Protocol):
    """What the mouse controller needs of the canvas."""

    @property
    def scene_controller(self) -> SceneController: ...
    @property
    def tools(self) -> Tools: ...
    @property
    def controllers(self) -> tuple[SceneController, ...]: ...
    @property
    def pressed(self) -> SignalInstance: ...

    def size_of(self, widget: QWidget) -> Size: ...
    def refresh(self) -> None: ...
    def turn(self, across: float, down: float) -> None: ...
    def move_picture(self, across: float, down: float) -> None: ...
    def zoom(self, notches: float) -> None: ...
    def keep_eye(self) -> None: ...


class MouseController:
    """The mouse on the surface, or on the contour view where `flat`.

    Places and ways of the mouse are pixels of the widget in Qt's units, whatever the screen has, from the widget's top
    left; so are the cameras of the SceneController, which turns a pixel into plane coordinates and those into
    parameters.
    """

    def __init__(self, studio: Studio, target: CameraTarget, widget: QWidget, *, flat: bool) -> None:
        self._studio, self._target, self._widget, self._flat = studio, target, widget, flat
        self._held: int | None = None
        mouse = Navigation(widget, self._grab, turns=not flat)
        if flat:
            mouse.moved.connect(self._move_map)
            mouse.zoomed.connect(self._zoom_map)
        else:
            mouse.turned.connect(target.turn)
            mouse.moved.connect(target.move_picture)
            mouse.zoomed.connect(lambda notches, _at: target.zoom(notches))
            mouse.rested.connect(target.keep_eye)
        mouse.clicked.connect(self._click)
        mouse.double_clicked.connect(self._start_at)
        mouse.menu_asked.connect(self._open_menu)
        mouse.hovered.connect(self._hover)
        mouse.ball_dragged.connect(self._drag_ball)
        mouse.ball_dropped.connect(self._drop_ball)

    @property
    def _size(self) -> Size:
        return self._target.size_of(self._widget)

    def _ball(self, at: QPointF) -> int | None:
        return self._target.scene_controller.ball(at, self._size, flat=self._flat)

    def _grab(self, at: QPointF) -> bool:
        """Say whether there is a ball to take hold of, and remember whose."""
        self._held = self._ball(at)
        return self._held is not None

    def _click(self, at: QPointF) -> None:
        """Select the runner whose ball it is, or show how it bends there; else pin a read-out. The run stays alone."""
        self._target.pressed.emit()
        runner = self._ball(at)
        if runner is not None and runner != self._studio.selection.runner:
            self._studio.apply(select_runner(runner))
        elif runner is not None:
            self._studio.apply(set_view(curvature=not self._studio.document.scene.view.curvature))
            self._studio.document.end_change()
        else:
            self._pin(at)

    def _pin(self, at: QPointF) -> None:
        scene_controller = self._target.scene_controller
        place = scene_controller.picked(at, self._size, flat=self._flat)
        scene_controller.toggle_pin(place, self._size, flat=self._flat)
        self._hover(at)
        self._target.refresh()

    def _open_menu(self, at: QPointF) -> None:
        """Open the menu of a place."""
        self._target.tools.hover.hide()
        there = self._target.scene_controller.picked(at, self._size, flat=self._flat) is not None
        start, pin = (partial(self._start_at, at), partial(self._pin, at)) if there else (None, None)
        place_menu(self._widget, start, pin).popup(self._widget.mapToGlobal(at).toPoint())

    def _start_at(self, at: QPointF) -> None:
        scene_controller = self._target.scene_controller
        place = scene_controller.picked(at, self._size, flat=self._flat)
        scene_controller.pin = None
        if place is not None:
            self._studio.apply(set_start(scene_controller.theta(place)))
            self._studio.document.end_change()

    def _hover(self, at: QPointF | None) -> None:
        scene_controller, hover = self._target.scene_controller, self._target.tools.hover
        place = None if at is None else scene_controller.picked(at, self._size, flat=self._flat)
        if at is None or place is None or scene_controller.on_pin(place, self._size, flat=self._flat):
            hover.hide()
        else:
            hover.show_at(QPointF(self._widget.pos()) + at, scene_controller.words(place))

    def _drag_ball(self, at: QPointF) -> None:
        """Let the ball's runner begin there."""
        studio, scene_controller = self._studio, self._target.scene_controller
        if self._held is not None and self._held != studio.selection.runner:
            studio.apply(select_runner(self._held))
        place = scene_controller.picked(at, self._size, flat=self._flat)
        set_start_at(studio, self._target.controllers, None if place is None else scene_controller.theta(place))

    def _drop_ball(self) -> None:
        drop_start(self._studio, self._target.controllers)
        self._target.refresh()

    def _move_map(self, across: float, down: float) -> None:
        self._target.scene_controller.move_map(across, down, self._size)
        self._target.refresh()

    def _zoom_map(self, notches: float, at: QPointF) -> None:
        self._target.scene_controller.zoom_map(ZOOM_STEP**notches, at, self._size)
        self._target.refresh()


def set_start_at(studio: Studio, controllers: Iterable[SceneController], theta: tuple[float, ...] | None) -> None:
    """Let the selected runner begin there (None: where it does); its ball is shown at its start; surfaces rest."""
    for controller in controllers:
        controller.hold_height()
    if studio.playback.playing or studio.playback.step or studio.playback.fraction:
        studio.apply(pause)
        studio.apply(show_step(0))
    if theta is not None:
        studio.apply(set_start(theta))


def drop_start(studio: Studio, controllers: Iterable[SceneController]) -> None:
    """Leave the start where it is now, which is one change for undo."""
    studio.document.end_change()
    for controller in controllers:
        controller.rest_height()

"""A slow camera move on request: while the run is played, the eye swings gently around the surface."""

from dataclasses import replace
from math import pi, sin
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from lossstudio.core.easing import smoothstep
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.canvas.view_camera import ViewCamera

SWING_DEG, PERIOD_S = 16.0, 24.0
"""How far the eye goes to either side, and how long it takes to be back: 4 degrees a second at most."""
BACK_S = 0.8
"""How long the way back takes when the move is given up."""
TICK_MS = 33


class SlowCamera(QObject):
    """Swings the eye about where a person looks from; the document doesn't hear of it.

    Whoever takes the camera has it: the swing goes on from there. It rests with the run, and goes softly back when it
    is given up.
    """

    def __init__(self, studio: Studio, appearance: Appearance, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._studio, self._appearance, self._canvas = studio, appearance, canvas
        self._wanted = False
        self._base: ViewCamera | None = None
        self._shown: ViewCamera | None = None
        self._swung_s, self._left_s = 0.0, BACK_S
        self._ticked = perf_counter()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        studio.playback_changed.connect(self._go_on)

    def toggle(self) -> None:
        """Begin, or give it up."""
        self._wanted = not self._wanted
        self._go_on()

    @property
    def _swings(self) -> bool:
        """Whether the eye swings while the run is played: never where a person wants nothing to glide."""
        return self._wanted and not self._appearance.still

    @property
    def _moves(self) -> bool:
        """Whether the eye moves now: to and fro, or back."""
        return self._studio.playback.playing if self._swings else self._base is not None

    def _go_on(self) -> None:
        if self._moves and not self._timer.isActive():
            self._ticked = perf_counter()
            self._timer.start()

    def _tick(self) -> None:
        if not self._moves or not self._canvas.isVisible():
            return
        controller, now = self._canvas.scene_controller, perf_counter()
        passed, self._ticked = min(now - self._ticked, 0.25), now
        if controller.view_camera is not self._shown or self._base is None:
            self._base, self._swung_s = controller.view_camera, 0.0
        if self._swings:
            self._swung_s, self._left_s = self._swung_s + passed, BACK_S
        else:
            self._left_s -= BACK_S if self._appearance.still else passed
        if controller.frame is not None:
            self._show(self._base, controller)
        self._timer.start()

    def _show(self, base: ViewCamera, controller: SceneController) -> None:
        assert controller.frame is not None
        azimuth, elevation = base.direction(controller.frame.static_scene)
        left = smoothstep(max(self._left_s, 0.0) / BACK_S)
        if left <= 0.0:
            self._base, self._shown = None, base
        else:
            offset = left * SWING_DEG * sin(2 * pi * self._swung_s / PERIOD_S)
            self._shown = replace(base, angles=(azimuth + offset, elevation))
        self._canvas.glance(self._shown)

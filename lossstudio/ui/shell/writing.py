"""How large all is written in the window: as large as the person wants it, where the window has room for that."""

import math

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import ORDINARY_POINTS, Appearance
from lossstudio.ui.shell.settings import WindowSettings

LEAST_PX = (780.0, 460.0)
"""How large a window has to be at 10 points for all that is in it."""
STEP_POINTS = 0.5
"""Writing that gives way does so in steps, so that it is not another one with each pixel of the window."""
RESTS_MS = 200
"""A window that has kept its size so long isn't being drawn larger or smaller any more."""
NO_ROOM = (
    "Writing is smaller here than you have chosen, since the window has no room for more. In a larger window it grows."
)


def fitting_points(wanted: float, width: float, height: float, least_px: tuple[float, float] = LEAST_PX) -> float:
    """Return how large writing is in a window of so many pixels.

    Parameters
    ----------
    wanted
        How large it would be where there is room.
    least_px
        Width and height that all needs at 10 points.
    """
    most = ORDINARY_POINTS * min(width / least_px[0], height / least_px[1])
    return wanted if wanted <= most else max(math.floor(most / STEP_POINTS) * STEP_POINTS, STEP_POINTS)


class FittedWriting(QObject):
    """Keeps the window's writing as large as the person wants it, or as the window has room for.

    Signals
    -------
    gave_way(words)
        Writing is smaller than the person wants it; told once for each size that is wanted, and whenever one is chosen.
    """

    gave_way = Signal(str)

    def __init__(self, appearance: Appearance, window_settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._appearance, self._window_settings, self._window = appearance, window_settings, window
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTS_MS)
        self._resting.timeout.connect(self._follow)

    def want(self, points: float) -> None:
        """Write everything in another size from now on, and say so where there is no room for it."""
        self._window_settings.points = points
        self._fit()
        self._tell()

    def follow_size(self) -> None:
        """Fit the writing to the window's size: at once where nobody sees it yet, else when the size rests."""
        if self._window.isVisible():
            self._resting.start()
        else:
            self._fit()

    def greet(self) -> None:
        """Say it where writing gives way and a person hasn't been told, on this day or another."""
        if self._window_settings.points_told != self._window_settings.points:
            self._tell()

    def leave(self) -> None:
        """Leave the writing as it is: it is somebody else's, or is seen no more."""
        self._resting.stop()

    def points_in(self, width: float, height: float) -> float:
        """Return how large writing is in a window of so many pixels."""
        return fitting_points(self._window_settings.points, width, height)

    def _follow(self) -> None:
        self._fit()
        self.greet()

    def _fit(self) -> None:
        points = self.points_in(self._window.width(), self._window.height())
        if points != self._appearance.points:
            self._appearance.wear(self._appearance.theme, points)

    def _tell(self) -> None:
        wanted = self._window_settings.points
        if self._appearance.points < wanted:
            self._window_settings.points_told = wanted
            self.gave_way.emit(NO_ROOM)

"""The map of runs on the canvas: beside the surface where there is room, and first in documents that have one."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.core.array import Floats
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.modes import Mode
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.maps.run_map_pane import RunMapPane

PARTS = 100
SHARE, LEAST_PX = 0.58, 660.0
"""How much of the canvas a map has beside the surface, and how wide the canvas has to be for both."""
SMALLEST_HALF = 0.3
"""How much of the canvas the contour view has at least when both are shown."""
TOOLS_PX = 40.0
"""What floats at the top takes."""


class MapBeside:
    """Places the map, and what floats on the canvas so that it keeps off the map.

    Attributes
    ----------
    pane
        The map.
    """

    def __init__(self, studio: Studio, appearance: Appearance, canvas: QWidget, controller: SceneController) -> None:
        self._studio, self._appearance, self._canvas, self._controller = studio, appearance, canvas, controller
        self._opened = studio.document.opened
        self.pane = RunMapPane(studio, appearance)
        self.pane.run_pointed.connect(self._point)

    @property
    def leaves_surface(self) -> bool:
        """Whether the surface has room beside it."""
        return self._canvas.width() >= self._appearance.px(LEAST_PX)

    def first_mode(self, otherwise: Mode) -> Mode:
        """Return what the document shows first: its map where it has one, else what was shown before, but no map."""
        if self._studio.document.scene.map is not None:
            return "map"
        return "surface" if otherwise == "map" else otherwise

    def another_document(self) -> bool:
        """Say whether another document was opened since the last time."""
        before, self._opened = self._opened, self._studio.document.opened
        return before != self._opened

    def place(self, line: QHBoxLayout, surface: QWidget, tools: Tools, *, shown: bool) -> None:
        """Give the map its part of the canvas, and keep what floats off it."""
        if not shown:
            tools.keep_to(None)
            return
        beside = self.leaves_surface
        line.setStretch(line.indexOf(surface), round(PARTS * (1.0 - SHARE)))
        line.setStretch(line.indexOf(self.pane), round(PARTS * SHARE))
        line.activate()
        self.pane.set_top_gap(0 if beside else self._appearance.px(TOOLS_PX))
        tools.keep_to(surface.width() if beside else 0)

    def _point(self, path: Floats | None) -> None:
        self._controller.pointed_run.path = path
        self._canvas.refresh()  # type: ignore[attr-defined]


def give_halves(line: QHBoxLayout, wanted: float) -> None:
    """Give the contour view, of both, the share of the width that it can use, a half at most; the surface the rest."""
    share = min(max(wanted, SMALLEST_HALF), 0.5)
    for at, part in ((0, 1.0 - share), (1, share)):
        line.setStretch(at, round(PARTS * part))

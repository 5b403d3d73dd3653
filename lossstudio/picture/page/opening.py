"""How a film opens: the surface fades in, then the axes, the balls, title and numbers, and the charts.

A card with which it begins has its first line at once, and the others come.
"""

from dataclasses import dataclass, replace

from PySide6.QtGui import QPainter

from lossstudio.core.easing import smoothstep
from lossstudio.picture.colors import Theme
from lossstudio.picture.page.layout import Layout
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.page.spot import sink
from lossstudio.picture.scene.frame import Frame

AT_FIRST = 0.6
"""So much of the surface, and of a card's later lines, is there in the first frame, by which a player shows the film
before it is played."""
SURFACE, AXES, BALLS, BAND, CHARTS = (0.0, 0.4), (0.15, 0.6), (0.4, 0.85), (0.2, 0.75), (0.4, 1.0)
"""When each begins to come and when it is there, as shares of the opening."""
LINES = (0.0, 1.0)
"""The same for a card's later lines."""
UNSEEN = 1e-3
"""A ball of this share of its size isn't seen."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How much (0..1) of each part of a picture is there."""

    surface: float = 1.0
    axes: float = 1.0
    balls: float = 1.0
    band: float = 1.0
    charts: float = 1.0
    lines: float = 1.0

    @classmethod
    def at(cls, opened: float) -> "Opening":
        """Return what is there when a film has opened so far (0..1)."""
        surface, axes, balls, band, charts, lines = (
            smoothstep(min(1.0, max(0.0, (opened - begins) / (ends - begins))))
            for begins, ends in (SURFACE, AXES, BALLS, BAND, CHARTS, LINES)
        )
        return cls(_from_first(surface), axes, balls, band, charts, _from_first(lines))

    def paint(self, painter: QPainter, layout: Layout, theme: Theme) -> None:
        """Let the band and the charts be there only as far as they are."""
        for places, ink in (((layout.band,), self.band), (layout.insets, self.charts)):
            sink(painter, places, theme, 1.0 - ink)

    def pane(self, pane: Pane) -> Pane:
        """Return a pane with what of it is there."""
        between = None if pane.between is None else replace(pane.between, axes=self.axes, labels=self.balls)
        return replace(pane, frame=_with_balls(pane.frame, self.balls), between=between, ink=self.surface)


def _from_first(come: float) -> float:
    """Return how much is there of what is seen in the first frame already, once so much (0..1) of the rest has come."""
    return AT_FIRST + (1.0 - AT_FIRST) * come


def _with_balls(frame: Frame, share: float) -> Frame:
    """Return a frame whose balls have grown to a share (0..1) of their size, and whose paths are there as far.

    In fog there are balls from the first, too small to be seen: without them there would be nothing else, either.
    """
    paths = (replace(path, opacity=share * path.opacity) for path in frame.paths)
    if share == 0 and not frame.fog:
        return replace(frame, balls=(), paths=())
    balls = tuple(replace(ball, grown=max(share, UNSEEN)) for ball in frame.balls)
    return replace(frame, balls=balls, paths=tuple(paths))

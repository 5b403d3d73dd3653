"""How a film opens: what stands about the surface comes one after another."""

from PySide6.QtGui import QPainter

from lossstudio.core.easing import smoothstep
from lossstudio.picture.colors import Theme
from lossstudio.picture.page.layout import Layout
from lossstudio.picture.page.spot import sink

CHARTS_COME = 0.4
"""When a film has opened so far, the charts begin to come."""


def paint_opening(painter: QPainter, layout: Layout, theme: Theme, opened: float) -> None:
    """Let the band, and later the charts, be there only as far (0..1) as the film has opened."""
    for places, begins in (((layout.band,), 0.0), (layout.insets, CHARTS_COME)):
        share = min(1.0, max(0.0, (opened - begins) / (1.0 - CHARTS_COME)))
        sink(painter, places, theme, 1.0 - smoothstep(share))

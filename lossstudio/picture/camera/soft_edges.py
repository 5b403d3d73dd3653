"""Soft edges: where a surface goes on beyond its picture, it fades instead of being cut."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QLinearGradient, QPainter

from lossstudio.picture.camera.camera import Camera, outline
from lossstudio.picture.scene.frame import StaticScene

WIDTH = 0.07
"""How wide an edge is at most, as a share of the picture's shorter side."""
CORNERS = 4
"""So many of its places are the floor's corners, which come first."""
EVERY = 7
"""Of so many places on the surface one is looked at."""
STOPS = ((0.0, 1.0), (0.35, 0.72), (0.7, 0.2), (1.0, 0.0))
"""How much of the ground covers the surface, from the edge inwards."""


def paint_soft_edges(painter: QPainter, static_scene: StaticScene, camera: Camera, place: QRectF) -> None:
    """Paint the ground over each edge of `place` beyond which the surface goes on, the wider the farther it does."""
    size = round(place.width()), round(place.height())
    widest = WIDTH * min(size)
    for side, far in _beyond(static_scene, camera, size).items():
        wide = min(max(far, 0.0), widest)
        if wide >= 1.0:
            painter.fillRect(*_edge(side, place, wide, QColor(static_scene.theme.canvas)))


def is_close_up(static_scene: StaticScene, camera: Camera, size: tuple[int, int]) -> bool:
    """Say whether a surface goes on beyond its picture, of this size in pixels, by more than an edge is wide."""
    return max(_beyond(static_scene, camera, size).values()) > WIDTH * min(size)


def _beyond(static_scene: StaticScene, camera: Camera, size: tuple[int, int]) -> dict[str, float]:
    """Return how far a surface goes on beyond each edge of its picture, in pixels."""
    places = outline(static_scene)
    seen = camera.project(np.concatenate([places[:CORNERS], places[CORNERS::EVERY]]), size)
    return {
        "left": -float(seen[:, 0].min()),
        "top": -float(seen[:, 1].min()),
        "right": float(seen[:, 0].max()) - size[0],
        "bottom": float(seen[:, 1].max()) - size[1],
    }


def _edge(side: str, place: QRectF, wide: float, ground: QColor) -> tuple[QRectF, QLinearGradient]:
    """Return an edge's strip, and what it is filled with."""
    strips = {
        "left": (QRectF(place.left(), place.top(), wide, place.height()), 1.0, 0.0),
        "top": (QRectF(place.left(), place.top(), place.width(), wide), 0.0, 1.0),
        "right": (QRectF(place.right() - wide, place.top(), wide, place.height()), -1.0, 0.0),
        "bottom": (QRectF(place.left(), place.bottom() - wide, place.width(), wide), 0.0, -1.0),
    }
    strip, across, down = strips[side]
    start = strip.topLeft() if across + down > 0 else strip.bottomRight()
    gradient = QLinearGradient(start, start + QPointF(across * wide, down * wide))
    for share, cover in STOPS:
        color = QColor(ground)
        color.setAlphaF(cover)
        gradient.setColorAt(share, color)
    return strip, gradient

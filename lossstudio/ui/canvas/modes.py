"""What the canvas can show."""

from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["surface", "contour", "both", "map"]
MODES: tuple[tuple[Mode, str], ...] = (
    ("surface", "Surface"),
    ("contour", "Contour"),
    ("both", "Both"),
    ("map", "Map"),
)
WITH_SURFACE: tuple[Mode, ...] = ("surface", "both", "map")

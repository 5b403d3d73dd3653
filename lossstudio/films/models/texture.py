"""The colours of a model's surface as a picture over height: slide programs have been seen to ignore vertex colours."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lossstudio.core.array import Floats
from lossstudio.picture.colors import colormap, rgb
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene

SHADES = 1024
LINE, HEAVY_LINE, LINE_INK = 0.035, 0.055, 0.55
"""How wide level lines are to either side, of what lies between two of them, and how much they cover."""
WIDTH_PX = 8
"""All columns are alike."""


def shades_of(static_scene: StaticScene) -> NDArray[np.uint8]:
    """Return the colours of a surface ``(SHADES, 3)`` from the box's floor to its top, with its level lines."""
    share = (np.arange(SHADES) + 0.5) / SHADES
    colors = colormap(static_scene.colormap, static_scene.theme)
    own = np.stack([np.interp(share, np.linspace(0, 1, len(colors)), colors[:, part]) for part in range(3)], axis=-1)
    levels = static_scene.levels
    level = (TALL * share - levels.origin) / levels.step
    covered = _near_whole(level, LINE) | _near_whole(level / 5, HEAVY_LINE / 5)
    covered &= level > (levels.lowest - levels.origin) / levels.step + 0.5
    ink = LINE_INK * covered[:, None]
    return np.rint(255 * ((1.0 - ink) * own + ink * rgb(static_scene.theme.isoline))).astype(np.uint8)


def texture_of(shades: NDArray[np.uint8]) -> bytes:
    """Return shades ``(k, 3)`` as a PNG file, the highest place's at the top."""
    packed = io.BytesIO()
    rows = np.repeat(shades[::-1, None], WIDTH_PX, axis=1)
    Image.fromarray(np.ascontiguousarray(rows)).save(packed, "PNG", compress_level=9)
    return packed.getvalue()


def _near_whole(level: Floats, width: float) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = np.abs(level - np.rint(level)) < width
    return near

"""What has changed from one frame of a film to the next."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in whole pixels; right and bottom are the first ones beyond it."""


def changed_box(changed: NDArray[np.bool_]) -> Box:
    """Return the smallest box around the pixels ``(height, width)`` that have changed; one pixel when none has.

    One pixel and not none, since neither GIF nor WebP has a frame without pixels.
    """
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if rows.size == 0:
        return 0, 0, 1, 1
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1

"""What every film format has in common: frames go in one after the other, a file comes out."""

from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels: TypeAlias = NDArray[np.uint8]
"""One frame, (height, width, 4): blue, green, red, alpha, as Qt keeps them."""


class Writer(Protocol):
    """Makes one film out of frames of one size."""

    def write(self, pixels: Pixels) -> None:
        """Add a frame ``(height, width, 4)``; `pixels` is not kept and not changed."""

    def close(self) -> None:
        """Complete the film."""

    def abandon(self) -> None:
        """Let go of the file, which stays incomplete; also after an error, also twice."""

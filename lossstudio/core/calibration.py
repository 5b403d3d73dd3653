"""Calibration: how much is right of what a model is 90 % sure of, and so on.

C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", 2017.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers

BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """The bins that hold samples, from the least probable up.

    Attributes
    ----------
    said
        ``(b,)``: the mean probability that was given.
    right
        ``(b,)``: the share in which it was so.
    count
        ``(b,)``: how many samples.
    """

    said: Floats
    right: Floats
    count: Integers

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of said and right over the samples."""
        total = int(self.count.sum())
        return float(np.sum(self.count * np.abs(self.said - self.right)) / total) if total else 0.0


def calibration(probability: Floats, is_so: Any, bins: int = BINS) -> Calibration:
    """Return how probabilities ``(N,)`` and what was so ``(N,)`` go together, in bins of equal width.

    A probability on the edge of two bins belongs to the lower one, as scikit-learn has it.
    """
    given = np.clip(np.nan_to_num(probability), 0.0, 1.0)
    number = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], given)
    count = np.bincount(number, minlength=bins)
    said = np.bincount(number, weights=given, minlength=bins)
    right = np.bincount(number, weights=np.asarray(is_so, dtype=np.float64), minlength=bins)
    held = count > 0
    return Calibration(said[held] / count[held], right[held] / count[held], count[held])

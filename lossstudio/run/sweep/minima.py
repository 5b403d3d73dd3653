"""At which of the minima that an objective knows a run has arrived."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats

NEAR = 0.05
"""A run has arrived that is nearer than this share of the way between the two minima that are nearest to each other."""


def minimum_reached(theta: Floats, minima: Sequence[Floats]) -> Floats:
    """Return for each run the number, from 1 on, of the minimum at which it is; NaN where it is at none.

    Parameters
    ----------
    theta
        Where the runs are ``(R, P)``.
    minima
        Places ``(P,)``, at least one.
    """
    places = np.array(minima)
    far = np.linalg.norm(theta[:, None] - places, axis=-1)
    nearest = np.argmin(np.nan_to_num(far, nan=np.inf), axis=1)
    arrived = far[np.arange(len(theta)), nearest] < NEAR * _unit(places)
    return np.where(arrived, nearest + 1.0, np.nan)


def _unit(places: Floats) -> float:
    """Return how far the two nearest of some places are apart; of one alone how large a number it is, 1 at least."""
    if len(places) == 1:
        return 1.0 + float(np.linalg.norm(places[0]))
    between = np.linalg.norm(places[:, None] - places, axis=-1)
    return float(between[~np.eye(len(places), dtype=bool)].min())

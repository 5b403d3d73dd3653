"""At which of the minima that an objective knows a run ends, and what such ends are called."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout

NEAR = 0.05
"""A run has arrived that is nearer than this share of the way between the two minima that are nearest to each other."""
GONE = 0.0
"""Stands for the number of a minimum where a run has diverged until it had no numbers any more."""
DIVERGED, ELSEWHERE = "diverged", "elsewhere"
"""What the ends are called that are no minimum: known are the lowest ones alone, so that a hollow may be elsewhere."""


def minimum_reached(theta: Floats, minima: Sequence[Floats], stopped: Floats) -> Floats:
    """Return for each run the number, from 1 on, of the minimum at which it is; NaN where it is elsewhere.

    Parameters
    ----------
    theta
        Where the runs are ``(R, P)``.
    minima
        Places ``(P,)``, at least one.
    stopped
        ``(R,)``: the steps at which runs had no numbers any more, which are `GONE`; NaN for others.
    """
    places = np.array(minima)
    far = np.linalg.norm(theta[:, None] - places, axis=-1)
    nearest = np.argmin(np.nan_to_num(far, nan=np.inf), axis=1)
    arrived = far[np.arange(len(theta)), nearest] < NEAR * _unit(places)
    return np.where(np.isnan(stopped), np.where(arrived, nearest + 1.0, np.nan), GONE)


def minimum_names(minima: Sequence[Floats]) -> tuple[str, ...]:
    """Return what ending at each of some minima, places ``(P,)``, is called: "minimum (3.00, 2.00)"."""
    return tuple(f"minimum ({', '.join(readout(float(number)) for number in place)})" for place in minima)


def end_name(number: float, minima: Sequence[Floats]) -> str:
    """Return what the end is called of which `minimum_reached` has this number, with the places of minima ``(P,)``."""
    if np.isnan(number):
        return ELSEWHERE
    return DIVERGED if number == GONE else minimum_names(minima)[int(number) - 1]


def _unit(places: Floats) -> float:
    """Return how far the two nearest of some places are apart; of one alone how large a number it is, 1 at least."""
    if len(places) == 1:
        return 1.0 + float(np.linalg.norm(places[0]))
    between = np.linalg.norm(places[:, None] - places, axis=-1)
    return float(between[~np.eye(len(places), dtype=bool)].min())

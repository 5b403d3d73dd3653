"""Backtracking: a step is shortened until it lowers the loss enough (Armijo, 1966)."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.optimizers.optimizer import Point
from lossstudio.core.optimizers.state import dot

SHORTEST = 1e-20
"""The share of the first step below which the search gives up."""

MOST_TRIALS = 1000


def backtracked(point: Point, theta: Floats, direction: Floats, first: Any, shrink: Any, slope: Any) -> Floats:
    """Return the first of first, first * shrink, first * shrink^2, ... times `direction` that lowers the loss enough.

    Theta, `direction` and what is returned are ``(..., P)``; `first`, `shrink` and `slope` are numbers or ``(R, 1)``.
    Enough is a share `slope` of what the gradient promises. Each runner searches for itself; one that finds nothing
    stays where it is.
    """
    loss = np.asarray(point.loss)[..., None]
    promise = slope * dot(point.gradient, direction)
    share = np.ones_like(promise)
    step: Floats = direction * first
    for _ in range(MOST_TRIALS):
        value = np.asarray(point.value(theta + step))[..., None]
        short = ~(value <= loss + share * first * promise)
        if not short.any():
            return step
        share = np.where(short, share * shrink, share)
        step = direction * (share * first)
        if (share[short] < SHORTEST).all():
            break
    return np.where(short, 0.0, step)

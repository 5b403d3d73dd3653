"""Gradient descent that finds its step by backtracking."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import MORE_THAN_THE_GRADIENT, NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import SHRINK, SLOPE
from lossstudio.core.optimizers.state import NoState, dot, no_state

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


def _update(
    point: Point, state: NoState, theta: Floats, learning_rate: Any, *, shrink: Any, slope: Any
) -> tuple[Floats, NoState]:
    return backtracked(point, theta, -point.gradient, learning_rate, shrink, slope), state


LINE_SEARCH = Optimizer(
    key="line_search",
    label="Line search",
    summary="tries the learning rate, and shortens the step until the loss falls enough",
    options=(SHRINK, SLOPE),
    start=no_state,
    update=_update,
    formula="θ ← θ − t g,  t = η, η s, η s², … until L(θ − t g) ≤ L(θ) − c t |g|²",
    source="Armijo, Minimization of functions having Lipschitz continuous first partial derivatives, 1966",
    rate_scales=False,
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=MORE_THAN_THE_GRADIENT,
    ),
)

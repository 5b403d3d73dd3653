"""Gradient descent with momentum: the heavy ball."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import MOMENTUM


@dataclass(frozen=True, slots=True)
class Velocity:
    """What a moving ball remembers: its velocity ``(..., P)``."""

    velocity: Floats


def at_rest(theta: Floats, _learning_rate: Any) -> Velocity:
    """Start with no velocity at theta ``(..., P)``."""
    return Velocity(np.zeros_like(theta))


def accelerated(velocity: Floats, gradient: Floats, momentum: Any) -> Floats:
    """Return the next velocity ``(..., P)``: momentum * velocity + gradient."""
    faster: Floats = velocity * momentum
    faster += gradient
    return faster


def _update(
    point: Point, state: Velocity, _theta: Floats, learning_rate: Any, *, momentum: Any
) -> tuple[Floats, Velocity]:
    velocity = accelerated(state.velocity, point.gradient, momentum)
    return velocity * -learning_rate, Velocity(velocity)


def _stability(*, momentum: float) -> float | None:
    # A velocity that is kept whole and more grows by itself, however short the steps.
    return 2.0 * (1.0 + momentum) if momentum <= 1.0 else None


def _recurrence(shares: Floats, *, momentum: float) -> tuple[Floats, Floats]:
    return 1.0 + momentum - shares, np.full_like(shares, -momentum)


def _numpy(_rate: str, *, momentum: float) -> OptimizerLines:
    return OptimizerLines(("v = np.zeros_like(theta)",), (f"v = {momentum!r} * v + g", "theta = theta - r * v"))


MOMENTUM_DESCENT = Optimizer(
    key="momentum",
    label="Momentum",
    summary="a heavy ball: past gradients add up to a velocity",
    options=(MOMENTUM,),
    start=at_rest,
    update=_update,
    formula="v ← m v + g;  θ ← θ − η v",
    source="Polyak, Some methods of speeding up the convergence of iteration methods, 1964",
    stability=_stability,
    recurrence=_recurrence,
    limit="2(1 + m)/λmax",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="SGD(parameters, lr={rate!r}, momentum={momentum!r})"),
        keras=OptimizerCall(
            made="SGD({rate!r}, momentum={momentum!r})",
            remark_on_schedules="Keras keeps the learning rate in the velocity, which matters while it changes.",
        ),
        numpy=_numpy,
    ),
)

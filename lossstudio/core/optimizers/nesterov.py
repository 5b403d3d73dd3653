"""Nesterov's momentum: the heavy ball that looks ahead."""

from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.momentum import Velocity, accelerated, at_rest
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import MOMENTUM


def _update(
    point: Point, state: Velocity, _theta: Floats, learning_rate: Any, *, momentum: Any
) -> tuple[Floats, Velocity]:
    velocity = accelerated(state.velocity, point.gradient, momentum)
    return accelerated(velocity, point.gradient, momentum) * -learning_rate, Velocity(velocity)


def _stability(*, momentum: float) -> float | None:
    # A velocity that is kept whole and more diverges at small rates too.
    return 2.0 * (1.0 + momentum) / (1.0 + 2.0 * momentum) if momentum <= 1.0 else None


def _recurrence(shares: Floats, *, momentum: float) -> tuple[Floats, Floats]:
    return (1.0 + momentum) * (1.0 - shares), -momentum * (1.0 - shares)


def _numpy(_rate: str, *, momentum: float) -> OptimizerLines:
    steps = (f"v = {momentum!r} * v + g", f"theta = theta - r * (g + {momentum!r} * v)")
    return OptimizerLines(("v = np.zeros_like(theta)",), steps)


NESTEROV = Optimizer(
    key="nesterov",
    label="Nesterov momentum",
    summary="a heavy ball that looks ahead: the velocity as it will be after this step",
    options=(MOMENTUM,),
    start=at_rest,
    update=_update,
    formula="v ← m v + g;  θ ← θ − η (g + m v)",
    source=(
        "Nesterov, A method for solving the convex programming problem with convergence rate O(1/k²), 1983; "
        "in the form of Sutskever et al., On the importance of initialization and momentum in deep learning, 2013"
    ),
    stability=_stability,
    recurrence=_recurrence,
    limit="2(1 + m)/((1 + 2m)λmax)",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="SGD(parameters, lr={rate!r}, momentum={momentum!r}, nesterov=True)"),
        keras=OptimizerCall(
            made="SGD({rate!r}, momentum={momentum!r}, nesterov=True)",
            remark_on_schedules="Keras keeps the learning rate in the velocity, which matters while it changes.",
        ),
        numpy=_numpy,
    ),
)

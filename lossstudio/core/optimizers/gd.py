"""Plain gradient descent."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.state import NoState, no_state


def _update(point: Point, state: NoState, _theta: Floats, learning_rate: Any) -> tuple[Floats, NoState]:
    return point.gradient * -learning_rate, state


def _stability() -> float:
    return 2.0


def _recurrence(shares: Floats) -> tuple[Floats, Floats]:
    return 1.0 - shares, np.zeros_like(shares)


def _numpy(_rate: str) -> OptimizerLines:
    return OptimizerLines((), ("theta = theta - r * g",))


GD = Optimizer(
    key="gd",
    label="Gradient descent",
    summary="step against the gradient, as long as the learning rate says",
    start=no_state,
    update=_update,
    formula="θ ← θ − η g",
    source="Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
    plain_steps=True,
    stability=_stability,
    recurrence=_recurrence,
    limit="2/λmax",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="SGD(parameters, lr={rate!r})"),
        keras=OptimizerCall(made="SGD({rate!r})"),
        numpy=_numpy,
    ),
)

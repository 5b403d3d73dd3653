"""Descent by signs: every parameter moves by the learning rate."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.state import NoState, no_state


def _update(point: Point, state: NoState, _theta: Floats, learning_rate: Any) -> tuple[Floats, NoState]:
    return np.sign(point.gradient) * -learning_rate, state


SIGN_DESCENT = Optimizer(
    key="sign_descent",
    label="Sign descent",
    summary="every parameter moves by the learning rate, against the sign of its slope",
    start=no_state,
    update=_update,
    formula="θ ← θ − η sign(g)",
    source="Bernstein et al., signSGD, 2018",
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=lambda _rate: OptimizerLines((), ("theta = theta - r * np.sign(g)",)),
    ),
)

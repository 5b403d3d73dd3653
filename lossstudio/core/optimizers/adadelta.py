"""Adadelta: steps in the parameters' own units, from the sizes of past steps."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import epsilon, rho
from lossstudio.core.optimizers.state import decayed


@dataclass(frozen=True, slots=True)
class Squares:
    """Decaying means of the squared gradients and of the squared steps, ``(..., P)`` each."""

    square: Floats
    squared_step: Floats


def _start(theta: Floats, _learning_rate: Any) -> Squares:
    return Squares(np.zeros_like(theta), np.zeros_like(theta))


def _update(
    point: Point, state: Squares, _theta: Floats, learning_rate: Any, *, rho: Any, epsilon: Any
) -> tuple[Floats, Squares]:
    gradient = point.gradient
    square = decayed(state.square, gradient * gradient, rho)
    step = np.sqrt(state.squared_step + epsilon) / np.sqrt(square + epsilon) * gradient
    return step * -learning_rate, Squares(square, decayed(state.squared_step, step * step, rho))


def _numpy(_rate: str, *, rho: float, epsilon: float) -> OptimizerLines:
    steps = (
        f"s = {rho!r} * s + {1 - rho!r} * g**2",
        f"move = np.sqrt(d + {epsilon!r}) / np.sqrt(s + {epsilon!r}) * g",
        f"d = {rho!r} * d + {1 - rho!r} * move**2",
        "theta = theta - r * move",
    )
    return OptimizerLines(("s, d = np.zeros_like(theta), np.zeros_like(theta)",), steps)


ADADELTA = Optimizer(
    key="adadelta",
    label="Adadelta",
    summary="finds its own step from the sizes of past steps; a learning rate of 1 is the paper's",
    options=(rho(0.9), epsilon(1e-6)),
    start=_start,
    update=_update,
    formula="s ← ρ s + (1 − ρ) g²;  Δ = √(d + ε) / √(s + ε) · g;  d ← ρ d + (1 − ρ) Δ²;  θ ← θ − η Δ",
    source="Zeiler, ADADELTA: An adaptive learning rate method, 2012, arXiv:1212.5701",
    code=OptimizerCode(
        pytorch=OptimizerCall(made="Adadelta(parameters, lr={rate!r}, rho={rho!r}, eps={epsilon!r})"),
        keras=OptimizerCall(made="Adadelta({rate!r}, rho={rho!r}, epsilon={epsilon!r})"),
        numpy=_numpy,
    ),
)

"""Rprop: every parameter has a step of its own that grows while the sign stays and shrinks when it flips."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_KERAS, OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.option import Number


@dataclass(frozen=True, slots=True)
class Sizes:
    """The last gradient (0 where its sign had flipped) and each parameter's step size, ``(..., P)`` each."""

    previous: Floats
    size: Floats


def _start(theta: Floats, learning_rate: Any) -> Sizes:
    return Sizes(np.zeros_like(theta), np.zeros_like(theta) + learning_rate)


def _update(
    point: Point,
    state: Sizes,
    _theta: Floats,
    _learning_rate: Any,
    *,
    shrink: Any,
    grow: Any,
    smallest: Any,
    largest: Any,
) -> tuple[Floats, Sizes]:
    agreement = point.gradient * state.previous
    factor = np.where(agreement > 0.0, grow, np.where(agreement < 0.0, shrink, 1.0))
    size = np.minimum(np.maximum(state.size * factor, smallest), largest)
    gradient = np.where(agreement < 0.0, 0.0, point.gradient)
    return -np.sign(gradient) * size, Sizes(gradient, size)


def _numpy(rate: str, *, shrink: float, grow: float, smallest: float, largest: float) -> OptimizerLines:
    steps = (
        "agreement = g * last",
        f"size = size * np.where(agreement > 0, {grow!r}, np.where(agreement < 0, {shrink!r}, 1.0))",
        f"size = np.clip(size, {smallest!r}, {largest!r})",
        "last = np.where(agreement < 0, 0.0, g)",
        "theta = theta - size * np.sign(last)",
    )
    return OptimizerLines((f"last, size = np.zeros_like(theta), np.full_like(theta, {rate})",), steps)


RPROP = Optimizer(
    key="rprop",
    label="Rprop",
    summary="only signs count: steps grow while the slope keeps its sign and shrink when it flips",
    options=(
        Number(
            name="shrink",
            default=0.5,
            help="What a parameter's step is multiplied by when its slope flips.",
            minimum=0.0,
            maximum=1.0,
            open_minimum=True,
            open_maximum=True,
            slider=(0.1, 0.9),
        ),
        Number(
            name="grow",
            default=1.2,
            help="What a parameter's step is multiplied by while its slope keeps its sign.",
            minimum=1.0,
            open_minimum=True,
            slider=(1.01, 2.0),
        ),
        Number(
            name="smallest",
            default=1e-6,
            help="The smallest step.",
            minimum=0.0,
            slider=(1e-9, 1e-2),
            logarithmic=True,
        ),
        Number(name="largest", default=50.0, help="The largest step.", minimum=0.0, slider=(0.1, 100.0)),
    ),
    start=_start,
    update=_update,
    formula="Δ ← Δ · (grow when the sign stays, shrink when it flips);  θ ← θ − Δ sign(g)",
    source="Riedmiller and Braun, A direct adaptive method for faster backpropagation learning: RPROP, 1993",
    rate_scales=False,
    code=OptimizerCode(
        pytorch=OptimizerCall(
            made="Rprop(parameters, lr={rate!r}, etas=({shrink!r}, {grow!r}), step_sizes=({smallest!r}, {largest!r}))"
        ),
        keras=NOT_IN_KERAS,
        numpy=_numpy,
    ),
)

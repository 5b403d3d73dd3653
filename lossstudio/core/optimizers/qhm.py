"""QHM, quasi-hyperbolic momentum: a weighted mean of plain descent and momentum."""

from dataclasses import replace
from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.momentum import Velocity, at_rest
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import MOMENTUM
from lossstudio.core.optimizers.state import decayed
from lossstudio.core.option import Number


def _update(
    point: Point, state: Velocity, _theta: Floats, learning_rate: Any, *, momentum: Any, nu: Any
) -> tuple[Floats, Velocity]:
    velocity = decayed(state.velocity, point.gradient, momentum)
    return ((1.0 - nu) * point.gradient + nu * velocity) * -learning_rate, Velocity(velocity)


def _numpy(_rate: str, *, momentum: float, nu: float) -> OptimizerLines:
    steps = (f"v = {momentum!r} * v + {1 - momentum!r} * g", f"theta = theta - r * ({1 - nu!r} * g + {nu!r} * v)")
    return OptimizerLines(("v = np.zeros_like(theta)",), steps)


QHM = Optimizer(
    key="qhm",
    label="Quasi-hyperbolic momentum",
    summary="a weighted mean of a plain step and a momentum step",
    options=(
        replace(MOMENTUM, default=0.999, slider=(0.0, 0.9999)),
        Number(name="nu", default=0.7, label="ν", help="The weight of the momentum step.", slider=(0.0, 1.0)),
    ),
    start=at_rest,
    update=_update,
    formula="v ← m v + (1 − m) g;  θ ← θ − η ((1 − ν) g + ν v)",
    source="Ma and Yarats, Quasi-hyperbolic momentum and Adam for deep learning, 2019, arXiv:1810.06801",
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=_numpy,
    ),
)

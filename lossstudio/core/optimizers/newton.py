"""Newton's method, made to go downhill: curvatures count by their size, and a damping keeps steps finite."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import MORE_THAN_THE_GRADIENT, NOT_IN_KERAS, NOT_IN_PYTORCH, OptimizerCode
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.state import NoState, no_state
from lossstudio.core.option import Number


def _update(
    point: Point, state: NoState, _theta: Floats, learning_rate: Any, *, damping: Any
) -> tuple[Floats, NoState]:
    hessian = point.hessian()
    usable = np.asarray(np.isfinite(hessian).all(axis=(-2, -1)))[..., None]
    curvatures, directions = np.linalg.eigh(np.where(usable[..., None], hessian, 0.0))
    along = np.einsum("...ij,...i->...j", directions, point.gradient) / (np.abs(curvatures) + damping)
    step = np.einsum("...ij,...j->...i", directions, along) * -learning_rate
    return np.where(usable, step, np.nan), state


NEWTON = Optimizer(
    key="newton",
    label="Newton",
    summary="divides the gradient by the curvature: on a bowl, one step to the bottom",
    options=(
        Number(
            name="damping",
            default=1e-3,
            help="Added to the size of each curvature, so that flat directions don't explode.",
            minimum=0.0,
            slider=(1e-6, 10.0),
            logarithmic=True,
        ),
    ),
    start=no_state,
    update=_update,
    asks_curvatures=True,
    formula="θ ← θ − η Q (|Λ| + d)⁻¹ Qᵀ g,  H = Q Λ Qᵀ",
    source=(
        "Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional non-convex "
        "optimization, 2014, arXiv:1406.2572"
    ),
    code=OptimizerCode(
        pytorch=NOT_IN_PYTORCH,
        keras=NOT_IN_KERAS,
        numpy=MORE_THAN_THE_GRADIENT,
    ),
)

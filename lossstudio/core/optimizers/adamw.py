"""AdamW: Adam with weight decay that doesn't pass through the gradient."""

from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import EARLY_EPSILON, OptimizerCall, OptimizerCode, OptimizerLines
from lossstudio.core.optimizers.adam import adam_moments, adam_step
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon, weight_decay
from lossstudio.core.optimizers.state import NO_MOMENTS, Moments, moments_lines, no_moments


def _update(
    point: Point,
    state: Moments,
    theta: Floats,
    learning_rate: Any,
    *,
    beta1: Any,
    beta2: Any,
    epsilon: Any,
    weight_decay: Any,
) -> tuple[Floats, Moments]:
    moments = adam_moments(point.gradient, state, beta1, beta2)
    step = adam_step(moments, moments.square, learning_rate, beta1, beta2, epsilon)
    return step - theta * (learning_rate * weight_decay), moments


def _numpy(_rate: str, *, beta1: float, beta2: float, epsilon: float, weight_decay: float) -> OptimizerLines:
    step = f"theta = theta - r * {weight_decay!r} * theta - r * mean / (np.sqrt(square) + {epsilon!r})"
    return OptimizerLines(NO_MOMENTS, (*moments_lines(beta1, beta2), step))


ADAMW = Optimizer(
    key="adamw",
    label="AdamW",
    summary="Adam, and every parameter shrinks a little by itself",
    options=(BETA1, BETA2, epsilon(1e-8), weight_decay(0.01)),
    start=no_moments,
    update=_update,
    formula="θ ← θ − η λ θ − η m̂ / (√v̂ + ε)",
    source="Loshchilov and Hutter, Decoupled weight decay regularization, 2019, arXiv:1711.05101",
    code=OptimizerCode(
        pytorch=OptimizerCall(
            made="AdamW(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r},"
            " weight_decay={weight_decay!r})"
        ),
        keras=OptimizerCall(
            made="AdamW({rate!r}, weight_decay={weight_decay!r}, beta_1={beta1!r}, beta_2={beta2!r},"
            " epsilon={epsilon!r})",
            remark=EARLY_EPSILON,
        ),
        numpy=_numpy,
    ),
)

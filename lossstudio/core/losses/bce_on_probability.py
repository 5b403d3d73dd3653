"""Binary cross-entropy on probabilities, as PyTorch's BCELoss: the sigmoid belongs to the model."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction, LossTerms
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean

_LOWEST_LOGARITHM = -100.0
"""As in PyTorch: the loss of a certain and wrong answer stays finite."""
_LEAST_SPREAD = 1e-12
"""As in PyTorch's backward pass: p (1 - p) is 0 at certain answers, and the gradient would be infinite."""


def _value(output: Floats, target: Floats) -> Floats:
    """Return the loss with logarithms clamped at -100; not a number where p is no probability."""
    with np.errstate(divide="ignore", invalid="ignore"):
        yes = np.maximum(np.log(output), _LOWEST_LOGARITHM)
        no = np.maximum(np.log1p(-output), _LOWEST_LOGARITHM)
    return mean_over_outputs((target - 1.0) * no - target * yes)


def _gradient(output: Floats, target: Floats) -> Floats:
    return share_of_mean((output - target) / np.maximum(output * (1.0 - output), _LEAST_SPREAD))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:
    """Return (y (1 - 2 p) + p²) / (p (1 - p))², and what the clamped slope has in the tails."""
    spread = output * (1.0 - output)
    bent = (target * (1.0 - 2.0 * output) + output * output) / np.maximum(spread, _LEAST_SPREAD) ** 2
    return share_of_mean(np.where(spread > _LEAST_SPREAD, bent, 1.0 / _LEAST_SPREAD) * along)


BCE_ON_PROBABILITY = Loss(
    key="bce_on_probability",
    label="Binary cross-entropy on a probability",
    summary="minus the logarithm of the probability given to the truth",
    takes="probability",
    tasks=("binary",),
    formula="−[y log ŷ + (1 − y) log(1 − ŷ)]",
    best_for="yes or no, when the model ends in a sigmoid",
    trait="punishes the confident mistake; less exact in the tails than the same loss on scores",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    expression="-(target*max(log(prediction), -100) + (1 - target)*max(log1p(-prediction), -100))",
    code=LossCode(
        pytorch="nn.BCELoss()",
        keras=LossFunction(
            made="keras.losses.BinaryCrossentropy()", remark="Keras keeps probabilities 1e-7 away from 0 and 1."
        ),
        # The run's own gradient, which the expression's isn't where a logarithm is clamped.
        numpy=LossTerms(slope=f"(p - y) / np.maximum(p * (1 - p), {_LEAST_SPREAD!r}) / p.size"),
    ),
)

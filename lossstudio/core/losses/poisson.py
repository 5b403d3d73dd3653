"""The Poisson loss: the score is the logarithm of the expected count."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean


def _value(output: Floats, target: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return mean_over_outputs(np.exp(output) - target * output)


def _gradient(output: Floats, target: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return share_of_mean(np.exp(output) - target)


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:  # noqa: ARG001 - the same for all targets
    with np.errstate(over="ignore"):
        return share_of_mean(np.exp(output) * along)


POISSON = Loss(
    key="poisson",
    label="Poisson",
    summary="minus the logarithm of a count's probability, from the logarithm of its mean",
    takes="score",
    tasks=("regression",),
    formula="exp(s) − y s",
    best_for="counts: how many times something happens",
    trait="multiplicative: the score is a logarithm, so predictions are never negative",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    mean=np.exp,
    expression="exp(prediction) - target*prediction",
    code=LossCode(
        pytorch="nn.PoissonNLLLoss(log_input=True)",
        keras=LossFunction(remark="keras.losses.Poisson wants rates, not their logarithms."),
    ),
)

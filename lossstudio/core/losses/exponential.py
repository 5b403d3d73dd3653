"""The exponential loss, which AdaBoost minimises.

J. Friedman, T. Hastie and R. Tibshirani, "Additive logistic regression: a statistical view of boosting", 2000.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean, signs


def _value(output: Floats, target: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return mean_over_outputs(np.exp(-signs(target) * output))


def _gradient(output: Floats, target: Floats) -> Floats:
    y = signs(target)
    with np.errstate(over="ignore"):
        return share_of_mean(-y * np.exp(-y * output))


def _curvature(output: Floats, target: Floats, along: Floats) -> Floats:
    with np.errstate(over="ignore"):
        return share_of_mean(np.exp(-signs(target) * output) * along)


def _lead(output: Floats, target: Floats) -> Floats:
    lead: Floats = (signs(target) * output).min(axis=-1)
    return lead


EXPONENTIAL = Loss(
    key="exponential",
    label="Exponential",
    summary="grows exponentially with a score on the wrong side",
    takes="score",
    tasks=("binary",),
    formula="exp(−y s),  y = ±1",
    best_for="understanding boosting; clean labels only",
    trait="a single wrong label rules everything",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    lead=_lead,
    expression="exp((1 - 2*target)*prediction)",
)

"""Categorical cross-entropy on probabilities: the softmax belongs to the model."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.code import LossCode, LossFunction, LossTerms
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import class_refusal, of_truth, one_hot

_LARGEST = 100.0
_SMALLEST_PROBABILITY = np.exp(-_LARGEST)


def _value(output: Floats, target: Integers) -> Floats:
    """Return -log p[y], at most 100; not a number where p is negative."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value: Floats = np.minimum(-np.log(of_truth(output, target)), _LARGEST)
        return value


def _gradient(output: Floats, target: Integers) -> Floats:
    """Return -1 / p[y], and 0 where the value is clamped."""
    truth = of_truth(output, target)
    clamped = np.abs(truth) <= _SMALLEST_PROBABILITY
    slope = np.where(clamped, 0.0, -1.0 / np.where(clamped, 1.0, truth))
    return slope[..., np.newaxis] * one_hot(target, output.shape[-1])


def _curvature(output: Floats, target: Integers, along: Floats) -> Floats:
    """Return 1 / p[y]², and 0 where the value is clamped."""
    truth = of_truth(output, target)
    clamped = np.abs(truth) <= _SMALLEST_PROBABILITY
    bent = np.where(clamped, 0.0, 1.0 / np.where(clamped, 1.0, truth) ** 2)
    return bent[..., np.newaxis] * one_hot(target, output.shape[-1]) * along


CCE_ON_PROBABILITY = Loss(
    key="cce_on_probability",
    label="Categorical cross-entropy on probabilities",
    summary="minus the logarithm of the probability given to the true class",
    takes="probabilities",
    tasks=("binary", "multiclass"),
    formula="−log ŷ[y]",
    best_for="exclusive classes, when the model ends in a softmax",
    trait="nothing is renormalised: without a softmax before it, it fails",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    refusal=lambda target, outputs: class_refusal(target),  # noqa: ARG005 - any number of outputs fits
    code=LossCode(
        pytorch=LossFunction(body=("return (-p.gather(1, y[:, None]).log()).clamp(max=100).mean()",)),
        keras=LossFunction(
            made="keras.losses.SparseCategoricalCrossentropy()",
            remark="Keras keeps probabilities 1e-7 away from 0 and 1.",
        ),
        numpy=LossTerms(
            value="np.mean(np.minimum(-np.log(p[np.arange(len(p)), y]), 100))",
            slope="-one_hot(y, p.shape[1]) / np.maximum(p[np.arange(len(p)), y], np.exp(-100))[:, None] / len(p)",
        ),
    ),
)

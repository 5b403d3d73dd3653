"""Categorical cross-entropy on scores: the softmax is part of the loss, as in PyTorch's CrossEntropyLoss."""

from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.code import LossCode, LossFunction, LossTerms
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import (
    KERAS_LABELS,
    class_refusal,
    of_truth,
    one_hot,
)
from lossstudio.core.numbers import exact
from lossstudio.core.option import Number, Sequence
from lossstudio.core.special_functions import log_softmax

Weights = tuple[float, ...] | None


def _value(output: Floats, target: Integers, *, label_smoothing: float = 0.0, class_weights: Weights = None) -> Floats:
    terms = _terms(output, target, label_smoothing, class_weights)
    value: Floats = -np.sum(terms * log_softmax(output), axis=-1)
    return value


def _gradient(
    output: Floats, target: Integers, *, label_smoothing: float = 0.0, class_weights: Weights = None
) -> Floats:
    """Return softmax times the sum of the terms, minus the terms."""
    terms = _terms(output, target, label_smoothing, class_weights)
    gradient: Floats = np.exp(log_softmax(output)) * terms.sum(axis=-1, keepdims=True) - terms
    return gradient


def _curvature(
    output: Floats, target: Integers, along: Floats, *, label_smoothing: float = 0.0, class_weights: Weights = None
) -> Floats:
    """Return the sum of the terms times p (v - Σ p v), p being the softmax."""
    terms = _terms(output, target, label_smoothing, class_weights)
    probability = np.exp(log_softmax(output))
    mean = np.sum(probability * along, axis=-1, keepdims=True)
    curvature: Floats = terms.sum(axis=-1, keepdims=True) * probability * (along - mean)
    return curvature


def _lead(output: Floats, target: Integers, *, label_smoothing: float, class_weights: Weights) -> Floats | None:
    if label_smoothing or not all(class_weights or (1.0,)) or output.shape[-1] == 1:
        return None  # of one class alone the loss is 0 everywhere
    others = np.where(one_hot(target, output.shape[-1]) > 0.0, -np.inf, output)
    lead: Floats = of_truth(output, target) - others.max(axis=-1)
    return lead


def _terms(output: Floats, target: Integers, smoothing: float, weights: Weights) -> Floats:
    """Return the factor of each class's -log p: smoothed labels times the classes' weights, ``(N, K)``."""
    classes = output.shape[-1]
    labels = one_hot(target, classes)
    if smoothing:
        labels = (1.0 - smoothing) * labels + smoothing / classes
    return labels if weights is None else labels * np.array(weights)


def _share(target: Integers, *, label_smoothing: float, class_weights: Weights) -> Floats:  # noqa: ARG001 - all options come
    return np.ones(len(target)) if class_weights is None else np.array(class_weights)[target]


def _refusal(target: Floats, outputs: int, *, class_weights: Weights, **_others: Any) -> str | None:
    reason = class_refusal(target)
    if reason or class_weights is None:
        return reason
    if len(class_weights) != outputs:
        return (
            f"class_weights has {len(class_weights)} numbers, but there are {outputs} classes; give one for each class"
        )
    if not np.any(np.array(class_weights)[target.reshape(-1).astype(np.intp)]):
        return "the class_weights of all classes that occur are 0, and the loss is divided by them"
    return None


def _pytorch(*, label_smoothing: float, class_weights: Weights) -> LossFunction:
    said = [] if class_weights is None else [f"weight=torch.tensor({list(class_weights)})"]
    said += [f"label_smoothing={label_smoothing!r}"] if label_smoothing else []
    return LossFunction(made=f"nn.CrossEntropyLoss({', '.join(said)})")


def _keras(*, label_smoothing: float, class_weights: Weights) -> LossFunction:
    if class_weights is None and not label_smoothing:
        return LossFunction(made="keras.losses.SparseCategoricalCrossentropy(from_logits=True)")
    smoothed = f"{1 - label_smoothing!r} * labels + {label_smoothing!r} / p.shape[-1]" if label_smoothing else "labels"
    lines = (KERAS_LABELS, f"terms = {smoothed}")
    if class_weights is None:
        return LossFunction(body=(*lines, "return -ops.sum(terms * ops.log_softmax(p), axis=-1)"))
    weights = f"weights = ops.convert_to_tensor({list(class_weights)}, p.dtype)"
    mean = "return -ops.sum(terms * weights * ops.log_softmax(p)) / ops.sum(labels * weights)"
    return LossFunction(body=(*lines, weights, mean))


def _numpy(*, label_smoothing: float, class_weights: Weights) -> LossTerms:
    terms, whole, softmax = "one_hot(y, p.shape[1])", "len(p)", "np.exp(log_softmax(p))"
    if label_smoothing:
        terms = f"({1 - label_smoothing!r} * {terms} + {label_smoothing!r} / p.shape[1])"
    if class_weights is not None:
        weights = f"np.array({list(class_weights)})"
        terms, whole = f"{terms} * {weights}", f"np.sum({weights}[y])"
        softmax = f"{softmax} * np.sum({terms}, axis=1, keepdims=True)"
    return LossTerms(value=f"-np.sum({terms} * log_softmax(p)) / {whole}", slope=f"({softmax} - {terms}) / {whole}")


def _written(*, label_smoothing: float, class_weights: Weights) -> str:
    weights = f"c = {', '.join(exact(weight) for weight in class_weights)}" if class_weights else ""
    if not label_smoothing:
        return f"−c[y] log softmax(s)[y],  {weights}" if weights else "−log softmax(s)[y]"
    kept, spread = exact(1.0 - label_smoothing), exact(label_smoothing)
    said = f"−Σ_k {'c_k ' if weights else ''}t_k log softmax(s)[k],  t_k = {kept} [k = y] + {spread}/K"
    return f"{said}, {weights}" if weights else said


CCE = Loss(
    key="cce",
    label="Categorical cross-entropy",
    summary="minus the logarithm of the probability given to the true class, from raw scores",
    options=(
        Number(
            name="label_smoothing",
            default=0.0,
            minimum=0.0,
            maximum=1.0,
            slider=(0.0, 0.5),
            help="Which share of each label is spread over all classes.",
        ),
        Sequence(
            name="class_weights",
            default=None,
            optional=True,
            item=Number(name="weight", default=1.0, minimum=0.0, help="One class's weight."),
            shortest=1,
            help="How much each class counts; the mean is divided by the weights of the samples' classes.",
        ),
    ),
    takes="scores",
    tasks=("binary", "multiclass"),
    formula="−log softmax(s)[y]",
    written=_written,
    best_for="exclusive classes: one of many",
    trait="the softmax is inside: the model's output stays linear",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    lead=_lead,
    link="softmax",
    share=_share,
    refusal=_refusal,
    code=LossCode(pytorch=_pytorch, keras=_keras, numpy=_numpy),
)

"""The activations, each with its derivative beside it."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.models.activation import Activation


def _keep(sums: Floats, out: Floats) -> None:
    if out is not sums:
        out[...] = sums


def _pass(gradient: Floats, _kept: Floats) -> Floats:
    return gradient


def _tanh_back(gradient: Floats, tanh: Floats) -> Floats:
    """Return g (1 - a²)."""
    product = gradient * tanh
    product *= tanh
    return np.subtract(gradient, product, out=product)


def _relu(sums: Floats, out: Floats) -> None:
    np.maximum(sums, 0.0, out=out)


def _relu_back(gradient: Floats, relu: Floats) -> Floats:
    return gradient * (relu > 0.0)


def _sigmoid(sums: Floats, out: Floats) -> None:
    """Write 1 / (1 + exp(-s)); exp(709) is the last that float64 holds."""
    np.negative(sums, out=out)
    np.minimum(out, 709.0, out=out)
    np.exp(out, out=out)
    np.add(out, 1.0, out=out)
    np.reciprocal(out, out=out)


def _sigmoid_back(gradient: Floats, sigmoid: Floats) -> Floats:
    """Return g a (1 - a)."""
    slope = 1.0 - sigmoid
    slope *= sigmoid
    slope *= gradient
    return slope


LINEAR = Activation(key="linear", formula="s", apply=_keep, pull_back=_pass)
TANH = Activation(key="tanh", formula="tanh(s)", apply=np.tanh, pull_back=_tanh_back)
RELU = Activation(key="relu", formula="max(0, s)", apply=_relu, pull_back=_relu_back, kinks=(0.0,), init="he")
SIGMOID = Activation(key="sigmoid", formula="1 / (1 + exp(−s))", apply=_sigmoid, pull_back=_sigmoid_back)

HIDDEN_ACTIVATIONS = {a.key: a for a in (TANH, RELU, SIGMOID, LINEAR)}
OUTPUT_ACTIVATIONS = {a.key: a for a in (LINEAR, TANH, SIGMOID)}

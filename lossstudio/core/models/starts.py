"""Where a descent begins when it is drawn: the initialisers of a stack of layers.

Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010 (`xavier`); He et
al., "Delving deep into rectifiers", 2015 (`he`); LeCun et al., "Efficient BackProp", 1998 (`lecun`); TensorFlow
Playground (`playground`).
"""

from collections.abc import Callable

import numpy as np

from lossstudio.core import random
from lossstudio.core.array import Floats
from lossstudio.core.models.layer import Layer


def draw(stack: tuple[Layer, ...], seed: int, init: str, scale: float) -> Floats:
    """Return a theta ``(P,)``; what is drawn is multiplied by `scale`.

    Raises
    ------
    KeyError
        If there is no such initialiser.
    """
    return np.concatenate(
        [INITS[init](layer, seed, f"start/{number}", scale).ravel() for number, layer in enumerate(stack, start=1)]
    )


def _fan_uniform(limit: Callable[[Layer], float]) -> Callable[[Layer, int, str, float], Floats]:
    """Uniform weights between -limit and limit, biases 0."""

    def numbers(layer: Layer, seed: int, purpose: str, scale: float) -> Floats:
        bound = limit(layer)
        weights = random.uniform(seed, purpose, (layer.inputs, layer.outputs), low=-bound, high=bound)
        return _with_biases(layer, scale * weights, 0.0)

    return numbers


def _playground(layer: Layer, seed: int, purpose: str, scale: float) -> Floats:
    weights = random.uniform(seed, purpose, (layer.inputs, layer.outputs), low=-0.5, high=0.5)
    return _with_biases(layer, scale * weights, 0.1)


def _normal(layer: Layer, seed: int, purpose: str, scale: float) -> Floats:
    return scale * random.normal(seed, purpose, (layer.shape[0], layer.outputs))


def _uniform(layer: Layer, seed: int, purpose: str, scale: float) -> Floats:
    return scale * random.uniform(seed, purpose, (layer.shape[0], layer.outputs), low=-1.0, high=1.0)


def _zeros(layer: Layer, _seed: int, _purpose: str, _scale: float) -> Floats:
    return np.zeros((layer.shape[0], layer.outputs))


def _with_biases(layer: Layer, weights: Floats, bias: float) -> Floats:
    return np.concatenate([weights, np.full((int(layer.bias), layer.outputs), bias)])


INITS: dict[str, Callable[[Layer, int, str, float], Floats]] = {
    "xavier": _fan_uniform(lambda layer: (6.0 / (layer.inputs + layer.outputs)) ** 0.5),
    "he": _fan_uniform(lambda layer: (6.0 / layer.inputs) ** 0.5),
    "lecun": _fan_uniform(lambda layer: (3.0 / layer.inputs) ** 0.5),
    "normal": _normal,
    "uniform": _uniform,
    "zeros": _zeros,
    "playground": _playground,
}
"""Every initialiser by its key."""

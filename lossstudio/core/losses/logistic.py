"""The logistic function and what cross-entropies make of it, for scores of any size."""

import numpy as np

from lossstudio.core.array import Floats

_LARGEST = 709.0
"""The last whole exponent whose exp() float64 holds."""


def sigmoid(score: Floats) -> Floats:
    """Return 1 / (1 + exp(-score)), precise in both tails."""
    return 1.0 / (1.0 + np.exp(np.minimum(-score, _LARGEST)))


def softplus(score: Floats) -> Floats:
    """Return log(1 + exp(score)) without overflow."""
    return np.maximum(score, 0.0) + np.log1p(np.exp(-np.abs(score)))

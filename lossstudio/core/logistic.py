"""The logistic function and its relatives, for scores of any size."""

import numpy as np

from lossstudio.core.array import Floats

_LARGEST = 709.0
"""The last whole exponent whose exp() float64 holds."""


def sigmoid(score: Floats, out: Floats | None = None) -> Floats:
    """Return 1 / (1 + exp(-score)) of scores ``(...)``, precise in both tails.

    It is written into `out`, if given, which may be `score` itself.
    """
    answer = np.empty(np.shape(score)) if out is None else out
    np.negative(score, out=answer)
    np.minimum(answer, _LARGEST, out=answer)
    np.exp(answer, out=answer)
    answer += 1.0
    return np.reciprocal(answer, out=answer)


def softplus(score: Floats) -> Floats:
    """Return log(1 + exp(score)) of scores ``(...)`` without overflow."""
    # log1p keeps the digits of an exp that is small beside 1, and exp of what is never above 0 can't overflow.
    return np.maximum(score, 0.0) + np.log1p(np.exp(-np.abs(score)))


def log_softmax(scores: Floats, axis: int = -1) -> Floats:
    """Return the logarithm of softmax along an axis of scores ``(...)``, without overflow."""
    # The largest score becomes 0, so that no exp overflows and their sum is at least 1.
    shifted = scores - scores.max(axis=axis, keepdims=True)
    answer: Floats = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return answer

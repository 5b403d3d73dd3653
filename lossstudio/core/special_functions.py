"""Functions that NumPy lacks: the error function, and the logistic function with its relatives."""

import numpy as np

from lossstudio.core.array import Floats

_NEAR_ABOVE = (
    5.55923013010394962768e4,
    7.00332514112805075473e3,
    2.23200534594684319226e3,
    9.00260197203842689217e1,
    9.60497373987051638749,
)
_NEAR_BELOW = (
    4.92673942608635921086e4,
    2.26290000613890934246e4,
    4.59432382970980127987e3,
    5.21357949780152679795e2,
    3.35617141647503099647e1,
    1.0,
)
_FAR_ABOVE = (
    5.57535335369399327526e2,
    1.02755188689515710272e3,
    9.34528527171957607540e2,
    5.26445194995477358631e2,
    1.96520832956077098242e2,
    4.86371970985681366614e1,
    7.46321056442269912687,
    5.64189564831068821977e-1,
    2.46196981473530512524e-10,
)
_FAR_BELOW = (
    5.57535340817727675546e2,
    1.65666309194161350182e3,
    2.24633760818710981792e3,
    1.82390916687909736289e3,
    9.75708501743205489753e2,
    3.54937778887819891062e2,
    8.67072140885989742329e1,
    1.32281951154744992508e1,
    1.0,
)
_FARTHEST = 6.0
"""From here on erf is 1 in float64."""


def erf(x: Floats) -> Floats:
    """Return 2 / sqrt(pi) times the integral of exp(-t²) from 0 to each x ``(...)``."""
    size = np.abs(x)
    near = x * _ratio(np.minimum(size, 1.0) ** 2, _NEAR_ABOVE, _NEAR_BELOW)
    outer = np.clip(size, 1.0, _FARTHEST)
    far = np.copysign(1.0 - np.exp(-outer * outer) * _ratio(outer, _FAR_ABOVE, _FAR_BELOW), x)
    answer: Floats = np.where(size < 1.0, near, far)
    return answer


def _ratio(x: Floats, above: tuple[float, ...], below: tuple[float, ...]) -> Floats:
    """Return one polynomial over another; coefficients from the constant up."""
    return _polynomial(x, above) / _polynomial(x, below)


def _polynomial(x: Floats, coefficients: tuple[float, ...]) -> Floats:
    value = np.full(np.shape(x), coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        value *= x
        value += coefficient
    return value


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

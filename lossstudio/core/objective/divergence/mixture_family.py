"""Mixtures of two bells: theta is (mean 1, log deviation 1, mean 2, log deviation 2, logit of the first's weight)."""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.group import Group
from lossstudio.core.objective.divergence.bell import breaks_of, log_bell, span_of, standardised
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Family
from lossstudio.core.special_functions import sigmoid, softplus

_BESIDE: Floats = 2.0 * math.pi * np.array([-9.0, -3.0, -1.0, 0.0, 1.0, 3.0, 9.0])
"""Breaks around the place where the two bells are equally high, in units of 1 / slope of the difference of their
logarithms: log(1 + exp(t)) has its nearest singularities at t = ± iπ."""

_FARTHEST = 1e6
"""Crossings farther away than so many widths are not worth a panel."""


def _parts(theta: Floats, x: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return standardised places and weighted log densities of both bells, ``(..., M)`` each."""
    one, other = standardised(theta[..., 0], theta[..., 1], x), standardised(theta[..., 2], theta[..., 3], x)
    logit = theta[..., 4:]
    return (
        one,
        other,
        log_bell(one, theta[..., 1]) - softplus(-logit),
        log_bell(other, theta[..., 3]) - softplus(logit),
    )


def _log_density(theta: Floats, x: Floats) -> Floats:
    _, _, first, second = _parts(theta, x)
    return np.logaddexp(first, second)


def _scores(theta: Floats, x: Floats) -> tuple[Floats, ...]:
    one, other, first, second = _parts(theta, x)
    share = sigmoid(first - second)
    rest = sigmoid(second - first)
    return (
        share * one * np.exp(-theta[..., 1:2]),
        share * (one * one - 1.0),
        rest * other * np.exp(-theta[..., 3:4]),
        rest * (other * other - 1.0),
        share - sigmoid(theta[..., 4:]),
    )


def _breaks(theta: Floats) -> Floats:
    first, second = breaks_of(theta[..., 0], theta[..., 1]), breaks_of(theta[..., 2], theta[..., 3])
    middle = theta[..., 2:3]
    reach = _FARTHEST * (np.abs(theta[..., 0:1] - middle) + np.exp(np.maximum(theta[..., 1:2], theta[..., 3:4])))
    beside = np.clip(_around_crossings(theta), middle - reach, middle + reach)
    return np.concatenate([first, second, beside], axis=-1)


def _around_crossings(theta: Floats) -> Floats:
    """Return breaks ``(..., 14)`` around the two places where the bells are equally high.

    The difference of their logarithms is a x² + b x + c; where it has no real root, its bend takes a crossing's place.
    """
    mean = theta[..., 0] - theta[..., 2]  # counted from the second bell's mean, so that no digits are lost
    sharp, other = np.exp(-2.0 * theta[..., 1]), np.exp(-2.0 * theta[..., 3])
    a, b = 0.5 * (other - sharp), mean * sharp
    c = theta[..., 4] - theta[..., 1] + theta[..., 3] - 0.5 * mean * mean * sharp
    inside = np.maximum(b * b - 4.0 * a * c, 0.0)
    q = -0.5 * (b + np.copysign(np.sqrt(inside), b))
    places = np.stack([q / np.where(a == 0.0, np.inf, a), c / np.where(q == 0.0, np.inf, q)], axis=-1)
    slope = np.sqrt(inside + np.abs(a))
    unit = 1.0 / np.where(slope == 0.0, 1e-300, slope)
    breaks = theta[..., 2, None, None] + places[..., None] + unit[..., None, None] * _BESIDE
    return breaks.reshape(*theta.shape[:-1], 2 * len(_BESIDE))


def _spans(theta: Floats) -> Floats:
    bells = (span_of(theta[..., 0], theta[..., 1]), span_of(theta[..., 2], theta[..., 3]))
    return np.concatenate(bells, axis=-1)


def _lengths(theta: Floats) -> Floats:
    one = np.ones(theta.shape[:-1])
    return np.stack([np.exp(theta[..., 1]), one, np.exp(theta[..., 3]), one, one], axis=-1)


def _start(target: Density) -> Floats:
    """Return two narrow bells near the middle, not quite alike."""
    mean, wide = target.mean, target.deviation
    narrow = math.log(0.5 * wide)
    return np.array([mean - 0.3 * wide, narrow, mean + 0.6 * wide, narrow, 0.0])


MIXTURE_FAMILY = Family(
    key="mixture",
    label="Two bells",
    summary="a mixture of two normal distributions",
    parameter_names=("μ₁", "log σ₁", "μ₂", "log σ₂", "logit w"),
    groups=(Group("first bell", 0, 2, (2,)), Group("second bell", 2, 4, (2,)), Group("weight", 4, 5, (1,))),
    log_density=_log_density,
    scores=_scores,
    breaks=_breaks,
    spans=_spans,
    lengths=_lengths,
    start=_start,
    view=lambda _target: None,
    formula="q(x) = w N(x; μ₁, σ₁²) + (1 − w) N(x; μ₂, σ₂²)",
)

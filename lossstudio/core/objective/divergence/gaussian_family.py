"""Bells: theta is (mean, log of the standard deviation)."""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.group import Group
from lossstudio.core.objective.divergence.bell import breaks_of, log_bell, span_of, standardised
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Family


def _log_density(theta: Floats, x: Floats) -> Floats:
    return log_bell(standardised(theta[..., 0], theta[..., 1], x), theta[..., 1])


def _scores(theta: Floats, x: Floats) -> tuple[Floats, ...]:
    standard = standardised(theta[..., 0], theta[..., 1], x)
    return standard * np.exp(-theta[..., 1:]), standard * standard - 1.0


def _breaks(theta: Floats) -> Floats:
    return breaks_of(theta[..., 0], theta[..., 1])


def _spans(theta: Floats) -> Floats:
    return span_of(theta[..., 0], theta[..., 1])


def _lengths(theta: Floats) -> Floats:
    return np.stack([np.exp(theta[..., 1]), np.ones(theta.shape[:-1])], axis=-1)


def _start(target: Density) -> Floats:
    """Return a bell half as wide as the target, and to its right."""
    return np.array([target.mean + 1.5 * target.deviation, math.log(0.5 * target.deviation)])


def _view(target: Density) -> tuple[float, float, float, float]:
    middle, reach = math.log(target.deviation), 2.2 * target.deviation
    return target.mean - reach, target.mean + reach, middle - 1.9, middle + 1.1


GAUSSIAN_FAMILY = Family(
    key="gaussian",
    label="A bell",
    summary="a normal distribution, moved and widened",
    parameter_names=("μ", "log σ"),
    groups=(Group("bell", 0, 2, (2,)),),
    log_density=_log_density,
    scores=_scores,
    breaks=_breaks,
    spans=_spans,
    lengths=_lengths,
    start=_start,
    view=_view,
    formula="q(x) = N(x; μ, σ²)",
)

"""AMSGrad: Adam whose divisor never shrinks."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.optimizers.adam import adam_moments, adam_step
from lossstudio.core.optimizers.optimizer import Optimizer, Point
from lossstudio.core.optimizers.options import BETA1, BETA2, epsilon
from lossstudio.core.optimizers.state import Moments, no_count


@dataclass(frozen=True, slots=True)
class LargestMoments(Moments):
    """Adam's moments, and the largest mean square so far ``(..., P)``."""

    largest: Floats


def _start(theta: Floats, _learning_rate: Any) -> LargestMoments:
    return LargestMoments(np.zeros_like(theta), np.zeros_like(theta), no_count(theta), np.zeros_like(theta))


def _update(
    point: Point, state: LargestMoments, _theta: Floats, learning_rate: Any, *, beta1: Any, beta2: Any, epsilon: Any
) -> tuple[Floats, LargestMoments]:
    moments = adam_moments(point.gradient, state, beta1, beta2)
    largest = np.maximum(state.largest, moments.square)
    step = adam_step(moments, largest, learning_rate, beta1, beta2, epsilon)
    return step, LargestMoments(moments.mean, moments.square, moments.count, largest)


AMSGRAD = Optimizer(
    key="amsgrad",
    label="AMSGrad",
    summary="Adam with the largest mean square so far, so that old big gradients aren't forgotten",
    options=(BETA1, BETA2, epsilon(1e-8)),
    start=_start,
    update=_update,
    formula="m, v as Adam;  u ← max(u, v);  θ ← θ − η m̂ / (√û + ε)",
    source="Reddi, Kale and Kumar, On the convergence of Adam and beyond, 2018, arXiv:1904.09237",
)

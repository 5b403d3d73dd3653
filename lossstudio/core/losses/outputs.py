"""What value losses do with several outputs: the mean over them."""

import numpy as np

from lossstudio.core.array import Floats


def mean_over_outputs(pointwise: Floats) -> Floats:
    """Return ``(..., N)`` from ``(..., N, K)``."""
    if pointwise.shape[-1] == 1:
        return pointwise[..., 0]
    mean: Floats = np.add.reduce(pointwise, axis=-1) / pointwise.shape[-1]
    return mean


def share_of_mean(gradient: Floats) -> Floats:
    """Return what each output's own derivative ``(..., N, K)`` is in that mean; may change `gradient`."""
    if gradient.shape[-1] > 1:
        gradient /= gradient.shape[-1]
    return gradient

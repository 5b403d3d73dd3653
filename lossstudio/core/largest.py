"""The largest of very many numbers."""

import numpy as np

from lossstudio.core.array import Floats


def largest(values: Floats, count: int) -> list[int]:
    """Return where the `count` numbers of `values` ``(n,)`` are that are farthest from 0, the farthest first.

    Of equals the first come first. What is no number comes last.
    """
    far = np.where(np.isnan(values), -1.0, np.abs(values))
    if count >= far.size:
        return [int(at) for at in np.argsort(-far, kind="stable")]
    least = np.partition(far, far.size - count)[far.size - count]
    above = np.flatnonzero(far > least)
    chosen = np.concatenate([above, np.flatnonzero(far == least)[: count - above.size]])
    return [int(at) for at in chosen[np.argsort(-far[chosen], kind="stable")]]

"""Random streams that are a pure function of (seed, purpose, step): nothing to save, nothing to rewind.

Everything is made from the raw bits of a counter-based generator (Philox, Salmon et al., "Parallel random numbers: as
easy as 1, 2, 3", 2011), whose bits NumPy promises to keep; distributions are built here, so that a seed means the same
numbers in every version of NumPy.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers

MANY = 10_000


def bits(seed: int, purpose: str, step: int, count: int) -> NDArray[np.uint64]:
    """Return ``(count,)`` raw 64-bit numbers of the stream named by (seed, purpose, step)."""
    digest = hashlib.blake2b(f"{seed}/{purpose}/{step}".encode(), digest_size=16).digest()
    return np.random.Philox(key=int.from_bytes(digest, "little")).random_raw(count)


def uniform(
    seed: int, purpose: str, shape: tuple[int, ...], *, low: float = 0.0, high: float = 1.0, step: int = 0
) -> Floats:
    """Return uniform numbers in [low, high), ``(...)``: of `shape`."""
    raw = bits(seed, purpose, step, int(np.prod(shape)))
    unit: Floats = (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return (low + (high - low) * unit).reshape(shape)


def normal(
    seed: int, purpose: str, shape: tuple[int, ...], *, mean: float = 0.0, deviation: float = 1.0, step: int = 0
) -> Floats:
    """Return normal numbers ``(...)``: of `shape`.

    Box and Muller, "A note on the generation of random normal deviates" (1958).
    """
    count = int(np.prod(shape))
    half = uniform(seed, purpose, (2, (count + 1) // 2), step=step)
    # Uniform numbers may be 0 but never 1: the logarithm of 1 - u is finite, that of u isn't always.
    radius = np.sqrt(-2.0 * np.log1p(-half[0]))
    angle = 2.0 * np.pi * half[1]
    both = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:count]
    return (mean + deviation * both).reshape(shape)


def permutation(seed: int, purpose: str, count: int, *, step: int = 0) -> Integers:
    """Return ``(count,)``: the numbers 0 .. count - 1 in random order, by a stable sort of raw bits."""
    raw = bits(seed, purpose, step, count)
    if count >= MANY:  # of different numbers any sort makes the same order, and some are four times as quick
        order = np.argsort(raw)
        ordered = raw[order]
        if (ordered[1:] != ordered[:-1]).all():
            return order
    return np.argsort(raw, kind="stable")

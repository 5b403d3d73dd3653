"""Pieces of state that several optimizers keep."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats


@dataclass(frozen=True, slots=True)
class NoState:
    """The state of an optimizer that remembers nothing."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What the Adam family remembers.

    Attributes
    ----------
    mean
        Decaying mean of the gradients, ``(..., P)``.
    square
        Decaying mean of their squares, ``(..., P)``.
    count
        How many updates were made, ``(..., 1)``.
    """

    mean: Floats
    square: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Square:
    """What RMSprop and Adagrad remember: the mean, or sum, of the squared gradients ``(..., P)``."""

    square: Floats


def no_state(_theta: Floats, _learning_rate: Any) -> NoState:
    """Start with nothing to remember, whatever theta ``(..., P)`` is."""
    return NoState()


def no_moments(theta: Floats, _learning_rate: Any) -> Moments:
    """Start with both moments at zero, of the shape of theta ``(..., P)``."""
    return Moments(np.zeros_like(theta), np.zeros_like(theta), no_count(theta))


def no_square(theta: Floats, _learning_rate: Any) -> Square:
    """Start with no squares seen, of the shape of theta ``(..., P)``."""
    return Square(np.zeros_like(theta))


def no_count(theta: Floats) -> Floats:
    """Return a counter at zero for each runner, ``(..., 1)``."""
    return np.zeros((*theta.shape[:-1], 1))


def number(count: Floats) -> Any:
    """Return a counter ``(..., 1)`` as a float where there is one runner: arithmetic on it is ten times as fast."""
    return count.item() if count.size == 1 else count


def decayed(mean: Floats, value: Floats, decay: Any) -> Floats:
    """Return the decaying mean ``(..., P)`` after one more value ``(..., P)``: mean + (1 - decay) (value - mean)."""
    change = value - mean
    change *= 1.0 - decay
    change += mean
    return change


def dot(a: Floats, b: Floats) -> Floats:
    """Return the inner product of each runner's vectors, ``(..., 1)``."""
    product: Floats = (a * b).sum(axis=-1, keepdims=True)
    return product


NO_MOMENTS = ("m, v = np.zeros_like(theta), np.zeros_like(theta)",)
"""`no_moments` as a line of a program in NumPy."""


def moments_lines(beta1: float, beta2: float) -> tuple[str, ...]:
    """Return the lines of a program in NumPy that make both moments, and correct their bias towards zero."""
    return (
        f"m = {beta1!r} * m + {1 - beta1!r} * g",
        f"v = {beta2!r} * v + {1 - beta2!r} * g**2",
        f"mean, square = m / (1 - {beta1!r} ** (step + 1)), v / (1 - {beta2!r} ** (step + 1))",
    )

"""The penalty on large weights, l1 and l2: its value and derivatives, and the proximal step of its l1 part."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.group import Group


@dataclass(frozen=True, slots=True)
class Decay:
    """A penalty on some of theta.

    Attributes
    ----------
    l1, l2
        The two factors.
    places
        Which parameters are penalised.
    proximal
        Whether a descent minds the l1 part by a proximal step after each update (`shrunk`) instead of by its slope.
    """

    l1: float
    l2: float
    places: Integers
    proximal: bool = False

    @classmethod
    def over(
        cls,
        groups: tuple[Group, ...],
        l1: float = 0.0,
        l2: float = 0.0,
        *,
        biases: bool = False,
        proximal: bool = False,
    ) -> "Decay | None":
        """Return the penalty on these groups' weights, and on their biases if asked; None when both factors are 0."""
        if not (l1 or l2):
            return None
        slices = [np.arange(group.start, group.stop) for group in groups if biases or not group.bias]
        return cls(l1, l2, np.concatenate([np.empty(0, np.intp), *slices]), proximal and l1 > 0.0)

    def value(self, theta: Floats) -> Floats:
        """Return the penalty ``(...)`` of theta ``(..., P)``."""
        weights = theta[..., self.places]
        value: Floats = np.sum(self.l1 * np.abs(weights) + 0.5 * self.l2 * weights * weights, axis=-1)
        return value

    def gradient(self, theta: Floats) -> Floats:
        """Return its derivative ``(..., P)``; the subgradient of abs at 0 is 0."""
        weights = theta[..., self.places]
        gradient = np.zeros(theta.shape)
        gradient[..., self.places] = self.l1 * np.sign(weights) + self.l2 * weights
        return gradient

    def hessian_products(self, vectors: Floats) -> Floats:
        """Return its second derivatives times vectors ``(V, P)``; abs has none at its kink, and 0 elsewhere."""
        products = np.zeros(vectors.shape)
        products[..., self.places] = self.l2 * vectors[..., self.places]
        return products

    def gradient_of_sizes(self, theta: Floats) -> Floats:
        """Return the l1 part of the derivative ``(..., P)``."""
        gradient = np.zeros(theta.shape)
        gradient[..., self.places] = self.l1 * np.sign(theta[..., self.places])
        return gradient

    def shrunk(self, theta: Floats, learning_rate: Any) -> Floats:
        """Return theta ``(..., P)`` after the proximal step of the l1 part: nearer to 0, and exactly 0 once there.

        Soft thresholding, by the learning rate (a float or ``(..., 1)``) times l1 (Daubechies, Defrise and De Mol, "An
        iterative thresholding algorithm for linear inverse problems with a sparsity constraint", 2004).
        """
        weights = theta[..., self.places]
        nearer = theta.copy()
        nearer[..., self.places] = np.sign(weights) * np.maximum(np.abs(weights) - learning_rate * self.l1, 0.0) + 0.0
        return nearer

"""The penalty on large weights: l1 * sum(abs w) + l2 / 2 * sum(w²), biases spared unless asked."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.objective.objective import Group


@dataclass(frozen=True, slots=True)
class Decay:
    """A penalty on some of theta.

    Attributes
    ----------
    l1, l2
        The two factors.
    places
        Which parameters are penalised.
    """

    l1: float
    l2: float
    places: Integers

    @classmethod
    def over(cls, groups: tuple[Group, ...], l1: float, l2: float, *, biases: bool) -> "Decay | None":
        """Return the penalty on these groups' weights, and on their biases if asked; None when both factors are 0."""
        if not (l1 or l2):
            return None
        slices = [np.arange(group.start, group.stop) for group in groups if biases or not group.bias]
        return cls(l1, l2, np.concatenate([np.empty(0, np.intp), *slices]))

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

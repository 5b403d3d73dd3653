"""The penalty on large weights: l1 * sum(abs w) + l2 / 2 * sum(w²), biases spared unless asked."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.objective import Group


@dataclass(frozen=True, slots=True)
class Decay:
    """A penalty laid out along theta.

    Attributes
    ----------
    l1, l2
        The two factors for each parameter ``(P,)``, 0 where it is spared.
    """

    l1: Floats
    l2: Floats

    @classmethod
    def over(cls, groups: tuple[Group, ...], l1: float, l2: float, *, biases: bool) -> "Decay | None":
        """Lay the factors out over the groups that are penalised; None when nothing is."""
        if not (l1 or l2):
            return None
        spared = np.concatenate([np.full(group.stop - group.start, group.bias and not biases) for group in groups])
        return cls(np.where(spared, 0.0, l1), np.where(spared, 0.0, l2))

    def value(self, theta: Floats) -> Floats:
        """Return the penalty ``(...)`` of theta ``(..., P)``."""
        value: Floats = np.abs(theta) @ self.l1 + 0.5 * ((theta * theta) @ self.l2)
        return value

    def gradient(self, theta: Floats) -> Floats:
        """Return its derivative ``(..., P)``; the subgradient of abs at 0 is 0."""
        return self.l1 * np.sign(theta) + self.l2 * theta

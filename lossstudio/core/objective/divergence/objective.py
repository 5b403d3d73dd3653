"""How unlike a member of a family is to a target, as a function of the family's parameters."""

import numpy as np

from lossstudio.core.array import Floats, Rows, parameters
from lossstudio.core.group import Group
from lossstudio.core.objective.blocks import blocks
from lossstudio.core.objective.differences import along
from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Divergence, Family
from lossstudio.core.objective.divergence.quadrature import ORDER, nodes
from lossstudio.core.objective.objective import PlainObjective

ARRAYS = 6
"""How many arrays of the size of the nodes an integral holds at once."""
MOST_SPANS = 3.0
"""How many times as wide as the target a picture of both may become."""


class DivergenceObjective(PlainObjective):
    """A divergence between a fixed target p and a member q of a family. Immutable; it has no rows.

    Where there is no closed form, the integral is a rule of 16 nodes on panels that suit p and q, good to 1e-10.
    """

    rows = 0

    def __init__(self, target: Density, family: Family, divergence: Divergence) -> None:
        self.target, self.family, self.divergence = target, family, divergence

    @property
    def size(self) -> int:
        """P, the number of the family's parameters."""
        return self.family.size

    @property
    def groups(self) -> tuple[Group, ...]:
        """The family's."""
        return self.family.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The family's."""
        return self.family.parameter_names

    @property
    def least(self) -> float:
        """What no value is below."""
        return 0.0

    def describe(self) -> str:
        """Say in one line what is minimised."""
        return f"{self.divergence.label} of {self.family.label.lower()} and the target"

    def values(self, theta: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002 - the contract's
        """Return the divergence ``(...)`` at theta ``(..., P)``; there are no rows, so any batch is the whole."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            closed = self.divergence.closed(self.target, self.family, theta)
            return self._integrals(theta, None) if closed is None else closed[0]

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:  # noqa: ARG002
        """Return the divergence ``(...)`` and its gradient ``(..., P)``."""
        theta = parameters(theta, self.size)
        with np.errstate(all="ignore"):
            closed = self.divergence.closed(self.target, self.family, theta)
            if closed is not None:
                return closed
            gradient = np.empty(theta.shape)
            return self._integrals(theta, gradient), gradient

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:  # noqa: ARG002
        """Return the second derivatives at theta ``(P,)`` times vectors ``(V, P)``: the gradient is smooth."""
        theta = parameters(theta, self.size)
        return along(lambda at: self.values_and_gradients(at)[1], theta, vectors, self.family.lengths(theta))

    def log_densities(self, theta: Floats, x: Floats) -> tuple[Floats, Floats]:
        """Return log p ``(M,)`` and log q ``(..., M)`` at places ``(M,)``."""
        with np.errstate(all="ignore"):
            return self.target.log_density(x), self.family.log_density(parameters(theta, self.size), x)

    def surprise(self, theta: Floats, x: Floats) -> Floats:
        """Return what each place ``(M,)`` adds to the integral, ``(..., M)``: where the two are unlike."""
        with np.errstate(all="ignore"):
            return self.divergence.value(*self.log_densities(theta, x))

    def span(self, theta: Floats) -> tuple[float, float]:
        """Return between which places there is something to see of the target and of the members at ``(..., P)``."""
        low, high = self.target.span
        ends = self.family.spans(parameters(theta, self.size))
        room = (MOST_SPANS - 1.0) * (high - low)
        return max(min(low, float(ends.min())), low - room), min(max(high, float(ends.max())), high + room)

    def _integrals(self, theta: Floats, gradient: Floats | None) -> Floats:
        points = theta.reshape(-1, self.size)
        value = np.empty(len(points))
        slopes = None if gradient is None else gradient.reshape(-1, self.size)
        panels = len(self.target.breaks) + self.family.breaks(points[:1]).shape[-1]
        for some, _ in blocks(len(points), 1, ARRAYS * ORDER * panels):
            value[some] = self._integral(points[some], None if slopes is None else slopes[some])
        return value.reshape(theta.shape[:-1])

    def _integral(self, theta: Floats, gradient: Floats | None) -> Floats:
        """Return the integrals ``(n,)`` for theta ``(n, P)``, and write their derivatives into `gradient`."""
        own = self.family.breaks(theta)
        fixed = np.broadcast_to(self.target.breaks, (len(theta), len(self.target.breaks)))
        x, weights = nodes(np.sort(np.concatenate([fixed, own], axis=-1), axis=-1))
        log_p, log_q = self.target.log_density(x), self.family.log_density(theta, x)
        if gradient is not None:
            weighted = weights * self.divergence.slope(log_p, log_q)
            for index, score in enumerate(self.family.scores(theta, x)):
                gradient[:, index] = np.einsum("nm,nm->n", weighted, score)
        value: Floats = np.einsum("nm,nm->n", weights, self.divergence.value(log_p, log_q))
        return value

"""An arena is where a game is played: real data, a generator that imitates them, a discriminator that scores both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from lossstudio.core.array import Floats

Parts: TypeAlias = tuple[Floats, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arena:
    """A generator x = G(z) and a discriminator whose score is linear in features of x, D(x) = ψ · φ(x).

    Theta is the generator's parameters and then the discriminator's, ψ. Expectations are weighted sums over fixed
    places, so that nothing is drawn.

    Attributes
    ----------
    names
        Of the generator's parameters, and of the discriminator's.
    real, real_weights
        ``(M,)``: where real data are, and how often.
    noise, noise_weights
        ``(K,)``: what the generator makes data from.
    generate
        ``generate(theta, z)``: data ``(..., K)`` from the generator's theta ``(..., G)``.
    generate_slopes
        Their derivatives by each of the generator's parameters, G arrays that broadcast to ``(..., K)``.
    features, feature_slopes
        φ(x), and its derivative by x: an array of the shape of x, or 1 that broadcasts to it, for each of ψ.
    real_density
        The density of real data at places ``(M,)``; None where all are in one place.
    generated_density
        ``generated_density(theta, x)``: that of the generator's data ``(..., M)``; None likewise.
    """

    names: tuple[tuple[str, ...], tuple[str, ...]]
    real: Floats
    real_weights: Floats
    noise: Floats
    noise_weights: Floats
    generate: Callable[[Floats, Floats], Floats]
    generate_slopes: Callable[[Floats, Floats], Parts]
    features: Callable[[Floats], Parts]
    feature_slopes: Callable[[Floats], Parts]
    real_density: Callable[[Floats], Floats] | None = None
    generated_density: Callable[[Floats, Floats], Floats] | None = None

    def score(self, psi: Floats, x: Floats) -> Floats:
        """Return the discriminator's scores ``(..., M)`` of data ``(..., M)``; above 0 it takes them for real."""
        return summed(psi, self.features(x))

    def steepness(self) -> Floats:
        """Return E φ'(x) φ'(x)ᵀ over real data, ``(D, D)`` where ψ is ``(D,)``.

        The mean squared slope of the score is ψ · this · ψ.
        """
        slopes = np.stack([np.broadcast_to(part, self.real.shape) for part in self.feature_slopes(self.real)])
        matrix: Floats = (slopes * self.real_weights) @ slopes.T
        return matrix


def summed(psi: Floats, parts: Parts) -> Floats:
    """Return the sum of ψ times its parts, ``(..., M)``."""
    total = psi[..., :1] * parts[0]
    for index, part in enumerate(parts[1:], start=1):
        total = total + psi[..., index : index + 1] * part
    return total

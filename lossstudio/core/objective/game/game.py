"""The contract of a game: players, their moves, and the arena that a catalogue entry sets up for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry

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


GENERATOR, DISCRIMINATOR = 0, 1
"""The players' numbers."""

Move: TypeAlias = tuple[int, ...]
"""The players who move at once, each by what they see before the move."""


@dataclass(frozen=True, slots=True)
class Player:
    """One player.

    Attributes
    ----------
    name
        For people.
    place
        Which slice of theta the player moves.
    """

    name: str
    place: slice


def moves_of(updates: str, discriminator_steps: int) -> tuple[Move, ...]:
    """Return the moves of one step; the field is evaluated anew for each.

    "simultaneous": the generator moves together with the discriminator's last move; "alternating": after it.
    """
    alone, both = (DISCRIMINATOR,), (GENERATOR, DISCRIMINATOR)
    if updates == "simultaneous":
        return (*(alone,) * (discriminator_steps - 1), both)
    return (*(alone,) * discriminator_steps, (GENERATOR,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Game(Entry):
    """One game.

    Attributes
    ----------
    build
        ``build(**options) -> Arena`` from every option's value.
    start
        ``start(**options)``: a theta from which play shows something.
    view
        (x low, x high, y low, y high) of the first two parameters that shows the play; None where there are more.
    learning_rate
        One with which plain descent shows what it does.
    formula
        How generator and discriminator are written, for people.
    source
        Where it comes from.
    """

    build: Callable[..., Arena]
    start: Callable[..., tuple[float, ...]]
    view: tuple[float, float, float, float] | None
    learning_rate: float
    formula: str
    source: str

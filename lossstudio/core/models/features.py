"""What a model sees of its inputs: the inputs as they are, named functions of two of them, or monomials."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from lossstudio.core.array import Floats


@dataclass(frozen=True, slots=True)
class Feature:
    """One column made from the inputs.

    Attributes
    ----------
    name
        As a person writes it: "x1^2".
    value
        From inputs ``(N, D)`` to ``(N,)``.
    needs
        How many inputs there must be.
    column
        Which of the inputs it is, where it is one as it stands.
    """

    name: str
    value: Callable[[Floats], Floats]
    needs: int = 1
    column: int | None = None


NAMED_FEATURES = {
    feature.name: feature
    for feature in (
        Feature("x1", lambda inputs: inputs[:, 0], column=0),
        Feature("x2", lambda inputs: inputs[:, 1], 2, column=1),
        Feature("x1^2", lambda inputs: inputs[:, 0] ** 2),
        Feature("x2^2", lambda inputs: inputs[:, 1] ** 2, 2),
        Feature("x1*x2", lambda inputs: inputs[:, 0] * inputs[:, 1], 2),
        Feature("sin(x1)", lambda inputs: np.sin(inputs[:, 0])),
        Feature("sin(x2)", lambda inputs: np.sin(inputs[:, 1]), 2),
    )
}


def plain(inputs: int) -> tuple[Feature, ...]:
    """Return the inputs as they are."""
    return tuple(_monomial((index,)) for index in range(inputs))


def monomials(inputs: int, degree: int) -> tuple[Feature, ...]:
    """Return all monomials of degree 1 .. `degree`, in scikit-learn's order, without the constant."""
    return tuple(
        _monomial(factors)
        for total in range(1, degree + 1)
        for factors in combinations_with_replacement(range(inputs), total)
    )


def one() -> Feature:
    """Return the feature that is 1 whatever the inputs are."""
    return Feature("1", lambda inputs: np.ones(len(inputs)), 0)


def _monomial(factors: tuple[int, ...]) -> Feature:
    powers = [(index, factors.count(index)) for index in sorted(set(factors))]
    name = "*".join(f"x{index + 1}" if power == 1 else f"x{index + 1}^{power}" for index, power in powers)
    return Feature(
        name, lambda inputs: _product(inputs, powers), max(factors) + 1, factors[0] if len(factors) == 1 else None
    )


def _product(inputs: Floats, powers: list[tuple[int, int]]) -> Floats:
    """Return the product of powers of some inputs ``(N, D)``, each an (index, power)."""
    product: Floats = np.multiply.reduce([inputs[:, index] ** power for index, power in powers])
    return product

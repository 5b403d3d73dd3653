"""The contract of an objective: what is minimised, as a function of theta."""

from dataclasses import dataclass
from typing import Protocol

from lossstudio.core.array import Floats, Rows


@dataclass(frozen=True, slots=True)
class Group:
    """A named slice of theta with a shape: a layer's weights, its biases, a mean.

    Attributes
    ----------
    name
        "weights 1", "biases 1", ... or the parameter's own word.
    start, stop
        The slice of theta.
    shape
        The group's own shape; ``(inputs, outputs)`` for a layer's matrix.
    bias
        Whether these are biases, which penalties spare by default.
    """

    name: str
    start: int
    stop: int
    shape: tuple[int, ...]
    bias: bool = False


class Objective(Protocol):
    """What is minimised. `rows` is how many samples there are (0: it has none, and every batch is the whole)."""

    @property
    def size(self) -> int:
        """P, the number of parameters."""

    @property
    def rows(self) -> int:
        """How many training samples there are; 0 for a terrain."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Named slices of theta with shapes."""

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """A short name for each of the P parameters, as a person would write it ("w", "b", "w₁₂")."""

    @property
    def least(self) -> float | None:
        """What no value is below; None where nobody knows."""

    def falls_for_ever(self, theta: Floats) -> bool:
        """Say whether theta ``(P,)`` proves that there is no minimum, since larger parameters are ever better."""

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """Return the objective ``(...)`` at theta ``(..., P)`` on some rows (None: all), penalty included."""

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """Return the objective ``(...)`` and its gradient ``(..., P)``, penalty included."""

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """Return the second derivatives at theta ``(P,)`` times each of the vectors ``(V, P)``, ``(V, P)``.

        Where pieces meet in a kink there is no second derivative: what is returned is that of the smooth pieces.
        """

    def describe(self) -> str:
        """Say in one line what is minimised."""

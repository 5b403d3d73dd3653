"""The contract of an objective: what is minimised, as a function of theta."""

from typing import TYPE_CHECKING, Protocol

from lossstudio.core.array import Floats, Rows
from lossstudio.core.group import Group
from lossstudio.core.objective.decay import Decay
from lossstudio.core.pieces import Pieces

if TYPE_CHECKING:
    from lossstudio.core.objective.game.objective import GameObjective
    from lossstudio.core.objective.supervised import SupervisedObjective


class Objective(Protocol):
    """What is minimised. `rows` is how many samples there are (0: it has none, and every batch is the whole)."""

    def __hash__(self) -> int:
        """Each is one of its own."""

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
    def game(self) -> "GameObjective | None":
        """The players' joint field, where what is descended is no gradient of one function."""

    @property
    def pointwise(self) -> "SupervisedObjective | None":
        """The mean of a loss on each sample's own answer, where a model answers and can be right or wrong."""

    @property
    def is_bowl(self) -> bool:
        """Whether it is a quadratic that bends upwards, so that its curvature is the same everywhere."""

    @property
    def minima(self) -> tuple[Floats, ...]:
        """The places ``(P,)`` that are known to be the lowest; none where that isn't known."""

    @property
    def least(self) -> float | None:
        """What no value is below; None where nobody knows."""

    @property
    def proximal_step(self) -> Decay | None:
        """The penalty whose l1 part a descent minds by a proximal step after each update; None by its slope.

        Values and gradients have it in them all the same.
        """

    def falls_for_ever(self, theta: Floats) -> bool:
        """Say whether theta ``(P,)`` proves that there is no minimum, since larger parameters are ever better."""

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """Return the objective ``(...)`` at theta ``(..., P)`` on some rows (None: all), penalty included."""

    def values_in_pieces(self, theta: Floats) -> Pieces[Floats]:
        """Evaluate ``(...)`` at theta ``(..., P)`` as `values` does, to the bit, pausing after some points or rows."""

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        """Return the objective ``(...)`` and its gradient ``(..., P)``, penalty included."""

    def hessian_products(self, theta: Floats, vectors: Floats, batch: Rows = None) -> Floats:
        """Return the second derivatives at theta ``(P,)`` times each of the vectors ``(V, P)``, ``(V, P)``.

        Where pieces meet in a kink there is no second derivative: what is returned is that of the smooth pieces.
        """

    def describe(self) -> str:
        """Say in one line what is minimised."""


class PlainObjective:
    """The base of objectives: nothing is known but value and gradient, until an objective says more."""

    @property
    def game(self) -> "GameObjective | None":
        """None: there is one function, and what is descended is its gradient."""
        return None

    @property
    def pointwise(self) -> "SupervisedObjective | None":
        """None: no answers are judged one by one."""
        return None

    @property
    def is_bowl(self) -> bool:
        """Not known to be one."""
        return False

    @property
    def minima(self) -> tuple[Floats, ...]:
        """As `Objective.minima`: none is known."""
        return ()

    @property
    def least(self) -> float | None:
        """None: not known."""
        return None

    @property
    def proximal_step(self) -> Decay | None:
        """None: nothing acts in another way than by its slope."""
        return None

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        """As `Objective.values`; each objective has its own."""
        raise NotImplementedError

    def values_in_pieces(self, theta: Floats) -> Pieces[Floats]:
        """As `Objective.values_in_pieces`, ``(...)`` at theta ``(..., P)``: in one piece, since it is short."""
        yield from ()
        return self.values(theta)

    def falls_for_ever(self, theta: Floats) -> bool:  # noqa: ARG002 - the contract's
        """As `Objective.falls_for_ever`: no, since nothing of that kind is proved."""
        return False

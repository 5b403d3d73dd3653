"""A Problem is what a recipe's task means: its data and model, built, and the objective under each loss."""

from typing import Literal, Protocol

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.models.network import Network
from lossstudio.core.objective.objective import Group, Objective
from lossstudio.core.spec import Spec
from lossstudio.run.recipe import Penalty, Start, Task

Part = Literal["train", "test"]
"""The rows that are trained on, or those held back."""


class Problem(Protocol):
    """What is minimised. Immutable; what it builds is kept.

    `loss` is the task's own loss (None: it has none), `learning_rate` the one for runners that say none, `view` the
    range (x low, x high, y low, y high) that shows it best, where it knows one.
    """

    @property
    def task(self) -> Task:
        """What it was built from."""

    @property
    def loss(self) -> Spec | None:
        """The loss of runners that have none of their own."""

    @property
    def learning_rate(self) -> float:
        """The learning rate of runners that say none."""

    @property
    def size(self) -> int:
        """P, the number of parameters."""

    @property
    def rows(self) -> int:
        """How many training samples there are; 0 where there are none."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """Named slices of theta."""

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """A short name for each parameter."""

    @property
    def prepared(self) -> Prepared | None:
        """The data, if there are any."""

    @property
    def network(self) -> Network | None:
        """The model, if there is one."""

    @property
    def view(self) -> tuple[float, float, float, float] | None:
        """The range that shows it best, where it knows one."""

    def objective(self, loss: Spec | None, penalty: Penalty) -> Objective:
        """Return the objective under a loss, on the training rows."""

    def bare_objective(self, loss: Spec | None, part: Part) -> Objective | None:
        """Return the objective under a loss without penalty on the rows of a part; None when it has none."""

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:
        """Return the parameters ``(P,)`` that a start means; `path` says where it stands in the scene."""

    def same_parameters(self, other: "Problem") -> bool:
        """Say whether a theta means the same to both, on the same data."""

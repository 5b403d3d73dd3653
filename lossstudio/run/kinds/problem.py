"""A Problem is what a recipe's task means: its data and model, built, and the objective under each loss."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Catalogue, Entry, Spec, UnknownEntryError
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.expression.formula import Formula
from lossstudio.core.group import Group
from lossstudio.core.models.network import Network
from lossstudio.core.objective.loss_contributions import Contribution
from lossstudio.core.objective.objective import Objective
from lossstudio.core.option import OptionError
from lossstudio.run.kinds.drawing import Drawing
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Penalty, Start, Task

E = TypeVar("E", bound=Entry)


def resolve(catalogue: Catalogue[E], spec: Spec, path: str) -> tuple[E, dict[str, Any]]:
    """Return the entry that `spec` names and the value of each of its options.

    Raises
    ------
    SceneError
        If there is no such entry or option, or an option can't take its value.
    """
    try:
        entry = catalogue[spec.kind]
    except UnknownEntryError as error:
        raise SceneError(f"{path}.kind", str(error)) from None
    for name, value in spec.options.items():
        try:
            entry.option(name).check(value)
        except OptionError as error:
            raise SceneError(f"{path}.{name}{error.within}", error.reason) from None
    complete = entry.complete(spec.options)
    if entry.clash is not None and (clash := entry.clash(**complete)):
        raise SceneError(f"{path}.{clash[0]}", clash[1])
    return entry, complete


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampleFacts:
    """What an objective can tell at theta; `Explanation` says what each is. None where there is no such thing."""

    predictions: Floats | None = None
    residuals: Floats | None = None
    sample_losses: Floats | None = None
    data_loss: float | None = None
    shares: tuple[Contribution, ...] = ()
    compatibility_warnings: tuple[str, ...] = ()
    player_losses: Floats | None = None
    moves: tuple[tuple[str, ...], ...] | None = None


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
    def penalty(self) -> Penalty:
        """The penalty on the weights before any change of it."""

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
    def model(self) -> Spec | None:
        """The model as a document would say it, also where it says none; None where there is none."""

    @property
    def view(self) -> tuple[float, float, float, float] | None:
        """The range that shows it best, where it knows one."""

    @property
    def sketch_rows(self) -> int:
        """How many rows, evenly chosen, are enough to see about how high the surface is."""

    @property
    def formula(self) -> str:
        """How it is written where no loss says so; "" where that isn't known."""

    @property
    def expressed(self) -> Formula | None:
        """What is minimised, as a formula in the parameters' names; None where it is none."""

    def objective(self, loss: Spec | None, penalty: Penalty) -> Objective:
        """Return the objective under a loss, on the training rows."""

    def bare_objective(self, loss: Spec | None, part: Part) -> Objective | None:
        """Return the objective under a loss without penalty on the rows of a part; None when it has none."""

    def drawing(self, loss: Spec | None, penalty: Penalty) -> Drawing:
        """Return what is drawn beside the surface."""

    def sample_facts(self, loss: Spec | None, penalty: Penalty, theta: Floats, rows: Rows) -> SampleFacts:
        """Return what is known at theta ``(P,)`` of the samples, of which some are in the batch, or of the players."""

    def measures(self, loss: Spec | None, thetas: Floats, names: tuple[str, ...], runner: int) -> Measures | None:
        """Return what is measured where the runners of these names stand ``(R, P)``; None where nothing is.

        `runner` is the one that is selected, where not all of them are measured.
        """

    def score(self, loss: Spec | None, theta: Floats) -> str:
        """Say in a few words how good theta ``(P,)`` is, where no answers are judged; "" where nothing says so."""

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:
        """Return the parameters ``(P,)`` that a start means; `path` says where it stands in the scene."""

    def same_parameters(self, other: "Problem") -> bool:
        """Say whether a theta means the same to both, on the same data."""


class PlainProblem:
    """The base of problems: nothing is known of samples, and nothing is measured, until a problem says otherwise."""

    penalty = Penalty()
    formula = ""
    expressed: Formula | None = None

    def sample_facts(self, loss: Spec | None, penalty: Penalty, theta: Floats, rows: Rows) -> SampleFacts:  # noqa: ARG002 - the contract's
        """As `Problem.sample_facts`: nothing is known."""
        return SampleFacts()

    def measures(self, loss: Spec | None, thetas: Floats, names: tuple[str, ...], runner: int) -> Measures | None:  # noqa: ARG002 - the contract's
        """As `Problem.measures`: nothing is measured."""
        return None

    def score(self, loss: Spec | None, theta: Floats) -> str:  # noqa: ARG002 - the contract's
        """As `Problem.score`: it has none."""
        return ""


class WithoutData(PlainProblem):
    """What all problems without rows of data and without a model have in common."""

    rows = 0
    sketch_rows = 0
    model = None
    prepared = None
    network = None


LEAST_ROWS, MOST_ROWS, MOST_UNITS = 100, 2000, 40_000
"""The height of a surface is looked at on so many rows, evenly chosen, and on fewer where a model computes more than so
many numbers of them: more would take long and show the same."""


class ModelOnData(PlainProblem):
    """A model and the data that it is for; the problems of this kind set both."""

    view = None
    prepared: Prepared
    network: Network

    @property
    def size(self) -> int:
        """P, the number of the model's parameters."""
        return self.network.size

    @property
    def rows(self) -> int:
        """How many training rows there are."""
        return len(self.prepared.train_inputs)

    @property
    def sketch_rows(self) -> int:
        """Fewer where the model computes more numbers of each row."""
        return max(LEAST_ROWS, min(MOST_ROWS, MOST_UNITS // self.network.width))

    @property
    def groups(self) -> tuple[Group, ...]:
        """The model's layers."""
        return self.network.groups

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """The model's."""
        return self.network.parameter_names

    def rows_of(self, part: Part) -> tuple[Floats, Floats]:
        """Return the inputs ``(N, D)`` and targets ``(N, K)`` of a part."""
        data = self.prepared
        return (data.train_inputs, data.train_targets) if part == "train" else (data.test_inputs, data.test_targets)

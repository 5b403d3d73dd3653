"""What all problems of a model on data have in common."""

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.models.network import Network
from lossstudio.core.objective.objective import Group
from lossstudio.run.kinds.problem import Part, PlainProblem

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

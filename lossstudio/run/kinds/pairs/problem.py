"""The problem of placing points in the plane, the like together and the unlike apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.declared import Chosen, Key
from lossstudio.core.evenly import evenly
from lossstudio.core.models import MODELS
from lossstudio.core.models.model import ModelError
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import exact
from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.objective.pairs.objective import MOST_POINTS, PairsObjective, distances
from lossstudio.run.kinds.drawing import EmbeddingDrawing
from lossstudio.run.kinds.measure_table import MeasureRow, Measures
from lossstudio.run.kinds.problem import ModelOnData, Part, SampleFacts, resolve
from lossstudio.run.kinds.starting import initial_point
from lossstudio.run.kinds.supervised.problem import prepared_data
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Penalty, Start, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsTask(Task):
    """A model that places points of data in the plane, the like together and the unlike apart."""

    data: Annotated[Spec, Chosen(catalogue=DATASETS, help="The points, and which of them are alike.")]
    model: Annotated[
        Spec | None, Chosen(catalogue=MODELS, optional=True, help="What places them; none: as suits the data.")
    ] = None
    loss: Annotated[Spec, Chosen(catalogue=PAIR_LOSSES, help="What distances cost."), Key(always=True)] = Spec(
        "contrastive"
    )


OF_PAIRS: Mapping[str, str] = {
    "nearest is alike": "How often the nearest other point is of the same class",
    "the like apart": "The mean distance of two points of one class",
    "the unlike apart": "The mean distance of two points of different classes",
    "nearest unlike": "The smallest distance of two points of different classes",
}


def measures_of_embeddings(parts: Mapping[str, PairsObjective | None], theta: Floats) -> Measures:
    """Return the measures at theta ``(P,)``, in a column for each part of the rows that there is."""
    found = {head: _of_points(part, theta) for head, part in parts.items() if part is not None}
    lines = [
        MeasureRow(name, meaning, tuple(each[name] for each in found.values())) for name, meaning in OF_PAIRS.items()
    ]
    return Measures(tuple(found), tuple(lines))


def share_alike(objective: PairsObjective, theta: Floats) -> float:
    """Return how often a point's nearest neighbour is of its class, at theta ``(P,)``."""
    with np.errstate(all="ignore"):
        return _of_points(objective, theta)["nearest is alike"]


def _of_points(objective: PairsObjective, theta: Floats) -> dict[str, float]:
    """Return the measures of an embedding, of evenly chosen points where there are very many."""
    some = evenly(objective.rows, MOST_POINTS)
    place, classes = objective.predict(theta)[some], objective.classes[some]
    apart = distances(place, place)
    np.fill_diagonal(apart, np.inf)
    same = classes[:, None] == classes
    unlike, like = apart[~same], apart[same & ~np.eye(len(some), dtype=bool)]
    return {
        "nearest is alike": float(np.mean(classes[apart.argmin(axis=1)] == classes)),
        "the like apart": float(like.mean()) if len(like) else np.nan,
        "the unlike apart": float(unlike.mean()) if len(unlike) else np.nan,
        "nearest unlike": float(unlike.min()) if len(unlike) else np.nan,
    }


PLANE = 2
"""Points are placed in the plane, so a model has two outputs."""
PLAIN_EMBEDDING = Spec.of("linear", bias=False)
"""The model of a task that says none: biases would move all points alike."""
RATE = 0.3
"""The highest learning rate of runners that say none."""
SKETCH_ROWS = 32
"""The height of a surface is looked at on so many rows, since all distances between them count."""


class PairsProblem(ModelOnData):
    """Data with classes, a model that places them in the plane, and a loss on distances."""

    def __init__(self, task: PairsTask) -> None:
        self.task = task
        _, self.prepared = prepared_data(task.data)
        self.loss = task.loss
        self.entry, _ = resolve(PAIR_LOSSES, task.loss, "objective.loss")
        self._check_classes()
        self.model = task.model or PLAIN_EMBEDDING
        self.network = self._build_network()
        self._objectives = lru_cache(maxsize=16)(self._on)

    @property
    def learning_rate(self) -> float:
        """A calm one: squared distances between the like curve the surface as widely as the inputs are spread."""
        spread = float(np.sum(np.var(self.prepared.train_inputs, axis=0)))
        return min(RATE, 0.5 / spread) if spread > 0 else RATE

    def objective(self, loss: Spec | None, penalty: Penalty) -> PairsObjective:  # noqa: ARG002 - pairs have none
        """Return the objective under a loss, on the training rows."""
        return self._objectives("train", loss or self.loss)

    def bare_objective(self, loss: Spec | None, part: Part) -> PairsObjective | None:
        """Return the objective under a loss on the rows of a part; None when it has none."""
        return self._objectives(part, loss or self.loss) if len(self.rows_of(part)[0]) else None

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:  # noqa: ARG002 - the contract's
        """Return the parameters ``(P,)`` that a start means; an absent one is drawn."""
        return self.network.start(0) if start is None else initial_point(start, self.size, self.network, path)

    def same_parameters(self, other: object) -> bool:
        """Say whether the other is the same model on the same data."""
        if not isinstance(other, PairsProblem):
            return False
        return (self.task.data, self.task.model) == (other.task.data, other.task.model)

    @property
    def sketch_rows(self) -> int:
        """Few, since all distances between them are looked at."""
        return SKETCH_ROWS

    def drawing(self, loss: Spec | None, penalty: Penalty) -> EmbeddingDrawing:
        """Return where the points are placed."""
        return EmbeddingDrawing(self.objective(loss, penalty), self.prepared, self.network)

    def sample_facts(self, loss: Spec | None, penalty: Penalty, theta: Floats, rows: Rows) -> SampleFacts:  # noqa: ARG002 - the contract's
        """As `Problem.sample_facts`: where each point is placed, and its loss as an anchor."""
        objective = self.objective(loss, penalty)
        return SampleFacts(predictions=objective.predict(theta), sample_losses=objective.sample_losses(theta))

    def measures(self, loss: Spec | None, thetas: Floats, names: tuple[str, ...], runner: int) -> Measures:  # noqa: ARG002 - the contract's
        """As `Problem.measures`: who is near whom, among the training rows and among those held back."""
        parts = {"train": self.bare_objective(loss, "train"), "test": self.bare_objective(loss, "test")}
        return measures_of_embeddings(parts, thetas[runner])

    def score(self, loss: Spec | None, theta: Floats) -> str:
        """As `Problem.score`: how often a point's nearest neighbour is of its class."""
        return f"neighbours alike {exact(round(share_alike(self.objective(loss, self.penalty), theta), 2))}"

    def _check_classes(self) -> None:
        if self.prepared.task == "regression":
            raise SceneError("objective.data", f"{self.task.data.kind!r} has no classes, so nothing is like or unlike")
        counts = np.unique(self.prepared.train_targets[:, 0], return_counts=True)[1]
        if len(counts) < 2 or counts.max() < 2:
            raise SceneError("objective.data", "needs training rows of two classes, and two rows of the same")

    def _build_network(self) -> Network:
        inputs = self.prepared.train_inputs.shape[1]
        spec = self.model
        model, options = resolve(MODELS, spec, "objective.model")
        try:
            network = model.build(inputs, PLANE, **options)
        except ModelError as error:
            raise SceneError("objective.model", str(error)) from None
        if not inputs or not np.ptp(network.design(np.stack([np.zeros(inputs), np.ones(inputs)])), axis=1).any():
            raise SceneError("objective.model", f"{spec.kind!r} uses no inputs, so it places all points alike")
        return network

    def _on(self, part: Part, loss: Spec) -> PairsObjective:
        entry, options = resolve(PAIR_LOSSES, loss, "loss")
        inputs, targets = self.rows_of(part)
        seed = int(self.task.data.get("seed", 0))
        return PairsObjective(self.network, inputs, targets[:, 0].astype(np.intp), entry, options, seed=seed)

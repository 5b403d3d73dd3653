"""The problem of fitting a model to data under a loss."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from lossstudio.core.array import Floats, Rows
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.dataset import DataError
from lossstudio.core.datasets.prepared import Prepared, prepare
from lossstudio.core.declared import Chosen
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss
from lossstudio.core.models import MODELS
from lossstudio.core.models.model import ModelError
from lossstudio.core.models.network import Network
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.loss_contributions import loss_contributions
from lossstudio.core.objective.objective import Objective
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.run.kinds.drawing import AnswersDrawing
from lossstudio.run.kinds.problem import ModelOnData, Part, SampleFacts, resolve
from lossstudio.run.kinds.starting import default_initial_point, initial_point
from lossstudio.run.recipe.budget import MOST_ANSWERS, MOST_SEEN, check_budget
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import PENALTY, Penalty, Start, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised(Task):
    """A model on data under a loss; an absent model or loss is chosen by the data's task."""

    data: Annotated[Spec, Chosen(catalogue=DATASETS, help="What is learned from.")]
    model: Annotated[
        Spec | None, Chosen(catalogue=MODELS, optional=True, help="What predicts; none: as suits the data.")
    ] = None
    loss: Annotated[
        Spec | None, Chosen(catalogue=LOSSES, optional=True, help="What is made small; none: as suits the data.")
    ] = None
    penalty: Annotated[Penalty, PENALTY] = Penalty()


NATURAL_LOSS = {"regression": "mse", "binary": "bce", "multiclass": "cce"}


class SupervisedProblem(ModelOnData):
    """Data, a model that fits their shape, and the objective under each loss."""

    def __init__(self, task: Supervised) -> None:
        self.task = task
        self.penalty = task.penalty
        self.learning_rate, self.prepared = prepared_data(task.data)
        self.loss = task.loss or Spec(NATURAL_LOSS[self.prepared.task])
        inputs = self.prepared.train_inputs.shape[1]
        self.model = task.model or Spec("linear" if inputs else "constant")
        self.network = self._build_network(inputs)
        self._objectives = lru_cache(maxsize=32)(self._on)
        self._usual_starts = lru_cache(maxsize=32)(default_initial_point)
        self._check(self.loss, "objective.loss")

    def start(self, start: Start | None, objective: Objective, path: str) -> Floats:
        """Return the parameters ``(P,)`` that a start means."""
        if start is not None:
            return initial_point(start, self.size, self.network, path)
        if self.network.has_hidden_layers:
            return self.network.start(0)
        return self._usual_starts(objective)

    def same_parameters(self, other: object) -> bool:
        """Say whether the other is the same model on the same data."""
        if not isinstance(other, SupervisedProblem):
            return False
        return (self.task.data, self.task.model) == (other.task.data, other.task.model) and self.size == other.size

    def objective(self, loss: Spec | None, penalty: Penalty) -> SupervisedObjective:
        """Return the objective under a loss, on the training rows."""
        return self._objectives("train", loss or self.loss, penalty)

    def bare_objective(self, loss: Spec | None, part: Part) -> SupervisedObjective | None:
        """Return the objective under a loss without penalty on the rows of a part; None when it has none."""
        return self._objectives(part, loss or self.loss, Penalty()) if len(self.rows_of(part)[0]) else None

    def drawing(self, loss: Spec | None, penalty: Penalty) -> AnswersDrawing:
        """Return the model's answers against the data."""
        return AnswersDrawing(self.objective(loss, penalty), self.prepared, self.network)

    def sample_facts(self, loss: Spec | None, penalty: Penalty, theta: Floats, rows: Rows) -> SampleFacts:
        """As `Problem.sample_facts`: each sample's answer and loss, and each term's share of the batch's."""
        objective = self.objective(loss, penalty)
        predictions = objective.predict(theta)
        under = objective.loss.under(objective.options)
        numbers = under.takes in ("value", "vector", "probability") or under.mean is not None
        return SampleFacts(
            predictions=predictions,
            residuals=under.answers(predictions) - objective.targets if numbers else None,
            sample_losses=objective.sample_losses(theta),
            data_loss=float(objective.data_values(theta, rows)),
            shares=loss_contributions(objective, theta, rows),
            compatibility_warnings=compatibility_warnings(objective.network, under, self.prepared.task),
        )

    def _build_network(self, inputs: int) -> Network:
        model, options = resolve(MODELS, self.model, "objective.model")
        loss, loss_options = resolve(LOSSES, self.loss, "objective.loss")
        try:
            network = model.build(inputs, self._outputs(loss.under(loss_options)), **options)
        except ModelError as error:
            raise SceneError("objective.model", str(error)) from None
        rows, seen, outputs = len(self.prepared.targets), len(network.features), network.outputs
        what = f"{seen:,} columns of {rows:,} rows"
        check_budget("objective.model", what, seen * rows, MOST_SEEN, "lower the degree, or take fewer rows")
        what = f"{outputs:,} answers to each of {rows:,} rows"
        check_budget("objective.data", what, outputs * rows, MOST_ANSWERS, "take fewer rows, classes or targets")
        return network

    def _outputs(self, loss: Loss) -> int:
        """Return how many outputs a loss wants: one for each class, or one for each column of the targets."""
        if loss.takes in ("scores", "probabilities"):
            fewest = 2 if self.prepared.task == "binary" else 1
            return max(fewest, len(self.prepared.classes), 1 + int(self.prepared.targets.max(initial=0)))
        return int(self.prepared.train_targets.shape[1])

    def _check(self, spec: Spec, path: str) -> None:
        """Refuse a loss that these data or this model can't have."""
        loss, options = resolve(LOSSES, spec, path)
        wanted = self._outputs(loss.under(options))
        if wanted != self.network.outputs:
            mine = f"the model has {self.network.outputs} for {self.loss.kind!r}"
            raise SceneError(path, f"{spec.kind!r} wants {wanted} outputs, but {mine}")
        if loss.refusal is not None and (reason := loss.refusal(self.prepared.targets, wanted, **options)):
            raise SceneError(path, reason)

    def _on(self, part: Part, spec: Spec, penalty: Penalty) -> SupervisedObjective:
        if spec != self.loss:
            self._check(spec, "loss")
        loss, options = resolve(LOSSES, spec, "loss")
        inputs, targets = self.rows_of(part)
        decay = Decay.over(
            self.network.groups, penalty.l1, penalty.l2, biases=penalty.biases, proximal=penalty.proximal
        )
        return SupervisedObjective(self.network, inputs, targets, loss, options, decay)


def prepared_data(spec: Spec) -> tuple[float, Prepared]:
    """Return the data's own learning rate, and the data that a scene's ``objective.data`` means.

    Raises
    ------
    SceneError
        If they can't be made.
    """
    dataset, _ = resolve(DATASETS, spec, "objective.data")
    try:
        return dataset.learning_rate, prepare(dataset, spec.options)
    except DataError as error:
        raise SceneError(f"objective.data.{error.option}", str(error)) from None

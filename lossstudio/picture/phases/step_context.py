"""What the phase texts are about: one step of one runner, and the data point and the parameter that are selected."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import DIGITS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.game.objective import GameObjective
from lossstudio.core.special_functions import sigmoid
from lossstudio.run.analysis.data_units import is_weighted_sum
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class StepContext:
    """One step, looked at through one sample and one parameter.

    Attributes
    ----------
    sample
        The number of a training row; None for the one of the batch that costs most, or where there are none.
    parameter
        The number of a parameter.
    digits
        With how many significant digits losses are written.
    """

    compiled: CompiledRecipe
    explanation: Explanation
    sample: int | None
    parameter: int
    digits: int = DIGITS

    @property
    def data(self) -> Prepared | None:
        """The data."""
        return self.compiled.problem.prepared

    @property
    def network(self) -> Network | None:
        """The model."""
        return self.compiled.problem.network

    @property
    def game(self) -> GameObjective | None:
        """The game that is played; None where there is none."""
        return self.compiled.objective(self.explanation.runner, self.explanation.step).game

    @property
    def player(self) -> int:
        """The number of the player whose the followed parameter is; 0 where there is no game."""
        return 0 if self.game is None else self.game.player_of(self.parameter)

    @property
    def row(self) -> int:
        """The training row that is followed."""
        losses = self.explanation.sample_losses
        if self.sample is not None and losses is not None and self.sample < len(losses):
            return self.sample
        return self.explanation.costliest_row or 0

    @property
    def in_batch(self) -> bool:
        """Whether this update sees that row."""
        return self.explanation.rows is None or bool(np.isin(self.row, self.explanation.rows))

    @property
    def settings(self) -> Settings:
        """What is in force for this runner at this step."""
        return self.compiled.settings(self.explanation.step)[self.explanation.runner]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return self.compiled.problem.parameter_names

    @property
    def name(self) -> str:
        """The followed parameter's name."""
        return self.names[self.parameter]

    @property
    def clipped(self) -> bool:
        """Whether this update goes by another gradient than the loss's own, as clipping made it shorter."""
        used = self.explanation.clipped_gradient
        return used is not None and not np.array_equal(used, self.explanation.gradient)

    @property
    def proximal(self) -> Decay | None:
        """The penalty whose l1 part acts by a proximal step after this update, if the followed parameter has one."""
        decay = self.compiled.objective(self.explanation.runner, self.explanation.step).proximal_step
        return decay if decay is not None and self.parameter in decay.places else None

    @property
    def straight(self) -> bool:
        """Whether the model is a plain weighted sum of its inputs."""
        return is_weighted_sum(self.compiled.problem)


def subscript(number: int) -> str:
    """Return a number as an index is written."""
    return "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(number))


def probability(score: float) -> float:
    """Return the probability that a score means."""
    return float(sigmoid(np.array([score]))[0])

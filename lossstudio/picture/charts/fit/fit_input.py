"""Where the runners stand on their data, and how the model's outputs there are read."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.evenly import evenly
from lossstudio.core.losses.loss import LAST_LAYER, Loss
from lossstudio.core.metrics import leaning
from lossstudio.core.models.network import Network
from lossstudio.core.special_functions import sigmoid
from lossstudio.picture.charts.fit.fit import Figure, Marked
from lossstudio.run.analysis.quality import Decision
from lossstudio.run.training.compiled_recipe import CompiledRecipe

MOST_POINTS = 1200
"""Of more samples only so many are drawn."""
MARGIN = 0.06
"""How far the chart reaches beyond the data, as a share of their extent."""


@dataclass(frozen=True, slots=True)
class FitInput:
    """Where the runners stand, and how the outputs there are read.

    Attributes
    ----------
    threshold
        Above which an answer counts as yes, in the unit in which the selected runner's
        outputs are cut; None is the usual one.
    areas
        Whether residuals are drawn as areas, where the area is what each costs.
    """

    compiled: CompiledRecipe
    data: Prepared
    network: Network
    thetas: Floats
    runner: int
    step: int
    sample: int | None
    threshold: float | None = None
    areas: bool = False

    @property
    def figure(self) -> Figure | None:
        """As what residuals are drawn; None: as lines."""
        return figure_of(self.compiled, self.runner, self.step) if self.areas else None

    def lines(self, inputs: Floats) -> Floats:
        """Return every runner's predictions ``(R, N)``."""
        outputs = self.predict(self.thetas, inputs)
        return np.stack([self.read(runner, output) for runner, output in enumerate(outputs)])

    def fitted(self, inputs: Floats) -> Floats:
        """Return the selected runner's predictions ``(N,)``."""
        return self.read(self.runner, self.predict(self.thetas[self.runner], inputs))

    def predict(self, theta: Floats, inputs: Floats) -> Floats:
        """Return the model's outputs ``(..., N, K)``; silent where they aren't finite."""
        with np.errstate(all="ignore"):
            return self.network.predict(theta, inputs)

    def read(self, runner: int, output: Floats) -> Floats:
        """Return what the first output of ``(N, K)`` stands for; for two classes how sure they are of the second."""
        if self.data.task != "binary":
            return self.loss(runner).answers(output[..., 0])
        decision = self.decision(runner)
        return sigmoid(leaning(output)) if decision.cut == "score" else decision.yes(output)

    def decision(self, runner: int) -> Decision:
        """Return where a runner's answers turn into a yes; those that are cut otherwise are cut as is usual."""
        mine, outputs = Decision.under(self.loss(self.runner), self.network.outputs).cut, self.network.outputs
        usual = Decision.under(self.loss(runner), outputs)
        return Decision.under(self.loss(runner), outputs, self.threshold) if usual.cut == mine else usual

    def leaning_axis(self, name: str) -> str:
        """Return what the readings are that lean to a class: its probability, a squashed score, or a value."""
        if self.decision(self.runner).cut == "score":
            return "squashed score σ(s)"
        ends = self.network.stack[-1].activation.key in LAST_LAYER.values()
        sure = ends or self.loss(self.runner).means_probabilities
        return f"probability of {name}" if sure else f"value for {name}, 0 to 1"

    def cut_height(self) -> float | None:
        """Return where the selected runner's threshold lies among its readings, 0 to 1; None for other tasks."""
        if self.data.task != "binary":
            return None
        decision = self.decision(self.runner)
        return float(sigmoid(np.array(decision.threshold))) if decision.cut == "score" else decision.threshold

    def loss(self, runner: int) -> Loss:
        """Return the loss in force for a runner."""
        judged = self.compiled.objective(runner, self.step).pointwise
        assert judged is not None
        return judged.loss

    def marked(self, x: Floats, y: Floats, fitted: Floats | None = None) -> Marked | None:
        """Return the followed sample's place, if there is one; x, y and `fitted` are ``(n,)``."""
        if self.sample is None or not 0 <= self.sample < len(x):
            return None
        height = None if fitted is None else float(fitted[self.sample])
        return Marked(row=self.sample, x=float(x[self.sample]), y=float(y[self.sample]), fitted=height)


def figure_of(compiled: CompiledRecipe, runner: int = 0, step: int = 0) -> Figure | None:
    """Return the figure whose area is what a residual costs; None where none is: only numbers have residuals.

    A square for the squared residual, a bar of one width for its size.
    """
    judged, data = compiled.objective(runner, step).pointwise, compiled.problem.prepared
    if judged is None or data is None or data.task != "regression":
        return None
    if judged.squares_residuals:
        return "square"
    return "bar" if judged.loss.sizes else None


def samples_drawn(count: int) -> Integers:
    """Return which samples are drawn ``(n,)``: all, or evenly chosen ones of very many."""
    return evenly(count, MOST_POINTS)


def extent(values: Floats) -> tuple[float, float]:
    """Return a range that holds the values ``(n,)`` with a margin."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or 0.5 * abs(low) or 0.5
    return low - margin, high + margin

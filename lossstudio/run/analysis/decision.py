"""Where the answer to a question of yes or no turns into a yes: at a probability, or a score where there is none."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.logistic import log_softmax, sigmoid
from lossstudio.core.losses.loss import Loss
from lossstudio.core.metrics import leaning
from lossstudio.run.training.compiled_recipe import Course

Cut = Literal["probability", "score", "none"]
"""What a threshold is measured in."""

USUAL: dict[Cut, float] = {"probability": 0.5, "score": 0.0, "none": 0.0}
_SUREST = 1e-9
"""A probability as near to 0 or 1 as this is cut like this."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How the outputs of a binary task are read.

    Attributes
    ----------
    loss
        What they were trained for.
    cut
        What the threshold is measured in.
    threshold
        Above which an answer counts as yes.
    """

    loss: Loss
    cut: Cut
    threshold: float

    @classmethod
    def under(cls, loss: Loss, outputs: int, threshold: float | None = None) -> "Decision":
        """Return the decision on so many outputs, one or two; a threshold of None is the usual one."""
        score = loss.takes == "score" and loss.link != "sigmoid" if outputs == 1 else not loss.means_probabilities
        cut: Cut = "score" if score else "probability"
        return cls(loss, cut, USUAL[cut] if threshold is None else threshold)

    def lead(self, output: Floats) -> Floats:
        """Return how far outputs ``(..., K)`` lie on the side of yes, ``(...)``; the decision is made at 0.

        In the unit of the output, in which a boundary is straight where the model is linear.
        """
        if self.cut == "probability" and self._linked:
            at = min(max(self.threshold, _SUREST), 1.0 - _SUREST)
            return leaning(output) - math.log(at / (1.0 - at))
        if self.cut == "probability":
            return self.yes(output) - self.threshold
        return leaning(output) - self.threshold

    def yes(self, output: Floats) -> Floats:
        """Return the probability of yes ``(...)`` that outputs ``(..., K)`` say, or the score that leans to it.

        A value that was fitted to 0 and 1 stands between them too, and is cut like a probability.
        """
        if self.cut == "score":
            return leaning(output)
        if output.shape[-1] > 1:
            shares = np.exp(log_softmax(output)) if self._linked else np.clip(output, 0.0, 1.0)
            return shares[..., 1]
        return sigmoid(output[..., 0]) if self._linked else np.clip(output[..., 0], 0.0, 1.0)

    def sureness(self, output: Floats) -> Floats:
        """Return how sure outputs ``(..., K)`` are of what is decided, from 0 (at the threshold) to 1."""
        if self.cut == "score":
            return np.abs(np.tanh(0.5 * self.lead(output)))
        beyond = self.yes(output) - self.threshold
        sure: Floats = beyond / np.where(beyond > 0.0, 1.0 - self.threshold, -max(self.threshold, _SUREST))
        return sure

    @property
    def _linked(self) -> bool:
        return self.loss.link is not None


def cut_of(course: Course, runner: int, step: int) -> Cut:
    """Return what a threshold on the runner's outputs is measured in; "none" where the task isn't binary."""
    objective, data = course.objective(runner, step).pointwise, course.problem.prepared
    if objective is None or data is None or data.task != "binary":
        return "none"
    outputs = objective.network.outputs
    return Decision.under(objective.loss, outputs).cut if outputs <= 2 else "none"

"""How good a runner is where it stands, in the metrics of its task, on the training rows and on those held back."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.losses.loss import Loss, Takes, Task
from lossstudio.core.metrics import Calibration, Roc, answered, calibration, leaning, metrics_of, roc
from lossstudio.core.special_functions import log_softmax, sigmoid
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def measures_of(compiled: CompiledRecipe, thetas: Floats, runner: int = 0, *, step: int = 0) -> Measures | None:
    """Return what is known where the runners stand ``(R, P)``; None where a model answers, or on a terrain.

    Distributions are measured for every runner of a small race, all else for the selected one.
    """
    with np.errstate(all="ignore"):
        return compiled.problem.measures(compiled.settings(step)[runner].loss, thetas, compiled.names, runner)


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


def cut_of(compiled: CompiledRecipe, runner: int, step: int) -> Cut:
    """Return what a threshold on the runner's outputs is measured in; "none" where the task isn't binary."""
    objective, data = compiled.objective(runner, step).pointwise, compiled.problem.prepared
    if objective is None or data is None or data.task != "binary":
        return "none"
    outputs = objective.network.outputs
    return Decision.under(objective.loss, outputs).cut if outputs <= 2 else "none"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quality:
    """What is known of one runner at one place.

    Attributes
    ----------
    task
        What kind of answer the data want.
    train, test
        Each metric by its name, as `metrics_of` has them; test is None where no rows are held back.
    part
        Which rows the rest is of: those held back, if there are any.
    cut
        What the threshold is measured in; "none" where there is none.
    threshold
        Above which an answer counts as yes.
    roc
        Every threshold's rates; None unless the task is yes or no.
    here
        (false alarms, found) at the threshold.
    calibration
        None where the outputs are no probabilities.
    errors
        ``(n,)``: prediction minus target, for numbers.
    """

    task: Task
    train: Mapping[str, float]
    test: Mapping[str, float] | None
    part: Part
    cut: Cut = "none"
    threshold: float = 0.0
    roc: Roc | None = None
    here: tuple[float, float] | None = None
    calibration: Calibration | None = None
    errors: Floats | None = None


def quality_of(
    compiled: CompiledRecipe, theta: Floats, runner: int = 0, *, step: int = 0, threshold: float | None = None
) -> Quality | None:
    """Return how good a runner is at theta ``(P,)``; None where there are no data to be good on.

    Parameters
    ----------
    threshold
        Above which an answer counts as yes, in the probability, or in the score where there is no probability; None is
        one half, or a score of 0.
    """
    objective, data = compiled.objective(runner, step).pointwise, compiled.problem.prepared
    if objective is None or data is None:
        return None
    tested = len(data.test_targets) > 0
    outputs = {"train": objective.predict(theta)}
    if tested:
        outputs["test"] = objective.predict(theta, data.test_inputs)
    with np.errstate(all="ignore"):
        return _judged(objective.loss, data, outputs, threshold)


def _judged(loss: Loss, data: Prepared, outputs: dict[str, Floats], threshold: float | None) -> Quality:
    part: Part = "test" if "test" in outputs else "train"
    outputs = {name: loss.answers(output) for name, output in outputs.items()}
    output, target = outputs[part], _targets(data, part)
    if data.task == "binary" and output.shape[-1] <= 2:
        return _yes_or_no(loss, data, outputs, threshold, part)
    task = answered(data.task, loss.takes)
    found = {name: _numbers(metrics_of(task, loss.takes, each, _targets(data, name))) for name, each in outputs.items()}
    errors = (output - target).reshape(-1) if task == "regression" else None
    sure = None if task == "regression" else _of_many(loss, output)
    held = None if sure is None else calibration(sure.max(axis=-1), sure.argmax(axis=-1) == target[:, 0])
    return Quality(task=task, train=found["train"], test=found.get("test"), part=part, calibration=held, errors=errors)


def _yes_or_no(loss: Loss, data: Prepared, outputs: dict[str, Floats], threshold: float | None, part: Part) -> Quality:
    decision = Decision.under(loss, outputs[part].shape[-1], threshold)
    takes: Takes = "score" if decision.cut == "score" else "probability"
    at, leans = decision.threshold, {name: decision.yes(output) for name, output in outputs.items()}
    found = {
        name: _numbers(metrics_of("binary", takes, lean[:, np.newaxis], _targets(data, name), threshold=at))
        for name, lean in leans.items()
    }
    yes, said_yes = _targets(data, part)[:, 0] > 0.5, leans[part] > at
    here = float(np.mean(said_yes[~yes])) if (~yes).any() else 0.0, float(np.mean(said_yes[yes])) if yes.any() else 0.0
    return Quality(
        task="binary",
        train=found["train"],
        test=found.get("test"),
        part=part,
        cut=decision.cut,
        threshold=at,
        roc=roc(leans[part], yes),
        here=here,
        calibration=calibration(leans[part], yes) if loss.means_probabilities else None,
    )


def _of_many(loss: Loss, output: Floats) -> Floats | None:
    """Return the probability ``(N, K)`` of each class; None where the outputs are none."""
    if not loss.means_probabilities or output.shape[-1] < 2:
        return None
    return np.exp(log_softmax(output)) if loss.takes == "scores" else np.clip(output, 0.0, 1.0)


def _targets(data: Prepared, part: str) -> Floats:
    return data.test_targets if part == "test" else data.train_targets


def _numbers(metrics: Mapping[str, Floats]) -> dict[str, float]:
    return {name: float(value) for name, value in metrics.items()}

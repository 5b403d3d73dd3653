"""How good a runner is where it stands, in the metrics of its task, on the training rows and on those held back."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.calibration import Calibration, calibration
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.logistic import log_softmax
from lossstudio.core.losses.loss import Loss, Takes, Task
from lossstudio.core.metrics import metrics_of
from lossstudio.core.ranking import Roc, roc
from lossstudio.run.analysis.decision import Cut, Decision
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import Course


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
    course: Course, theta: Floats, runner: int = 0, *, step: int = 0, threshold: float | None = None
) -> Quality | None:
    """Return how good a runner is at theta ``(P,)``; None where there are no data to be good on.

    Parameters
    ----------
    threshold
        Above which an answer counts as yes, in the probability, or in the score where there is no probability; None is
        one half, or a score of 0.
    """
    objective, data = course.objective(runner, step).pointwise, course.problem.prepared
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
    output, target = outputs[part], _targets(data, part)
    if data.task == "binary" and output.shape[-1] <= 2:
        return _yes_or_no(loss, data, outputs, threshold, part)
    found = {
        name: _numbers(metrics_of(data.task, loss.takes, each, _targets(data, name))) for name, each in outputs.items()
    }
    errors = (output - target).reshape(-1) if data.task == "regression" else None
    sure = None if data.task == "regression" else _of_many(loss, output)
    held = None if sure is None else calibration(sure.max(axis=-1), sure.argmax(axis=-1) == target[:, 0])
    return Quality(
        task=data.task, train=found["train"], test=found.get("test"), part=part, calibration=held, errors=errors
    )


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

"""How good a runner is, in a few words for people: the metric of the task."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.metrics import metrics_of
from lossstudio.core.numbers import MINUS, exact
from lossstudio.run.analysis.decision import Decision
from lossstudio.run.training.compiled_recipe import Course


def score_of(course: Course, theta: Floats, runner: int = 0, *, step: int = 0, threshold: float | None = None) -> str:
    """Return "R² 0.19" or "accuracy 0.93" at theta ``(P,)``, on the training rows; nothing where no row is judged.

    Parameters
    ----------
    threshold
        Above which an answer counts as yes, in the probability, or in the score where there is none; None is the usual.
    """
    objective, data = course.objective(runner, step).pointwise, course.problem.prepared
    if objective is None or data is None:
        return course.problem.score(course.settings(step)[runner].loss, theta)
    with np.errstate(all="ignore"):
        output = objective.predict(theta)
        if threshold is not None and data.task == "binary" and output.shape[-1] <= 2:
            output = Decision.under(objective.loss, output.shape[-1], threshold).lead(output)[:, np.newaxis]
            found = metrics_of("binary", "score", output, data.train_targets, ranked=False)
        else:
            found = metrics_of(data.task, objective.loss.takes, output, data.train_targets, ranked=False)
    name, label = ("r2", "R²") if data.task == "regression" else ("accuracy", "accuracy")
    value = float(found[name])
    if value <= -100:
        return f"{label} below {MINUS}100"
    return f"{label} {exact(round(value, 2))}"

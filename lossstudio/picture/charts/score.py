"""How good a runner is, in a few words for people: the metric of the task."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.metrics import metrics_of
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.run.course import Course

MINUS = "−"


def score_of(course: Course, theta: Floats, runner: int = 0, *, step: int = 0) -> str:
    """Return "R² 0.19" or "accuracy 0.93" at theta ``(P,)``, on the training rows; for terrains the place's height."""
    objective, data = course.objective(runner, step), course.problem.prepared
    if not isinstance(objective, SupervisedObjective) or data is None:
        return ""
    with np.errstate(all="ignore"):
        output = objective.predict(theta)
        found = metrics_of(data.task, objective.loss.takes, output, data.train_targets, ranked=False)
    name, label = ("r2", "R²") if data.task == "regression" else ("accuracy", "accuracy")
    value = float(found[name])
    return f"{label} {value:.2f}".replace("-", MINUS) if value > -100 else f"{label} below {MINUS}100"

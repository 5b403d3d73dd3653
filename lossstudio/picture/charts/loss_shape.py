"""From a course and where a runner stands to the shape of its loss, with the samples upon it; pure."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.run.course import Course

POINTS = 161
SCORES = 6.0
"""How far scores are shown to both sides."""
MOST_SAMPLES = 1200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossShape:
    """What the loss chart of one sample draws.

    Attributes
    ----------
    x
        ``(G,)``: the error, the score for the truth, or the probability given to the truth.
    curves
        ``(C, G)``: the loss; a second curve where a miss of one class costs something else than of the other.
    curve_names
        Of the curves, where there are two.
    samples
        ``(n, 2)``: where the training samples stand.
    marked
        Where the followed sample stands.
    name
        Of the axis.
    """

    x: Floats
    curves: Floats
    curve_names: tuple[str, ...]
    samples: Floats
    marked: tuple[float, float] | None
    name: str


def shape_of(
    course: Course, theta: Floats, runner: int = 0, *, step: int = 0, sample: int | None = None
) -> LossShape | None:
    """Return the shape of a runner's loss at theta ``(P,)``; None where there is no loss over one number."""
    objective, data = course.objective(runner, step), course.problem.prepared
    if not isinstance(objective, SupervisedObjective) or data is None or data.task == "multiclass":
        return None
    if objective.network.outputs != 1:
        return None
    output, target = objective.predict(theta)[:, 0], data.train_targets[:, 0]
    losses = objective.sample_losses(theta)
    if objective.loss.takes == "value":
        x, curves = _over_errors(objective, target)
        place, name = output - target, f"error ŷ − y{_unit(data.target_names[0])}"
    else:
        x, curves = _over_truth(objective)
        place = np.where(target > 0.5, output, _mirrored(objective, output))
        name = "score for the truth" if objective.loss.takes == "score" else "probability given to the truth"
    two = len(curves) == 2
    chosen = slice(None, None, max(1, -(-len(place) // MOST_SAMPLES)))
    known = sample is not None and 0 <= sample < len(place)
    return LossShape(
        x=x,
        curves=curves,
        curve_names=tuple(data.classes) if two else (),
        samples=np.column_stack([place, losses])[chosen],
        marked=(float(place[sample]), float(losses[sample])) if known else None,
        name=name,
    )


def _over_errors(objective: SupervisedObjective, target: Floats) -> tuple[Floats, Floats]:
    reach = float(np.ptp(target)) or abs(float(target[0])) or 1.0
    errors = np.linspace(-reach, reach, POINTS)
    middle = float(np.median(target))
    values = objective.loss.value((errors + middle)[:, np.newaxis], np.full((POINTS, 1), middle), **objective.options)
    return errors, values[np.newaxis]


def _over_truth(objective: SupervisedObjective) -> tuple[Floats, Floats]:
    scores = objective.loss.takes == "score"
    x = np.linspace(-SCORES, SCORES, POINTS) if scores else np.linspace(0.0, 1.0, POINTS)
    pairs = ((_mirrored(objective, x), 0.0), (x, 1.0))
    curves = [
        objective.loss.value(output[:, np.newaxis], np.full((POINTS, 1), truth), **objective.options)
        for output, truth in pairs
    ]
    return x, np.stack(curves[1:] if np.allclose(curves[0], curves[1]) else curves)


def _mirrored(objective: SupervisedObjective, output: Floats) -> Floats:
    """Return what an output says for the first class instead of the second."""
    return -output if objective.loss.takes == "score" else 1.0 - output


def _unit(name: str) -> str:
    """Return " (kg)" of "body mass (kg)"."""
    start = name.rfind(" (")
    return name[start:] if start >= 0 and name.endswith(")") else ""

"""From a course and where a runner stands to the shape of its loss and gradient, with the samples upon it; pure."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.charts.loss.distance_shape import distance_shape
from lossstudio.picture.charts.loss.loss_lines import Samples, line_of, rows_of
from lossstudio.picture.charts.loss.score_shape import score_shape
from lossstudio.picture.charts.loss.shape import LossShape
from lossstudio.run.kinds.drawing import AnswersDrawing, EmbeddingDrawing, PlayersDrawing
from lossstudio.run.training.compiled_recipe import Course

MOST_SAMPLES = 600


def shape_of(
    course: Course, theta: Floats, runner: int = 0, *, step: int = 0, sample: int | None = None
) -> LossShape | None:
    """Return the shape of a runner's loss at theta ``(P,)``; None where there is no loss of one datum."""
    drawing = course.drawing(runner, step)
    with np.errstate(all="ignore"):
        match drawing:
            case EmbeddingDrawing():
                return distance_shape(drawing.objective, theta)
            case PlayersDrawing():
                return score_shape(drawing.game, theta)
            case AnswersDrawing():
                return _of_answers(drawing, theta, sample)
    return None


def _of_answers(drawing: AnswersDrawing, theta: Floats, sample: int | None) -> LossShape:
    objective, data = drawing.objective, drawing.data
    rows = rows_of(objective.rows, MOST_SAMPLES, sample)
    output = objective.predict(theta, objective.inputs[rows])
    line = line_of(Samples(objective, output, objective.targets[rows], data.task))
    known = sample is not None and rows[-1] == sample
    each = len(line.samples) // len(rows)
    place, loss, slope = (float(number) for number in line.samples[-each])
    return LossShape(
        x=line.x,
        curves=line.curves,
        slopes=line.slopes,
        curve_names=tuple(_class_name(data.classes, truth) for truth in line.truths),
        samples=line.samples,
        marked=(place, loss, slope) if known else None,
        name=line.name + (_unit(data.target_names[0]) if line.name.startswith(("error", "distance")) else ""),
    )


def _class_name(classes: tuple[str, ...], number: int) -> str:
    return classes[number] if number < len(classes) else f"class {number}"


def _unit(name: str) -> str:
    """Return " (kg)" of "body mass (kg)"."""
    start = name.rfind(" (")
    return name[start:] if start >= 0 and name.endswith(")") else ""

"""Rows that decide alone: squares make a few large errors the whole loss."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import counted, rounded
from lossstudio.run.coach.action import Advice, SetLoss
from lossstudio.run.coach.answers import Answers, nearest
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent

FEW = 0.1
"""Which share of the rows, one at least, is called few."""
MOST_OF_IT = 0.6
"""Few rows decide when this share of the loss is theirs."""
WILD = 3.5
"""... and when each of them is missed by this many usual errors (B. Iglewicz and D. Hoaglin, "How to detect and handle
outliers", 1993)."""
FEWEST_ROWS = 8
SPREAD = 1.4826
"""The standard deviation of a bell curve in units of its median absolute deviation."""
ALIKE = 0.5
"""A neighbour is missed alike when its error is at least this share of the row's own, the same way."""
HUBER = 1.345
"""Huber's delta in standard deviations, at which little is lost where there are no outliers (Huber, 1964)."""


def outliers(view: RunView) -> Advice | None:
    """Say that a few rows are most of a squared loss."""
    answers = view.train_answers
    if answers is None or not view.ended or not view.squares_residuals or len(answers.targets) < FEWEST_ROWS:
        return None
    residuals = answers.values - answers.targets
    squares = np.sort(np.sum(residuals**2, axis=1))[::-1]
    held = np.cumsum(squares) / max(squares.sum(), 1e-300)
    few = int(np.searchsorted(held, MOST_OF_IT)) + 1  # as few as hold most: usual rows beside a wild one say nothing
    if few > max(1, int(FEW * len(squares))):
        return None
    share = float(held[few - 1])
    usual = SPREAD * float(np.median(np.abs(residuals - np.median(residuals, axis=0))))
    if squares[few - 1] < (WILD * usual) ** 2 or _shared(answers, residuals, few):
        return None
    # Most residuals may be equal, and the Huber loss wants a delta above 0.
    delta = rounded(max(HUBER * usual, 1e-6))
    return Advice(
        key="outliers",
        severity="hint",
        title="A few rows decide",
        text=f"{percent(share)} of the loss comes from {counted(few, 'row')} of {len(squares)}: the square of a large "
        "error outweighs many small ones. Huber's loss counts large errors as they are.",
        steps=(0, view.step),
        action=SetLoss(
            view.name if view.compiled.recipe.runners[view.runner].loss else None, Spec.of("huber", delta=delta)
        ),
        action_label="Try Huber's loss",
    )


def _shared(answers: Answers, residuals: Floats, few: int) -> bool:
    """Say whether most of the few rows are missed together with their neighbours: then the model is to blame."""
    if not answers.inputs.shape[1]:
        return False
    largest = np.argsort(np.sum(residuals**2, axis=1))[::-1][:few]
    neighbours = residuals[nearest(answers.inputs)[largest]]
    alike = np.sum(residuals[largest] * neighbours, axis=1) >= ALIKE * np.sum(residuals[largest] ** 2, axis=1)
    return bool(np.mean(alike) > 0.5)

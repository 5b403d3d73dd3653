"""Rows that decide alone: squares make a few large errors the whole loss."""

import numpy as np

from lossstudio.core.spec import Spec
from lossstudio.run.coach.action import SetLoss
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import counted, percent, rounded

FEW = 0.1
"""Which share of the rows, one at least, is called few."""
MOST_OF_IT = 0.6
"""Few rows decide when this share of the loss is theirs."""
FEWEST_ROWS = 8
SPREAD = 1.4826
"""The standard deviation of a bell curve in units of its median absolute deviation."""
HUBER = 1.345
"""Huber's delta in standard deviations, at which little is lost where there are no outliers (Huber, 1964)."""


def outliers(view: RunView) -> Advice | None:
    """Say that a few rows are most of a squared loss."""
    answers = view.train_answers
    if answers is None or not view.ended or not view.squares_residuals or len(answers.targets) < FEWEST_ROWS:
        return None
    residuals = answers.outputs - answers.targets
    squares = np.sort(np.sum(residuals**2, axis=1))[::-1]
    few = max(1, int(FEW * len(squares)))
    share = float(squares[:few].sum() / max(squares.sum(), 1e-300))
    if share < MOST_OF_IT:
        return None
    usual = SPREAD * float(np.median(np.abs(residuals - np.median(residuals, axis=0))))
    delta = rounded(max(HUBER * usual, 1e-6))
    return Advice(
        key="outliers",
        severity="hint",
        title="A few rows decide",
        text=f"{percent(share)} of the loss comes from {counted(few, 'row')} of {len(squares)}: the square of a large "
        "error outweighs many small ones. Huber's loss counts large errors as they are.",
        steps=(0, view.step),
        action=SetLoss(
            view.name if view.course.recipe.runners[view.runner].loss else None, Spec.of("huber", delta=delta)
        ),
        action_label="Use Huber's loss",
    )

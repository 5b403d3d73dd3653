"""The numbers about a step: the same words and the same texts in presenter, film, player, kit and deck."""

import math
from collections.abc import Callable

from lossstudio.core.numbers import DIGITS, exact, readout, rounded
from lossstudio.picture.text.axis_names import height_name
from lossstudio.picture.text.read_out_rows import ReadOut
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.compiled_recipe import CompiledRecipe

STOPPED = "stopped"
"""Stands for the numbers of a runner that has stopped, or is about to since they are none any more."""
UNKNOWN = "..."


def loss_name(compiled: CompiledRecipe) -> str:
    """Return what the number that is minimised on all training rows is called."""
    return height_name(compiled.objective())


def loss_read_out(view: StepView) -> ReadOut:
    """Tell the loss on all training rows."""
    return ReadOut(loss_name(view.compiled), number_text(view.loss, view.digits))


def batch_loss_read_out(view: StepView) -> ReadOut:
    """Tell the loss on the rows that the update sees."""
    return ReadOut(f"batch {loss_name(view.compiled)}", number_text(view.batch_loss, view.digits))


def test_loss_read_out(view: StepView) -> ReadOut:
    """Tell the loss on the test rows."""
    return ReadOut("test loss", number_text(view.test_loss, view.digits))


def gradient_read_out(view: StepView) -> ReadOut:
    """Tell the length of the gradient that the update sees."""
    return ReadOut("gradient", number_text(view.gradient_norm))


def rate_read_out(view: StepView) -> ReadOut:
    """Tell the learning rate of the update, written as a person chose it."""
    return ReadOut("learning rate", exact_text(view.learning_rate))


def number_text(number: float | None, digits: int = DIGITS) -> str:
    """Return a number of a step with so many digits, or the word for it; None is one that isn't known yet."""
    return _printed(number, lambda known: readout(known, digits))


def brief_digits(digits: int) -> int:
    """Return how many digits are kept where there is little room for so many."""
    return max(2, min(digits - 1, DIGITS))


def exact_text(number: float | None) -> str:
    """Return a number of a step that a person chose, as it was chosen where that is short."""
    return _printed(number, lambda chosen: exact(rounded(chosen)))


def _printed(number: float | None, printed: Callable[[float], str]) -> str:
    if number is None:
        return UNKNOWN
    return printed(number) if math.isfinite(number) else STOPPED


def from_rows(looked_at: int, rows: int) -> str:
    """Say what an estimate was made from: "from 2,048 of 100,000 rows"."""
    return f"from {looked_at:,} of {rows:,} rows"

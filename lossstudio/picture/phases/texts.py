"""The four phases of a step in words, formulas and this step's own numbers."""

from collections.abc import Sequence

from lossstudio.core.numbers import DIGITS
from lossstudio.picture.phases.game import field, move, player_losses, players
from lossstudio.picture.phases.loss import loss
from lossstudio.picture.phases.predict import predict
from lossstudio.picture.phases.step_context import StepContext
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.update import gradient, update
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.training.compiled_recipe import CompiledRecipe

TITLES = ("Predict", "Loss", "Gradient", "Update")


def phase_texts(
    compiled: CompiledRecipe,
    explanation: Explanation,
    *,
    sample: int | None = None,
    parameter: int = 0,
    digits: int = DIGITS,
) -> tuple[PhaseText, PhaseText, PhaseText, PhaseText]:
    """Return the texts of predict, loss, gradient and update.

    Parameters
    ----------
    compiled
        The run's meaning.
    explanation
        The explained step.
    sample
        The training row to follow; None is the one of the batch that costs most.
    parameter
        The parameter to follow.
    digits
        With how many significant digits losses of this run are written.
    """
    context = StepContext(compiled, explanation, sample, min(parameter, explanation.theta.size - 1), digits)
    if context.game is not None:
        return players(context), player_losses(context), field(context), move(context)
    return predict(context), loss(context), gradient(context), update(context)


def names_alone(texts: Sequence[PhaseText]) -> tuple[PhaseText, ...]:
    """Return what the phases are called, without formulas and numbers."""
    return tuple(PhaseText(title=text.title, formula="", lines=(), result="") for text in texts)

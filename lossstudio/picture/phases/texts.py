"""The four phases of a step in words, formulas and this step's own numbers."""

from lossstudio.picture.phases.game import field, move, player_losses, players
from lossstudio.picture.phases.loss import loss
from lossstudio.picture.phases.predict import predict
from lossstudio.picture.phases.step_context import Asked
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.update import gradient, update
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.training.compiled_recipe import Course

TITLES = ("Predict", "Loss", "Gradient", "Update")


def phase_texts(
    course: Course, told: Explanation, *, sample: int | None = None, parameter: int = 0
) -> tuple[PhaseText, PhaseText, PhaseText, PhaseText]:
    """Return the texts of predict, loss, gradient and update.

    Parameters
    ----------
    course
        The run's meaning.
    told
        The explained step.
    sample
        The training row to follow; None is the one of the batch that costs most.
    parameter
        The parameter to follow.
    """
    asked = Asked(course, told, sample, min(parameter, told.theta.size - 1))
    if asked.game is not None:
        return players(asked), player_losses(asked), field(asked), move(asked)
    return predict(asked), loss(asked), gradient(asked), update(asked)

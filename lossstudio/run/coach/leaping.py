"""First steps that are far too long, after which a run is lost on level ground."""

import numpy as np

from lossstudio.core.numbers import readout, rounded
from lossstudio.run.coach.action import SetLearningRate
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.limits import going
from lossstudio.run.coach.trials import better_first_share, first_move_is_too_long
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta

FIRST_STEPS = 10
RISE = 2.0
"""The first steps were too long when they took the loss to so many times what it was, ..."""
LOST = 0.1
"""... and when it is still above this share of what it was: else they did no harm."""


def leaping(view: RunView) -> Advice | None:
    """Say that the first steps threw the ball far up, where no limit says which rate would do."""
    for runner in going(view):
        losses = view.timeline.batch_loss[: FIRST_STEPS + 1, runner]
        if view.step < FIRST_STEPS or view.limits[runner] is not None or not losses[0] > 0:
            continue
        highest = int(np.argmax(losses))
        if losses[highest] < RISE * losses[0] or _is_back(view, runner) or not first_move_is_too_long(view, runner):
            continue
        value = rounded(view.timeline.learning_rate[0, runner] * better_first_share(view, runner))
        return Advice(
            key="leaping",
            severity="warning",
            title="The first steps are too long",
            text=f"At step {highest} the loss is {readout(losses[highest])}, after {readout(losses[0])} at the start: "
            f"{eta(view.timeline.learning_rate[0, runner])} throws {view.of_runner(runner).lower()} far away. A much "
            "shorter first step goes down.",
            steps=(0, highest),
            action=SetLearningRate(view.course.names[runner], value),
            action_label=f"Try {eta(value)}",
        )
    return None


def _is_back(view: RunView, runner: int) -> bool:
    """Say whether a runner has got far below its start in spite of all."""
    loss, least = view.timeline.batch_loss[: view.step, runner], view.course.objective(runner, view.step).least or 0.0
    return bool(loss[-1] - least <= LOST * (loss[0] - least))

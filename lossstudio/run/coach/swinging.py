"""Momentum that is too strong: the ball runs through the bottom of the valley and up the other side, again and again.

N. Qian, "On the momentum term in gradient descent learning algorithms", 1999: a heavy ball is a damped oscillator, and
it is underdamped from some momentum on; at a momentum of m a swing keeps the share √m of itself per step.
"""

import numpy as np

from lossstudio.core.numbers import exact
from lossstudio.run.coach.action import Advice, SetOptimizer
from lossstudio.run.coach.limits import going
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent

FEWEST_STEPS = 20
SWING = 0.1
"""Swings last when the loss of the last quarter of the steps spans this share of all that it fell, ..."""
UP_AND_DOWN = 0.5
"""... and when it rises by this part of what it falls in the last half."""
CALM = 0.9
"""The momentum that is offered instead of a stronger one, ..."""
CALMER = 0.5
"""... and instead of one up to that."""


def swinging(view: RunView) -> Advice | None:
    """Say that momentum carries the ball through the valley and up again."""
    runner = view.runner
    strong = view.settings[runner].optimizer_options.get("momentum", 0.0)
    if not view.ended or view.in_batches or runner not in going(view) or strong <= CALMER:
        return None
    loss = view.loss[:, runner]
    middle = len(loss) // 2
    late = loss[middle:]
    if len(loss) < FEWEST_STEPS or view.folded(runner):
        return None
    changes = np.diff(late)
    up, down = float(changes[changes > 0].sum()), float(-changes[changes < 0].sum())
    if up < UP_AND_DOWN * down or np.ptp(late[len(late) // 2 :]) < SWING * float(loss[0] - loss.min()):
        return None
    calm = CALM if strong > CALM else CALMER
    half = view.step_of(middle)
    return Advice(
        key="swinging",
        severity="warning",
        title=f"{view.of_runner(runner)} swings",
        text=f"Since step {half} the loss goes up and down between {view.told(late.min())} and "
        f"{view.told(late.max())}: each step keeps {percent(strong)} of the speed of the last, which carries the ball "
        "past the bottom.",
        steps=(half, view.step),
        action=SetOptimizer(view.name, view.settings[runner].optimizer.with_options(momentum=calm)),
        action_label=f"Set momentum to {exact(calm)}",
    )

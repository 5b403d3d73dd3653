"""An l1 penalty under plain descent: it wants a weight at 0, and each step carries it past."""

from dataclasses import replace

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.run.coach.action import Advice, SetPenalty, SetSchedule
from lossstudio.run.coach.limits import going
from lossstudio.run.coach.view import RunView

LATE_STEPS = 24
CROSSINGS = 6
"""A weight that crosses 0 so often in the last steps never stands there."""


def never_zero(view: RunView) -> Advice | None:
    """Say that weights which l1 wants at 0 go to and fro across it."""
    runner = view.runner
    penalty = view.settings[runner].penalty
    if not penalty.l1 or penalty.proximal or not view.ended or view.in_batches or runner not in going(view):
        return None
    late = view.timeline.theta[max(0, view.step - LATE_STEPS) : view.step + 1, runner]
    crossings = np.sum(np.diff(np.sign(late), axis=0) != 0, axis=0)
    if not view.rate_stays(runner) or crossings.max() < CROSSINGS:
        return None
    which = int(np.argmax(crossings))
    low, high = float(late[:, which].min()), float(late[:, which].max())
    plain = all(its.optimizer_entry.plain_steps for its in view.settings)
    fades = SetSchedule(view.name, Spec("cosine")), "Let η fade out", "A rate that fades out lets it come ever nearer."
    puts = (
        SetPenalty(replace(penalty, proximal=True)),
        "L1 by a proximal step",
        "A proximal step after each update puts it at exactly 0.",
    )
    action, label, cure = puts if plain else fades
    return Advice(
        key="never_zero",
        severity="hint",
        title=f"{view.objective.parameter_names[which]} is never quite 0",
        text=f"The l1 penalty pulls it to 0 as hard from near as from far, so that each step carries it past: between "
        f"{readout(low)} and {readout(high)} in the last {len(late) - 1} steps. {cure}",
        steps=(view.step - len(late) + 1, view.step),
        action=action,
        action_label=label,
    )

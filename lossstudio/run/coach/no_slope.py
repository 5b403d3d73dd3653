"""A typed loss without a slope: it counts mistakes, but shows for no answer which way would be better."""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.run.coach.action import Advice, SetLoss
from lossstudio.run.coach.view import RunView
from lossstudio.run.kinds.supervised.problem import NATURAL_LOSS


def no_slope(view: RunView) -> Advice | None:
    """Say that a typed loss gives no row a slope, though it isn't at its end."""
    spec, data = view.settings[view.runner].loss, view.compiled.problem.prepared
    if spec is None or data is None or spec.kind != "formula" or not view.step:
        return None
    answers = view.train_answers
    if answers is None:
        return None
    entry = LOSSES[spec.kind]
    options = entry.complete(spec.options)
    loss, slope = (of(answers.outputs, answers.targets, **options) for of in (entry.value, entry.gradient))
    if np.any(slope != 0) or not np.mean(loss) > 0:
        return None
    natural = NATURAL_LOSS[data.task]
    height = "above 0" if view.loss_here is None else view.told(view.loss_here)
    return Advice(
        key="no_slope",
        severity="warning",
        title="A loss without a slope",
        text=f"At step {view.step} the loss is {height}, yet its slope is 0 on all {len(answers.targets)} rows: it "
        "says that they are wrong, and to none which way is better.",
        steps=(0, view.step),
        action=SetLoss(view.name if view.compiled.recipe.runners[view.runner].loss else None, Spec(natural)),
        action_label=f"Use {LOSSES[natural].label.lower()}",
    )

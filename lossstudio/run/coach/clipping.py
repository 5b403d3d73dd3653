"""Gradients that are nearly always clipped: the step is then not the learning rate times the gradient."""

import numpy as np

from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.run.coach.action import Advice, SetClipping
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent

FEWEST_STEPS = 20
ALWAYS = 0.9
"""Clipping is no exception any more when it changes this share of the updates."""
ROOM = 2.0
"""The offered limit is this many times the middle length of the gradients."""


def clipping(view: RunView) -> Advice | None:
    """Say that clipping changes nearly every update."""
    runner = view.compiled.recipe.runners[view.runner]
    norms = view.timeline.gradient_norm[view.first : view.step, view.runner]
    if view.step < FEWEST_STEPS or not len(norms):
        return None
    # An entry is above the limit for certain only when the whole gradient is longer than such entries could make it.
    limits = [runner.clip_norm, None if runner.clip_value is None else runner.clip_value * view.compiled.size**0.5]
    said = [limit for limit in limits if limit is not None]
    if not said:
        return None
    clipped, middle = float(np.mean(norms > min(said))), float(np.median(norms))
    if clipped < ALWAYS:
        return None
    free = rounded(ROOM * middle)
    return Advice(
        key="clipping",
        severity="hint",
        title="Nearly every gradient is clipped",
        text=f"{percent(clipped)} of the last {len(norms)} gradients were clipped: half of them are longer than "
        f"{readout(middle)}, the limit is {exact(min(said))}. The steps all have one length, and η says little.",
        steps=(view.first, view.step),
        action=SetClipping(view.name, free),
        action_label=f"Clip above {exact(free)}",
    )

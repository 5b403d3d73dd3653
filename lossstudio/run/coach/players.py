"""Two players who don't come to rest: they circle, or spiral outwards.

L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", 2018: on the Dirac-GAN
plain simultaneous descent spirals out, alternating descent circles, and a penalty on the discriminator's gradient makes
both converge.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.run.coach.action import Advice, SetTask
from lossstudio.run.coach.view import RunView

ONLY_GROWN = 1.5
"""A field that has only grown, by this much, is no part of a circle."""
FEWEST_PEAKS = 2
"""So often the field must have been longest before a turn is reported."""
PENALISED = "gradient_penalty"
"""The part of a task that weighs the penalty on the discriminator's slope."""
PENALTY = 1.0
"""The weight of the gradient penalty that is offered."""
FEWEST_STEPS = 40
SETTLING = 0.5
"""The players settle when the longest field of the second half is at most this part of that of the first."""
GROWING = 1.05
"""They spiral out when the field is more than this times as long at a later turn as at the first."""


def circling(view: RunView) -> Advice | None:
    """Say that the players don't come to rest."""
    game, half = view.objective.game, view.step // 2
    if game is None or view.step < FEWEST_STEPS or view.timeline.stopped[view.runner] is not None:
        return None
    field = view.timeline.gradient_norm[: view.step, view.runner]
    first, last = float(field[:half].max()), float(field[half:].max())
    if last <= SETTLING * first or game.gradient_penalty > 0 or not view.kind.has_part(PENALISED):
        return None
    peaks = _peaks(field)
    if len(peaks) < FEWEST_PEAKS:
        return None
    early, late = float(peaks[0]), float(peaks[1:].max())
    way = "spiral outwards" if late > GROWING * early else "circle"
    return Advice(
        key="circling",
        severity="hint",
        title=f"The players {way}",
        text=f"What pulls them was up to {readout(early)} long at their first turn and up to {readout(late)} later: "
        "each undoes what the other gained. A penalty on the discriminator's slope lets them meet.",
        steps=(0, view.step),
        action=SetTask(view.kind.with_part(view.compiled.recipe.task, PENALISED, PENALTY)),
        action_label=f"Penalise its gradient: γ = {PENALTY:g}",
    )


def _peaks(field: Floats) -> Floats:
    """Return how long the field was each time before it grew shorter; where it only grew by much, at both ends."""
    middle = field[1:-1]
    found = middle[(middle > field[:-2]) & (middle >= field[2:])]
    return found if len(found) or field[-1] < ONLY_GROWN * field[0] else np.array([field[0], field[-1]])

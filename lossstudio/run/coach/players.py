"""Two players who don't come to rest: they circle, or spiral outwards.

L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", 2018: on the Dirac-GAN
plain simultaneous descent spirals out, alternating descent circles, and a penalty on the discriminator's gradient makes
both converge.
"""

from dataclasses import replace

from lossstudio.run.coach.action import SetTask
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import number

PENALTY = 1.0
"""The weight of the gradient penalty that is offered."""
FEWEST_STEPS = 40
SETTLING = 0.5
"""The players settle when the longest field of the second half is at most this part of that of the first."""
GROWING = 1.2
"""They spiral out when it is more than this times as long."""


def circling(view: RunView) -> Advice | None:
    """Say that the players don't come to rest."""
    game, half = view.game, view.step // 2
    if game is None or view.step < FEWEST_STEPS or view.timeline.stopped[view.runner] is not None:
        return None
    field = view.timeline.gradient_norm[: view.step, view.runner]
    first, last = float(field[:half].max()), float(field[half:].max())
    if last <= SETTLING * first or game.gradient_penalty > 0:
        return None
    way = "spiral outwards" if last > GROWING * first else "circle"
    return Advice(
        key="circling",
        severity="hint",
        title=f"The players {way}",
        text=f"What pulls them was up to {number(first)} long in the first half of the steps and up to {number(last)} "
        "in the second: each undoes what the other gained. A penalty on the discriminator's slope lets them meet.",
        steps=(0, view.step),
        action=SetTask(replace(game, gradient_penalty=PENALTY)),
        action_label=f"Penalise its gradient: γ = {PENALTY:g}",
    )

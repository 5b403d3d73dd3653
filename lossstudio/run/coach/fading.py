"""Schedules that fade out long before a run is at its end."""

import numpy as np

from lossstudio.core.spec import Spec
from lossstudio.run.coach.action import SetSchedule
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.limits import going
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta, percent

FADED = 0.01
"""A rate has faded out when it is at most this share of the highest, ..."""
EARLY = 0.7
"""... and too early when that is so from this share of the plan on, or before."""


def faded(view: RunView) -> Advice | None:
    """Say that a schedule took the rate away while the loss still fell."""
    if not view.ended or view.runner not in going(view) or view.point is None:
        return None
    rates = view.timeline.learning_rate[: view.step, view.runner]
    alive = np.flatnonzero(rates > FADED * rates.max(initial=0.0))
    if not len(alive) or view.point.kind in ("minimum", "saddle", "maximum"):
        return None
    since = int(alive[-1]) + 1
    if since > EARLY * view.end:
        return None
    return Advice(
        key="faded",
        severity="warning",
        title="The rate fades out too early",
        text=f"From {eta(float(rates.max()))} the schedule is down to {percent(FADED)} of it at step {since} of "
        f"{view.end}: the ball stands still since then, and below it the surface still falls. A rate that fades over "
        "the whole plan goes on.",
        steps=(since, view.step),
        action=SetSchedule(view.name, Spec("cosine")),
        action_label="Fade over the whole plan",
    )

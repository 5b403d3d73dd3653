"""Where a run has come to rest: in a minimum, on a saddle, on a top, or on a plateau."""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.core.random import normal
from lossstudio.run.analysis.critical_point import LEVEL, CriticalPoint
from lossstudio.run.coach.action import Advice, Play, SetLearningRate, SetOptimizer, SetPenalty, SetStart, Together
from lossstudio.run.coach.limits import going
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta, percent
from lossstudio.run.recipe.recipe import Penalty

NUDGE = 0.1
"""How far a start is pushed, in each direction by chance, where symmetry holds a descent on a ridge."""
SOME_PENALTY = 0.01
"""A penalty that is felt where the loss itself hardly pulls any more, and bends nothing before."""
STRIDE = 0.05
"""The first step that is offered on a plateau, as a share of how far the ball is from zero."""


def minimum(view: RunView) -> Advice | None:
    """Say that a run has arrived, and what shows it."""
    point = _resting(view, "minimum")
    if point is None:
        return None
    return Advice(
        key="minimum",
        severity="hint",
        title="Arrived: a minimum",
        text=f"{_flat_since(view, point)}, and from here {_no_way_down(point)}. Is it the only one? Drag the ball to "
        "another start.",
        steps=(_level_since(view), view.step),
        action=Play(),
        action_label="Play again",
    )


def endless(view: RunView) -> Advice | None:
    """Say that there is no minimum to arrive at, and offer a penalty that makes one."""
    point = _resting(view, "endless")
    if point is None:
        return None
    return Advice(
        key="endless",
        severity="hint",
        title="No minimum: the weights grow for ever",
        text="Every training row is on the right side, so larger weights lower the loss again and again: it comes ever "
        "nearer to 0 and never arrives. A penalty on the weights makes a minimum.",
        steps=(_level_since(view), view.step),
        action=SetPenalty(Penalty(l2=SOME_PENALTY)),
        action_label=f"Try l2 = {exact(SOME_PENALTY)}",
    )


def saddle(view: RunView) -> Advice | None:
    """Say that a run rests on a saddle or a top, and push its start off the ridge."""
    point = _resting(view, "saddle") or _resting(view, "maximum")
    if point is None:
        return None
    place = "a saddle" if point.kind == "saddle" else "a top"
    up = f"and up in another ({readout(point.highest)})" if point.kind == "saddle" else "and up in none"
    return Advice(
        key="saddle",
        severity="warning",
        title=f"Stuck on {place}",
        text=f"{_flat_since(view, point)}, yet this is no minimum: the surface bends down in one direction "
        f"(curvature {readout(point.lowest)}) {up}. A start beside the ridge finds the way down.",
        steps=(_level_since(view), view.step),
        action=SetStart(view.name, _nudged(view)),
        action_label="Nudge the start",
    )


def plateau(view: RunView) -> Advice | None:
    """Say that a run rests where nothing bends, and offer steps that don't shrink with the slope."""
    point = _resting(view, "plateau")
    if point is None:
        return None
    largest = max(abs(point.lowest), abs(point.highest))
    reach = float(np.abs(view.timeline.theta[view.step, view.runner]).max())
    if not point.gradient_norm:
        return _without_slope(view, point)
    rate = rounded(STRIDE * min(max(1.0, reach), 1 / STRIDE))
    return Advice(
        key="plateau",
        severity="warning",
        title="Lost on a plateau",
        text=f"At step {view.step} the gradient is {readout(point.gradient_norm)} and no curvature above "
        f"{readout(largest)}: flat ground, but no minimum. Adam divides the gradient by its usual size, so that its "
        "steps don't shrink with the slope.",
        steps=(_level_since(view), view.step),
        action=Together((SetOptimizer(view.name, Spec("adam")), SetLearningRate(view.name, rate))),
        action_label=f"Try Adam with {eta(rate)}",
    )


def _without_slope(view: RunView, point: CriticalPoint) -> Advice:
    """Say that there is nothing at all to follow."""
    return Advice(
        key="plateau",
        severity="warning",
        title="Nothing pulls here",
        text=f"At step {view.step} the gradient is 0 and no curvature above {readout(point.highest)}: no method that "
        "follows the slope can leave. A start elsewhere may have one.",
        steps=(_level_since(view), view.step),
        action=SetStart(view.name, _nudged(view)),
        action_label="Nudge the start",
    )


def _nudged(view: RunView) -> tuple[float, ...]:
    """Return a runner's start, pushed a little by chance."""
    start = view.compiled.starts[view.runner]
    push = NUDGE * normal(view.compiled.recipe.training.seed, "nudge", start.shape)
    return tuple(rounded(value) for value in start + push)


def _resting(view: RunView, kind: str) -> CriticalPoint | None:
    """Return the point where a run ends, if it is one of this kind."""
    point = view.point
    if point is None or not view.ended or view.runner not in going(view) or view.folded(view.runner):
        return None
    return point if point.kind == kind else None


def _flat_since(view: RunView, point: CriticalPoint) -> str:
    """Say how small the gradient has become, and since when; or that it is not, and yet leads nowhere."""
    if point.gradient_norm > LEVEL * point.steepest:
        share = percent(point.gradient_norm / point.steepest)
        return (
            f"At step {view.step} the gradient is {readout(point.gradient_norm)}, {share} of the steepest, and hardly "
            "lowers the loss any more"
        )
    since = _level_since(view)
    began = f"Since step {since}" if since < view.step else f"At step {since}"
    return f"{began} the gradient is at most {percent(LEVEL)} of the steepest; now it is {readout(point.gradient_norm)}"


def _no_way_down(point: CriticalPoint) -> str:
    """Say that nothing bends down, or so little that it is nothing."""
    if point.lowest >= 0:
        return f"nothing bends down: curvatures from {readout(point.lowest)} to {readout(point.highest)}"
    return f"hardly anything bends down: {readout(point.lowest)}, against {readout(point.highest)} upwards"


def _level_since(view: RunView) -> int:
    """Return the step from which the gradient has stayed small, as far back as is looked."""
    norms = view.timeline.gradient_norm[view.first : view.step, view.runner]
    steep = np.flatnonzero(norms > LEVEL * norms.max(initial=0.0))
    return min(view.first + (int(steep[-1]) + 1 if len(steep) else 0), view.step)

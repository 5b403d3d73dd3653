"""Runners that can't go on: what they met, when, and a calmer rate."""

from dataclasses import replace

from lossstudio.run.coach.action import SetLearningRate, SetStart, Together
from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.limits import calmer, why_too_high
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import capital, number
from lossstudio.run.coach.wrong_loss import no_probabilities

LEAD_UP = 4
"""How many steps before the stop are shown as what led to it."""


def all_stopped(view: RunView) -> Advice | None:
    """Say that a whole race has stopped, and offer a calmer rate to each."""
    stops = [stop for stop in view.timeline.stopped if stop is not None and 0 < stop[0] <= view.step]
    if len(stops) < len(view.course.names) or len(stops) == 1:
        return None
    calm = tuple(calmer(view, runner) for runner in range(len(stops)))
    each = (
        f"{name} at step {stop[0]} with η = {number(view.rate(runner))}"
        for runner, (name, stop) in enumerate(zip(view.course.names, stops, strict=True))
    )
    return Advice(
        key="all_stopped",
        severity="warning",
        title="All runners have stopped",
        text=f"{capital('; '.join(each))}. Their steps grew until the numbers were no longer finite.",
        steps=(max(0, min(stop[0] for stop in stops) - LEAD_UP), max(stop[0] for stop in stops)),
        action=Together(calm),
        action_label="Calm them all",
    )


def stopped(view: RunView) -> Advice | None:
    """Say why a runner stopped."""
    for runner, stop in enumerate(view.timeline.stopped):
        if stop is not None and stop[0] <= view.step:
            wrong = no_probabilities(view) if runner == view.runner else None
            if wrong is not None:
                return replace(wrong, text=f"{wrong.text} {capital(stop[1])}.")
            action, label = _way_out(view, runner, stop[0])
            why = "No step was made: the start itself is out of bounds." if not stop[0] else why_too_high(view, runner)
            return Advice(
                key="stopped",
                severity="warning",
                title=f"{view.of_runner(runner)} stopped at step {stop[0]}",
                text=f"{capital(stop[1])}. {why}",
                steps=(max(0, stop[0] - LEAD_UP), stop[0]),
                action=action,
                action_label=label,
            )
    return None


def _way_out(view: RunView, runner: int, stop: int) -> tuple[SetLearningRate | SetStart, str]:
    """Return a calmer rate; where the start is at fault, another start."""
    if not stop:
        return SetStart(view.course.names[runner], (0.0,) * view.course.size), "Start at zero"
    calm = calmer(view, runner)
    return calm, f"Set it to {number(calm.value)}"

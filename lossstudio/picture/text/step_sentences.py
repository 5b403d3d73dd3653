"""A step in one sentence or two, for people who hear the window or ask it to say where it is."""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import counted, readout
from lossstudio.picture.text.read_out_rows import ReadOut
from lossstudio.picture.text.read_outs import (
    STOPPED,
    UNKNOWN,
    gradient_read_out,
    loss_name,
    loss_read_out,
    rate_read_out,
)
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.coach.wording import capital
from lossstudio.run.training.block import Stop

FEW = 3
"""Of so many parameters each is told; of more, how far they go together."""


def step_sentence(view: StepView, steps: int) -> str:
    """Say which step of how many it is, of whom where there are several runners, and its loss where that is known."""
    return f"{_where(view, steps)}{_listed(_loss(view))}."


def step_read_aloud(view: StepView, steps: int) -> str:
    """Say a step with its numbers, and what its update does, in one sentence or two."""
    of_update = () if _stop(view) else (gradient_read_out(view), rate_read_out(view))
    numbers = (*_loss(view), *of_update)
    return " ".join(filter(None, (f"{_where(view, steps)}{_listed(numbers)}.", _update(view))))


def _where(view: StepView, steps: int) -> str:
    names = view.compiled.names
    runner = f"{names[view.runner]}: s" if len(names) > 1 else "S"
    return f"{runner}tep {view.step} of {steps}"


def _loss(view: StepView) -> tuple[ReadOut, ...]:
    return (loss_read_out(view),) if view.peek_loss() is not None else ()


def _listed(numbers: tuple[ReadOut, ...]) -> str:
    return "".join(f", {number.label} {number.value}" for number in numbers if number.value not in (UNKNOWN, STOPPED))


def _stop(view: StepView) -> Stop | None:
    """Return when and why the runner stopped, if it has at this step."""
    stop = view.timeline.stopped[view.runner]
    return stop if stop is not None and view.step >= stop[0] else None


def _update(view: StepView) -> str:
    """Say where the update takes the parameters; nothing where that isn't known."""
    here, ahead = view.thetas[view.runner], view.ahead
    if not np.isfinite(here).all() or (ahead is not None and not np.isfinite(ahead).all()):
        return f"The {loss_name(view.compiled)} is no number any more: the runner has {STOPPED}."
    stop = _stop(view)
    if stop is not None:
        ended = f"the runner stopped at step {stop[0]}: {stop[1]}."
        return f"{_places(view, here)}; {ended}" if len(here) <= FEW else capital(ended)
    if len(here) <= FEW:
        return _parameters(view, here, ahead)
    moved = counted(len(here), "parameter")
    return "" if ahead is None else f"The update moves {moved} by {readout(math.hypot(*ahead))} in all."


def _parameters(view: StepView, here: Floats, ahead: Floats | None) -> str:
    if ahead is None:
        return f"{_places(view, here)}."
    names = view.compiled.problem.parameter_names
    goals = [f"{name} to {readout(float(number))}" for name, number in zip(names, here + ahead, strict=True)]
    return f"{_places(view, here)}; the update takes {_and(goals)}."


def _places(view: StepView, here: Floats) -> str:
    names = view.compiled.problem.parameter_names
    return _and([f"{name} is {readout(float(number))}" for name, number in zip(names, here, strict=True)])


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))

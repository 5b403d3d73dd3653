"""Whether the coach keeps its word: what it offers is done, the run is trained again, and both are measured.

What is measured follows from what is offered. A rate, a schedule, an optimizer, a start, clipping, a model or more
steps: the loss on all training rows at the end. Fewer steps: the loss on the test rows. Another loss: the middle error
of a row, or the mean over the classes of the share that is found. Data prepared in another way: the share of the
targets' variance that is missed, or of wrong rows. A penalty: how far what is said of the run is from what holds (the
confidence from the accuracy), whether there is now a minimum, or how many weights go to and fro across 0. Offers that
only show something, such as a rate beyond the limit, claim nothing and are counted as shown.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from lossstudio.project.scene import Scene
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import Action, Advice, Play, SetData, SetLoss, SetPenalty, SetSteps, Together
from lossstudio.run.coach.never_zero import LATE_STEPS
from lossstudio.run.coach.view import RunView
from lossstudio.studio.commands.advice import apply_advice
from tests.benchmarks.coach_cases import Case
from tests.run.coach.runs import seen

Outcome: TypeAlias = Literal["helped", "nothing", "harmed", "shown"]

MARGIN = 0.02
"""A cure has helped when what is measured is lower by this share of it, and harmed when it is higher by it."""
NOTHING_LEFT = 1e-6
"""... unless the change is below this share of what the run began with."""
SHOWN = {"ready", "watch", "shorter", "finished", "near_the_limit", "minimum"}
"""Advice that offers something to look at, and promises nothing."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a run, and what came of it; `before` and `after` are what was measured."""

    case: Case
    key: str
    outcome: Outcome
    title: str
    before: float = np.nan
    after: float = np.nan


def judged(case: Case) -> Verdict:
    """Return what the coach says at the end of a run, and whether doing it beats doing nothing."""
    with np.errstate(all="ignore"):
        run = seen(case.recipe)
        advice = advise(run)
        assert advice is not None
        if advice.key in SHOWN or advice.action is None or isinstance(advice.action, Play):
            return Verdict(case, advice.key, "shown", advice.title)
        cured = seen(apply_advice(Scene(recipe=case.recipe), advice.action).recipe)
        before, after, first = _measured(run, cured, advice)
    return Verdict(case, advice.key, _outcome(before, after, first), advice.title, before, after)


def _outcome(before: float, after: float, first: float) -> Outcome:
    before, after = (value if np.isfinite(value) else np.inf for value in (before, after))
    if before == after:
        return "nothing"
    if np.isinf(before) or np.isinf(after):
        return "helped" if np.isinf(before) else "harmed"
    least = max(MARGIN * abs(before), NOTHING_LEFT * abs(first))
    return "helped" if before - after > least else "harmed" if after - before > least else "nothing"


def _measured(run: RunView, cured: RunView, advice: Advice) -> tuple[float, float, float]:
    """Return what is measured of a run, of the cured one, and of the start of the first."""
    kinds = {type(part) for part in _parts(advice.action)}
    if SetPenalty in kinds:
        return *(_unlikeness(each, advice.key) for each in (run, cured)), 0.0
    if SetLoss in kinds:
        return *(_mistakes(each) for each in (run, cured)), 0.0
    if SetData in kinds:
        return *(_missed(each) for each in (run, cured)), 0.0
    if advice.action == SetSteps(min(cured.end, run.end - 1)):
        return float(run.losses.test[-1, 0]), float(cured.losses.test[-1, 0]), 0.0  # type: ignore[index, union-attr]
    if advice.key == "underconfident":
        return _unlikeness(run, advice.key), _unlikeness(cured, advice.key), 0.0
    least = run.objective.least or 0.0
    return _last_loss(run) - least, _last_loss(cured) - least, _first_loss(run) - least


def _parts(action: Action | None) -> tuple[Action | None, ...]:
    return action.parts if isinstance(action, Together) else (action,)


def _last_loss(run: RunView) -> float:
    """Return the loss on all training rows at the end; of a run that stopped early, none."""
    if run.timeline.stopped[0] is not None:
        return float(np.inf)
    return float(losses_at(run.timeline, np.array([run.step]))[0, 0])


def _first_loss(run: RunView) -> float:
    return float(losses_at(run.timeline, np.array([0]))[0, 0])


def _unlikeness(run: RunView, key: str) -> float:
    """Return how far the confidence is from the accuracy.

    Of weights that grow for ever it is 1, and 0 if they don't; of those that never rest at 0, their number.
    """
    if key == "endless":
        assert run.point is not None
        return float(run.point.kind == "endless")
    if key == "never_zero":
        late = run.timeline.theta[max(0, run.step - LATE_STEPS) : run.step + 1, run.runner]
        return float(np.any(np.diff(np.sign(late), axis=0) != 0, axis=0).sum())
    answers = run.test_answers if run.test_answers is not None else run.train_answers
    assert answers is not None
    assert answers.confidence is not None
    return abs(float(np.mean(answers.confidence)) - answers.accuracy)


def _mistakes(run: RunView) -> float:
    """Return the middle error of a row; of classes, the share that is missed, each class counted alike."""
    answers = run.train_answers
    assert answers is not None
    if run.timeline.stopped[0] is not None:
        return float(np.inf)
    if answers.chosen is None or answers.wanted is None:
        return float(np.median(np.abs(answers.outputs - answers.targets)))
    wrong = answers.chosen != answers.wanted
    return float(np.mean([wrong[answers.wanted == each].mean() for each in np.unique(answers.wanted)]))


def _missed(run: RunView) -> float:
    """Return the share of the targets' variance that is missed, or of wrong rows."""
    answers = run.train_answers
    assert answers is not None
    if answers.chosen is not None:
        return 1.0 - answers.accuracy
    return float(np.mean((answers.outputs - answers.targets) ** 2) / answers.targets.var())

"""Probabilities that can't be taken at their word: too sure, or not sure enough.

C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", 2017.
"""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach.action import Advice, Edit, SetLoss, SetPenalty, SetSteps
from lossstudio.run.coach.answers import Answers
from lossstudio.run.coach.settled import settled
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent
from lossstudio.run.recipe.recipe import Penalty

FEWEST_ROWS = 40
"""With fewer rows 90 % and 80 % can't be distinguished."""
TOO_SURE = 0.05
"""A model is overconfident when its mean confidence is this far above its accuracy, and beyond what chance explains."""
TOO_MODEST = 0.1
"""... and underconfident when it is this far below."""
CHANCE = 2.0
"""How many standard errors of the accuracy chance is allowed."""
SURE = 0.9
DECAY = 0.01
"""The l2 penalty that is offered where there is none; else ten times what there is."""


def overconfident(view: RunView) -> Advice | None:
    """Say that a model is surer than it has reason to be."""
    judged = _judged(view)
    if judged is None:
        return None
    answers, confidence, rows = judged
    if confidence - answers.accuracy <= max(TOO_SURE, CHANCE * _error(answers)):
        return None
    penalty = view.settings[view.runner].penalty
    more = Penalty(l1=penalty.l1, l2=10 * penalty.l2 or DECAY, biases=penalty.biases)
    return Advice(
        key="overconfident",
        severity="warning",
        title="Surer than it should be",
        text=f"On the {rows} rows it is {percent(confidence)} sure on average and right in {percent(answers.accuracy)}"
        f".{_where_sure(answers)} A penalty on the weights keeps the scores small.",
        steps=(0, view.step),
        action=SetPenalty(more),
        action_label=f"Penalise weights: l2 = {more.l2:g}",
    )


def underconfident(view: RunView) -> Advice | None:
    """Say that a model is less sure than it has reason to be."""
    judged = _judged(view)
    if judged is None:
        return None
    answers, confidence, rows = judged
    if answers.accuracy - confidence <= max(TOO_MODEST, CHANCE * _error(answers)):
        return None
    bolder = _bolder(view)
    if bolder is None:
        return None
    action, label, why = bolder
    return Advice(
        key="underconfident",
        severity="hint",
        title="More modest than it needs to be",
        text=f"On the {rows} rows it is {percent(confidence)} sure on average and right in {percent(answers.accuracy)}"
        f". {why}",
        steps=(0, view.step),
        action=action,
        action_label=label,
    )


def _judged(view: RunView) -> tuple[Answers, float, str] | None:
    """Return the answers to judge by, their mean confidence and whose rows they are, once a run is done."""
    if not view.ended or not view.step or view.weighs_classes:
        return None
    test = view.test_answers
    tested = test is not None and len(test.targets) >= FEWEST_ROWS
    answers = test if tested else view.train_answers
    if answers is None or answers.confidence is None or len(answers.targets) < FEWEST_ROWS:
        return None
    return answers, float(np.mean(answers.confidence)), "test" if tested else "training"


def _error(answers: Answers) -> float:
    """Return the standard error of the accuracy."""
    return float(np.sqrt(answers.accuracy * (1 - answers.accuracy) / len(answers.targets)))


def _where_sure(answers: Answers) -> str:
    assert answers.confidence is not None
    sure = answers.confidence >= SURE
    if not sure.any():
        return ""
    right = float(np.mean(answers.chosen[sure] == answers.wanted[sure]))  # type: ignore[index]
    return f" Where it is {percent(SURE)} sure or more, it is right in {percent(right)} of {int(sure.sum())} cases."


def _bolder(view: RunView) -> tuple[Edit, str, str] | None:
    """Return what holds the probabilities back, undone; None where nothing does, and the loss has settled."""
    settings = view.settings[view.runner]
    loss, penalty = settings.loss, settings.penalty
    if loss is not None and loss.get("label_smoothing", 0.0) > 0:
        plain = Spec.of(loss.kind, **{name: value for name, value in loss.said if name != "label_smoothing"})
        return SetLoss(None, plain), "Don't smooth labels", "Smoothed labels keep it from being sure."
    if loss is not None and loss.kind == "focal":
        return SetLoss(None, Spec("bce")), "Use binary cross-entropy", "The focal loss cares little for easy rows."
    if penalty.l1 or penalty.l2:
        return SetPenalty(Penalty()), "Drop the penalty", "The penalty keeps the scores small."
    if settled(view):
        return None
    more = 2 * view.end
    return SetSteps(more), f"Plan {more} steps", "It has found the border and is still growing sure."

"""Classes of very different size: a model that always names the largest looks good, and is of no use."""

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import rounded
from lossstudio.run.coach.action import Advice, SetLoss
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent

MAJORITY = 0.75
"""From this share of the rows on, one class outweighs the others."""
NO_BETTER = 0.02
"""Accuracy is no better than always naming it when it is above its share by at most this."""
MISSED = 0.5
"""... and when less than this share of the other rows is found."""
FAIR_SHARE = 0.25
"""A model is judged once it has made this share of its steps."""


def imbalance(view: RunView) -> Advice | None:
    """Say that accuracy is no better than the share of the largest class."""
    answers, data = view.train_answers, view.compiled.problem.prepared
    if answers is None or data is None or answers.chosen is None or answers.wanted is None:
        return None
    if not view.step or view.step < FAIR_SHARE * view.end or view.weighs_classes:
        return None
    counts = np.bincount(answers.wanted)
    majority, rows = int(np.argmax(counts)), len(answers.wanted)
    share, others = counts[majority] / rows, answers.wanted != majority
    found = float(np.mean(answers.chosen[others] == answers.wanted[others])) if others.any() else 1.0
    if share < MAJORITY or found >= MISSED or answers.accuracy > share + NO_BETTER:
        return None
    name = data.classes[majority] if data.classes else str(majority)
    return Advice(
        key="imbalance",
        severity="warning",
        title="Accuracy that means nothing",
        text=f'Accuracy is {percent(answers.accuracy)}, but always saying "{name}" would give {percent(share)}: of '
        f"the other rows {percent(found)} are found. Let the rare class count more.",
        steps=(0, view.step),
        action=SetLoss(None, _balanced(view)),
        action_label="Weigh the classes",
    )


def _balanced(view: RunView) -> Spec:
    """Return a cross-entropy in which all classes count alike."""
    data = view.compiled.problem.prepared
    assert data is not None
    counts = np.maximum(1, np.bincount(data.train_targets[:, 0].astype(np.intp), minlength=data.outputs))
    if data.task == "binary":
        return Spec.of("bce", positive_weight=rounded(counts[0] / counts[1]))
    weights = tuple(rounded(len(data.train_targets) / (len(counts) * count)) for count in counts)
    return Spec.of("cce", class_weights=weights)

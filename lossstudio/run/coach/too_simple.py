"""Models that are too simple: their mistakes are larger than the data's own disagreement.

What the data disagree about shows in neighbours: two rows with nearly the same inputs and different targets can't
both be predicted (S. Rice's difference-based estimate of noise, Annals of Statistics 12, 1984; for classes the nearest
neighbour rule of Cover and Hart, 1967).
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.evenly import evenly
from lossstudio.core.models import MODELS
from lossstudio.core.numbers import readout
from lossstudio.run.coach.action import Advice, Edit, SetLearningRate, SetModel, SetOptimizer, Together
from lossstudio.run.coach.answers import Answers, nearest
from lossstudio.run.coach.settled import settled
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent

MOST_ROWS = 256
FEWEST_ROWS = 20
MOST_INPUTS = 8
"""With more inputs no two rows are near each other."""
MORE_MISSED = 2.0
"""A model is too simple when it misses this many times what neighbours differ by, ..."""
MORE_WRONG = 0.05
"""... and for classes this share of the rows more."""
HEAVY = 2.0
"""Outliers are to blame, not the model, when neighbours' differences spread this much wider than their middle says."""
SPREAD = 1.4826
"""The standard deviation of a bell curve in units of its median absolute deviation."""
DEGREE = 3
HIDDEN = (8,)
WIDEST = 32
RATE = 0.03
"""What is offered: a polynomial of this degree, or a network like this, trained by Adam at this rate."""


def too_simple(view: RunView) -> Advice | None:
    """Say that a settled model misses what could be learnt from its data."""
    answers = view.train_answers
    if answers is None or not view.ended or not settled(view) or view.weighs_classes:
        return None
    count, width = answers.inputs.shape
    if count < FEWEST_ROWS or not 0 < width <= MOST_INPUTS:
        return None
    text = _evidence(answers)
    if not text:
        return None
    action, label = _richer(view)
    return Advice(
        key="too_simple",
        severity="hint",
        title="The model is too simple",
        text=text,
        steps=(view.end * 9 // 10, view.end),
        action=action,
        action_label=label,
    )


def _evidence(answers: Answers) -> str:
    """Return in words that the model misses more than neighbours differ; empty when it doesn't."""
    some = evenly(len(answers.inputs), MOST_ROWS)
    near = nearest(answers.inputs[some])
    if answers.chosen is not None and answers.wanted is not None:
        wanted = answers.wanted[some]
        wrong, apart = float(np.mean(answers.chosen[some] != wanted)), float(np.mean(wanted[near] != wanted))
        if wrong <= MORE_MISSED * apart + MORE_WRONG:
            return ""
        return (
            f"The loss has settled and {percent(wrong)} of the training rows are wrong, yet only {percent(apart)} of "
            "them differ from their nearest neighbour: this model can't bend as the data do."
        )
    missed, apart = _residuals(answers)[some], answers.targets[some, 0]
    typical = float(np.median(np.abs(missed - np.median(missed))))
    differences = np.abs(apart[near] - apart)
    noise = float(np.median(differences) / np.sqrt(2))
    if typical <= MORE_MISSED * noise or np.sqrt(np.mean(differences**2)) > HEAVY * SPREAD * np.median(differences):
        return ""
    return (
        f"The loss has settled and the model typically misses by {readout(typical)}, yet neighbours in the data differ "
        f"by {readout(noise)} only: it can't bend as the data do."
    )


def _residuals(answers: Answers) -> Floats:
    residuals: Floats = answers.values[:, 0] - answers.targets[:, 0]
    return residuals


def _richer(view: RunView) -> tuple[Edit, str]:
    """Return the next model up, with an optimizer that needs no rate of its own for it."""
    data, model = view.compiled.problem.prepared, view.model or Spec("linear")
    if data is not None and data.task == "regression" and model.kind in ("constant", "linear"):
        richer, label = Spec.of("polynomial", degree=DEGREE), f"Try a polynomial of degree {DEGREE}"
    else:
        richer = _wider(model)
        label = f"Try a network of {'-'.join(map(str, richer.get('hidden')))} units"
    adam = (SetOptimizer(view.name, Spec("adam")), SetLearningRate(view.name, RATE))
    return Together((SetModel(richer), *adam)), label


def _wider(model: Spec) -> Spec:
    """Return a network twice as wide, or a first one."""
    if model.kind != "mlp":
        return Spec.of("mlp", hidden=HIDDEN)
    hidden = tuple(min(WIDEST, 2 * units) for units in MODELS[model.kind].complete(model.options)["hidden"])
    return model.replace(hidden=hidden or HIDDEN)

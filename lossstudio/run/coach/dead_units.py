"""Units that are dead: on no row does their activation have a slope, so that nothing before them can learn.

L. Lu, Y. Shin, Y. Su and G. E. Karniadakis, "Dying ReLU and initialization: theory and numerical examples", 2019.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import rounded
from lossstudio.run.coach.action import Advice, Edit, SetLearningRate, SetModel, SetStart, Together
from lossstudio.run.coach.answers import Answers
from lossstudio.run.coach.settled import settled
from lossstudio.run.coach.trials import better_first_share
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import eta

NO_SLOPE = 1e-3
"""A unit is dead when its activation's slope is below this on every row."""
TOO_MANY = 0.75
"""A layer is as good as dead when this share of its units is, once the loss has settled."""


def dead_units(view: RunView) -> Advice | None:
    """Say that a layer lets no gradient through."""
    network = view.compiled.problem.network
    if network is None or network.is_linear or not view.step:  # then nobody need answer for it
        return None
    answers = view.train_answers
    if answers is None:
        return None
    dead, units = _worst(network, view.timeline.theta[view.step, view.runner], answers)
    if not dead or not (dead == units or (dead >= TOO_MANY * units and view.ended and settled(view))):
        return None
    from_start = _worst(network, view.timeline.theta[0, view.runner], answers)[0] >= dead
    action, label = _revived(view, answers, from_start=from_start)
    how = "All" if dead == units else str(dead)
    began = "from the start" if from_start else "since the first steps were too long"
    return Advice(
        key="dead_units",
        severity="warning",
        title="Dead units",
        text=f"{how} of the {units} units of a layer stand where their activation is level, on every row, {began}: no "
        "gradient passes through them, and the weights before them can't learn.",
        steps=(0, view.step),
        action=action,
        action_label=label,
    )


def is_dead_from_the_start(view: RunView) -> bool:
    """Say whether all units of a layer are dead at the selected runner's start, so that no loss moves it."""
    network, answers = view.compiled.problem.network, view.train_answers
    if network is None or answers is None:
        return False
    dead, units = _worst(network, view.timeline.theta[0, view.runner], answers)
    return dead == units


def _worst(network: Network, theta: Floats, answers: Answers) -> tuple[int, int]:
    """Return how many units are dead, and how many there are, in the layer with the largest share of dead ones."""
    with np.errstate(all="ignore"):
        tape = network.forward(theta, answers.inputs)
    found = [(0, 1)]
    for layer, kept in zip(network.stack, tape.kept, strict=True):
        if layer.activation.key == "softmax":
            continue  # its outputs are bound to each other: no slope belongs to one alone
        slopes = np.abs(layer.activation.pull_back(np.ones_like(kept), kept))
        found.append((int(np.sum(slopes.max(axis=-1) < NO_SLOPE)), layer.outputs))
    return max(found, key=lambda layer: layer[0] / layer[1])


def _revived(view: RunView, answers: Answers, *, from_start: bool) -> tuple[Edit, str]:
    """Return a start with slopes; an output that reaches the targets; or, for what died on the way, a lower rate."""
    start = SetStart(view.name, None)
    if _out_of_reach(view, answers):
        assert view.model is not None
        return Together((SetModel(view.model.replace(output="linear")), start)), "Make the output linear"
    if from_start:
        return start, "Start elsewhere"
    value = rounded(view.timeline.learning_rate[0, view.runner] * better_first_share(view, view.runner))
    return SetLearningRate(view.name, value), f"Try {eta(value)}"


def _out_of_reach(view: RunView, answers: Answers) -> bool:
    """Say whether targets lie beyond what a sigmoid or a tangent can answer."""
    network, model = view.compiled.problem.network, view.model
    if network is None or model is None or model.kind != "mlp" or answers.chosen is not None:
        return False
    lowest = {"sigmoid": 0.0, "tanh": -1.0}.get(network.stack[-1].activation.key)
    return lowest is not None and bool(answers.targets.max() > 1.0 or answers.targets.min() < lowest)

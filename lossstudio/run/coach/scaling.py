"""Inputs of very different size, or counted from far away: they make a valley in which descent crawls."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.evenly import evenly
from lossstudio.core.numbers import readout, rounded
from lossstudio.run.coach.action import Advice, Edit, SetData, SetLearningRate, SetStart, Together
from lossstudio.run.coach.view import RunView

STEEP = 100.0
"""A condition below this does no harm: descent needs about as many steps as the condition is large."""
GAIN = 10.0
"""Standardising must make the condition this many times better to be offered."""
WORTH = 0.05
"""Standardising must promise to lower the loss by this share."""
MOST_INPUTS = 64
MOST_ROWS = 1024
PLAIN = ("gd", "momentum", "nesterov", "qhm", "line_search")
"""The optimizers that give every direction the same rate."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a linear model's surface under the squared error bends, as the inputs are and standardised.

    Attributes
    ----------
    now, standardised
        How many times as curved the most curved direction is as the least curved.
    rate
        1/λmax on the standardised inputs: a good learning rate there.
    """

    now: float
    standardised: float
    rate: float


def unscaled(view: RunView) -> Advice | None:
    """Say that the data are not scaled, with the condition of the surface that follows from it."""
    data, condition = view.data, condition_of(view)
    if data is None or condition is None or not view.step or view.settings[view.runner].optimizer.kind not in PLAIN:
        return None
    number_of_it = (_measured(view) if view.squares_residuals else None) or condition.now
    if number_of_it < max(STEEP, view.end) or condition.now < GAIN * condition.standardised or _has_arrived(view):
        return None
    return Advice(
        key="unscaled",
        severity="warning",
        title="The data are not scaled",
        text=f"{_what(view)} {readout(number_of_it)} times as curved in one direction as in another (the condition of "
        f"its Hessian), so that about as many steps are needed; {view.end} are planned. Standardised, it would be "
        f"about {readout(condition.standardised)}.",
        steps=(0, view.step),
        action=_standardise(view, data, condition),
        action_label="Standardise the data",
    )


def _what(view: RunView) -> str:
    """Say which surface is so curved: the one on show, or the one of the inputs alone that stands for it."""
    network = view.compiled.problem.network
    if view.squares_residuals and network is not None and not network.has_hidden_layers:
        return "The surface is"
    return "Such inputs make a valley: under the squared error a linear model's surface would be"


def condition_of(view: RunView) -> Condition | None:
    """Return the condition of the inputs' second moments, ones included: that of a linear model's surface."""
    spec, data = view.data, view.compiled.problem.prepared
    if spec is None or data is None or not 0 < data.train_inputs.shape[1] <= MOST_INPUTS:
        return None
    if DATASETS[spec.kind].complete(spec.options)["standardize"]:
        return None
    inputs = data.train_inputs[evenly(len(data.train_inputs), MOST_ROWS)]
    spread = inputs.std(axis=0)
    scaled = (inputs - inputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    now, standardised = _bends(inputs), _bends(scaled[:, spread > 0])
    return Condition(_ratio(now), _ratio(standardised), float(1 / (2 * standardised[0])))


def _standardise(view: RunView, data: Spec, condition: Condition) -> Edit:
    """Return the data standardised, with rates and starts that fit them; networks keep the start that was drawn."""
    network = view.compiled.problem.network
    deep = network is not None and network.has_hidden_layers
    rates = (SetLearningRate(name, rounded(condition.rate)) for name in view.compiled.names)
    starts = () if deep else (SetStart(name, None) for name in view.compiled.names)
    return Together((SetData(data.replace(standardize=True)), *rates, *starts))


def _measured(view: RunView) -> float | None:
    """Return the condition of the surveyed Hessian, where the model is linear and the surface bends up everywhere."""
    network = view.compiled.problem.network
    if view.point is None or network is None or network.has_hidden_layers:
        return None
    lowest, highest = view.point.lowest, view.point.highest
    # A lowest eigenvalue below this share of the highest is rounding, and so would be the ratio.
    return highest / lowest if np.isfinite(highest) and lowest > 1e-12 * highest > 0 else None


def _has_arrived(view: RunView) -> bool:
    """Say whether a linear model under the squared error misses hardly more than the best one, ravine or not."""
    network, answers = view.compiled.problem.network, view.train_answers
    if network is None or answers is None or not network.is_linear or not view.squares_residuals:
        return False
    design = network.design(answers.inputs).T
    best = design @ np.linalg.lstsq(design, answers.targets, rcond=None)[0]
    missed, least = (float(np.mean((each - answers.targets) ** 2)) for each in (answers.outputs, best))
    return missed - least <= WORTH * missed


def _bends(inputs: Floats) -> Floats:
    """Return the eigenvalues of the second moments of inputs and ones, the largest first."""
    design = np.column_stack([inputs, np.ones(len(inputs))])
    bends: Floats = np.linalg.svd(design, compute_uv=False) ** 2 / len(inputs)
    return bends


def _ratio(bends: Floats) -> float:
    # Of columns that depend on each other the smallest is 0, or what rounding left.
    return float(bends[0] / max(bends[-1], 1e-16 * bends[0]))

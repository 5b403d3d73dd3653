"""A loss and its gradient along one number: the error, the distance, the score, or what is given to the truth; pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.evenly import evenly
from lossstudio.core.losses.loss import Task
from lossstudio.core.losses.outputs import of_truth
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.special_functions import log_softmax

POINTS = 161
SCORES = 6.0
"""How far scores are shown to both sides."""
MOST_CURVES = 4
"""Of more classes that differ, the first ones are drawn."""
FAR = 1e3
"""How far below a rival the other classes' scores are, so that they count for nothing."""
SAME = 1e-6
BESIDE = 1e-6
"""So near to a kink, as a share of what is shown, its two sides are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class LossLine:
    """A loss along one number.

    Attributes
    ----------
    x
        ``(G,)``: that number.
    curves, slopes
        ``(C, G)``: the loss, and its derivative by the model's output in the direction in which the number grows; one
        curve for each truth where they differ.
    truths
        Whose curves they are, as class numbers; empty where one curve serves all.
    samples
        ``(n, 3)``: number, loss and gradient of each sample, one after another for each of its outputs.
    name
        What the number is.
    """

    x: Floats
    curves: Floats
    slopes: Floats
    truths: tuple[int, ...]
    samples: Floats
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class SampledOutputs:
    """Some samples under a loss: the model's outputs ``(n, K)`` and the targets as the loss wants them."""

    objective: SupervisedObjective
    output: Floats
    target: Any
    task: Task

    def value(self, output: Floats, target: Any) -> Floats:
        """Return the loss ``(n,)`` of other outputs ``(n, K)`` and their targets."""
        found: Floats = self.objective.loss.value(output, target, **self.objective.options)
        return found

    def gradient(self, output: Floats, target: Any) -> Floats:
        """Return the derivative ``(n, K)`` of the loss by other outputs ``(n, K)``."""
        found: Floats = self.objective.loss.gradient(output, target, **self.objective.options)
        return found

    @property
    def kinks(self) -> tuple[float, ...]:
        """Where along the number the derivative jumps."""
        loss = self.objective.loss
        return loss.kinks(**self.objective.options) if loss.kinks else ()

    def grid(self, low: float, high: float) -> Floats:
        """Return even places ``(G,)`` from low to high, and every kink between them with its two sides."""
        beside = BESIDE * (high - low)
        even = np.linspace(low, high, POINTS)
        for kink in self.kinks:
            even = even[np.abs(even - kink) > beside]
        around = [kink + side * beside for kink in self.kinks for side in (-1.0, 0.0, 1.0)]
        places = np.sort(np.concatenate([even, around]))
        return places[(low <= places) & (places <= high)]

    def line(
        self, x: Floats, curves: Floats, slopes: Floats, *, truths: tuple[int, ...], samples: Floats, name: str
    ) -> LossLine:
        """Return a line over places ``(G,)`` that has no derivative at the kinks: there it jumps.

        `curves` and `slopes` are ``(C, G)`` and `samples` is ``(n, 3)``, as a LossLine has them.
        """
        jumping = np.where(np.isin(x, self.kinks), np.nan, slopes)
        return LossLine(x, curves, jumping, truths, samples, name)


def line_of(samples: SampledOutputs) -> LossLine:
    """Return the loss along the number that its kind of output is best seen by."""
    loss = samples.objective.loss
    if loss.takes in ("scores", "probabilities"):
        return _over_lead(samples) if samples.kinks else _over_truth_of_many(samples)
    if loss.takes == "vector":
        return _over_distance(samples)
    if loss.takes == "value":
        return _over_errors(samples)
    return _over_truth(samples) if samples.task == "binary" else _over_scores(samples)


def _over_errors(samples: SampledOutputs) -> LossLine:
    """See each output's error by itself; the curve is that of a usual target where it depends on the target."""
    output = samples.output.reshape(-1, 1)
    target = np.broadcast_to(samples.target, samples.output.shape).reshape(-1, 1)
    reach = float(np.ptp(target)) or abs(float(target[0, 0])) or 1.0
    errors = samples.grid(-reach, reach)
    truths = (0.0, 1.0) if samples.task == "binary" else (float(np.median(target)),)
    pairs = [(errors + truth, np.full((len(errors), 1), truth), 1.0) for truth in truths]
    curves, slopes = _curves(samples, pairs)
    placed = _placed(output - target, samples.value(output, target), samples.gradient(output, target))
    return samples.line(errors, curves, slopes, truths=_named(curves), samples=placed, name="error ŷ − y")


def _over_distance(samples: SampledOutputs) -> LossLine:
    residual = samples.output - samples.target
    distance = np.linalg.norm(residual, axis=-1)
    x = samples.grid(0.0, 1.1 * float(np.nanmax(distance, initial=0.0)) or 1.0)
    away = np.zeros((len(x), samples.output.shape[1]))
    away[:, 0] = x
    value = samples.value(away, np.zeros_like(away))[np.newaxis]
    slope = samples.gradient(away, np.zeros_like(away))[np.newaxis, :, 0]
    outwards = residual / np.where(distance > 0, distance, 1.0)[:, np.newaxis]
    gradient = np.sum(samples.gradient(samples.output, samples.target) * outwards, axis=-1)
    placed = _placed(distance, samples.value(samples.output, samples.target), gradient)
    return samples.line(x, value, slope, truths=(), samples=placed, name="distance of ŷ from y")


def _over_scores(samples: SampledOutputs) -> LossLine:
    """See a score that stands for no class: of a count, or of something that the loss isn't made for."""
    output, target = samples.output[:, :1], samples.target[:, :1]
    x = np.linspace(-SCORES, SCORES, POINTS) if samples.objective.loss.takes == "score" else _probabilities()
    usual = np.full((POINTS, 1), float(np.median(target)))
    curves, slopes = _curves(samples, [(x, usual, 1.0)])
    placed = _placed(output, samples.value(output, target), samples.gradient(output, target))
    return LossLine(x, curves, slopes, (), placed, "score s" if samples.objective.loss.takes == "score" else "output ŷ")


def _over_truth(samples: SampledOutputs) -> LossLine:
    """Return the loss along what the model answers for the true one of two classes: a score, or a probability."""
    scores = samples.objective.loss.takes == "score"
    x = samples.grid(-SCORES, SCORES) if scores else _probabilities()
    mirrored = -x if scores else 1.0 - x
    pairs = [(mirrored, np.zeros((len(x), 1)), -1.0), (x, np.ones((len(x), 1)), 1.0)]
    curves, slopes = _curves(samples, pairs)
    output, yes = samples.output[:, 0], samples.target[:, 0] > 0.5
    said = np.where(yes, output, -output if scores else 1.0 - output)
    slope = samples.gradient(samples.output, samples.target)[:, 0] * np.where(yes, 1.0, -1.0)
    placed = _placed(said, samples.value(samples.output, samples.target), slope)
    name = "score for the truth" if scores else "probability given to the truth"
    return samples.line(x, curves, slopes, truths=_named(curves), samples=placed, name=name)


def _over_truth_of_many(samples: SampledOutputs) -> LossLine:
    """See the probability given to the true class, the rest shared by the others alike."""
    scores, classes = samples.objective.loss.takes == "scores", samples.output.shape[1]
    x = _probabilities()
    rest = (1.0 - x) / max(classes - 1, 1)

    def outputs(truth: int) -> Floats:
        shared = np.tile(rest[:, np.newaxis], (1, classes))
        shared[:, truth] = x
        return np.log(shared) if scores else shared

    probability = np.exp(log_softmax(samples.output)) if scores else samples.output
    curves, slopes = _of_each_truth(samples, outputs)
    placed = _placed_by_truth(samples, of_truth(probability, samples.target))
    return LossLine(x, curves, slopes, _named(curves), placed, "probability given to the truth")


def _over_lead(samples: SampledOutputs) -> LossLine:
    """See how far the true class's score is above its best rival's, the others being far behind."""
    classes = samples.output.shape[1]
    x = samples.grid(-SCORES, SCORES)

    def outputs(truth: int) -> Floats:
        scores = np.full((len(x), classes), -FAR)
        scores[:, (truth + 1) % classes] = 0.0
        scores[:, truth] = x
        return scores

    rivals = samples.output.copy()
    rivals[np.arange(len(rivals)), samples.target] = -np.inf
    lead = of_truth(samples.output, samples.target) - rivals.max(axis=-1)
    curves, slopes = _of_each_truth(samples, outputs)
    placed = _placed_by_truth(samples, lead)
    return samples.line(x, curves, slopes, truths=_named(curves), samples=placed, name="lead of the truth's score")


def _of_each_truth(samples: SampledOutputs, outputs: Callable[[int], Floats]) -> tuple[Floats, Floats]:
    """Return the loss and its derivative by the true class's own output, a row for each class."""
    found = []
    for truth in range(min(samples.output.shape[1], MOST_CURVES)):
        output = outputs(truth)
        target = np.full(len(output), truth)
        found.append((samples.value(output, target), samples.gradient(output, target)[:, truth]))
    return _merged(np.stack([value for value, _ in found]), np.stack([slope for _, slope in found]))


def _placed_by_truth(samples: SampledOutputs, places: Floats) -> Floats:
    value = samples.value(samples.output, samples.target)
    return _placed(places, value, of_truth(samples.gradient(samples.output, samples.target), samples.target))


def _curves(samples: SampledOutputs, pairs: list[tuple[Floats, Floats, float]]) -> tuple[Floats, Floats]:
    """Return loss and derivative over ``(x, target, way)``; `way` says whether the output grows with the number."""
    values = [samples.value(x[:, np.newaxis], target) for x, target, _ in pairs]
    slopes = [way * samples.gradient(x[:, np.newaxis], target)[:, 0] for x, target, way in pairs]
    return _merged(np.stack(values), np.stack(slopes))


def _merged(values: Floats, slopes: Floats) -> tuple[Floats, Floats]:
    """Return one curve where all are the same."""
    same = np.allclose(values, values[:1], rtol=SAME, atol=SAME, equal_nan=True)
    return (values[:1], slopes[:1]) if same else (values, slopes)


def _named(curves: Floats) -> tuple[int, ...]:
    return tuple(range(len(curves))) if len(curves) > 1 else ()


def _placed(places: Floats, losses: Floats, gradients: Floats) -> Floats:
    return np.column_stack([places.ravel(), losses.ravel(), gradients.ravel()])


def _probabilities() -> Floats:
    """Return probabilities that are never quite 0 or 1."""
    return np.linspace(0.0, 1.0, POINTS).clip(1e-9, 1.0 - 1e-9)


def rows_of(count: int, most: int, sample: int | None) -> Integers:
    """Return which samples ``(n,)`` are drawn: all, or evenly chosen ones of very many.

    Last comes the one that is followed, again.
    """
    rows = evenly(count, most)
    return rows if sample is None or not 0 <= sample < count else np.append(rows, sample)

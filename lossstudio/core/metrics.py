"""Metrics: how good a model is, for people; the loss beside them is for the machine.

C. Guo, G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks", 2017.

T. Fawcett, "An introduction to ROC analysis", 2006.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.losses.loss import Takes, Task
from lossstudio.core.special_functions import log_softmax

BINS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """The bins that hold samples, from the least probable up.

    Attributes
    ----------
    said
        ``(b,)``: the mean probability that was given.
    right
        ``(b,)``: the share in which it was so.
    count
        ``(b,)``: how many samples.
    """

    said: Floats
    right: Floats
    count: Integers

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of said and right over the samples."""
        total = int(self.count.sum())
        return float(np.sum(self.count * np.abs(self.said - self.right)) / total) if total else 0.0


def calibration(probability: Floats, is_so: Any, bins: int = BINS) -> Calibration:
    """Return how probabilities ``(N,)`` and what was so ``(N,)`` go together, in bins of equal width.

    A probability on the edge of two bins belongs to the lower one, as scikit-learn has it.
    """
    given = np.clip(np.nan_to_num(probability), 0.0, 1.0)
    number = np.searchsorted(np.linspace(0.0, 1.0, bins + 1)[1:-1], given)
    count = np.bincount(number, minlength=bins)
    said = np.bincount(number, weights=given, minlength=bins)
    right = np.bincount(number, weights=np.asarray(is_so, dtype=np.float64), minlength=bins)
    held = count > 0
    return Calibration(said[held] / count[held], right[held] / count[held], count[held])


NOTHING_TO_RANK = float("nan")
"""The area where one of the two classes is absent: nothing can be ranked, so there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Roc:
    """What comes of every threshold, from the highest down.

    Attributes
    ----------
    thresholds
        ``(n,)``, falling; the first is above every score.
    false_alarms
        ``(n,)``: the share of the no that is said to be yes (false positive rate).
    found
        ``(n,)``: the share of the yes that is said to be yes (true positive rate, recall).
    """

    thresholds: Floats
    false_alarms: Floats
    found: Floats


def roc_auc(score: Floats, is_yes: Any) -> Floats:
    """Return the area ``(...)`` under the curve: how often a yes has a higher score than a no; ties count half.

    It isn't defined, and NaN, where all are yes or none is.

    Parameters
    ----------
    score
        ``(..., N)``.
    is_yes
        ``(N,)``.
    """
    # NaN has no place in an order; it counts as a score of 0.
    score, yes = np.nan_to_num(score), np.asarray(is_yes, dtype=bool)
    areas = np.full(score.shape[:-1], NOTHING_TO_RANK)
    if yes.any() and not yes.all():
        for place in np.ndindex(areas.shape):
            areas[place] = _area(score[place], yes)
    return areas


def roc(score: Floats, is_yes: Any) -> Roc:
    """Return the curve of scores ``(N,)``: one point for each distinct score, and the start."""
    score, yes = np.nan_to_num(score), np.asarray(is_yes, dtype=bool)
    order = np.argsort(-score, kind="stable")
    falling, hits = score[order], yes[order]
    last_of_its_score = np.append(np.diff(falling) != 0, True)
    found, alarms = np.cumsum(hits)[last_of_its_score], np.cumsum(~hits)[last_of_its_score]
    return Roc(
        thresholds=np.concatenate([[np.inf], falling[last_of_its_score]]),
        false_alarms=np.concatenate([[0.0], alarms / max(1, int(np.sum(~yes)))]),
        found=np.concatenate([[0.0], found / max(1, int(np.sum(yes)))]),
    )


def _area(score: Floats, yes: Any) -> float:
    """Return the Mann-Whitney statistic as a share of all pairs."""
    lows, highs = np.sort(score[~yes]), score[yes]
    below = np.searchsorted(lows, highs, side="left") + np.searchsorted(lows, highs, side="right")
    return float(below.sum(dtype=np.float64) / (2.0 * len(lows) * len(highs)))


def metrics_of(
    task: Task, takes: Takes, output: Floats, target: Floats, *, threshold: float | None = None, ranked: bool = True
) -> dict[str, Floats]:
    """Return a task's metrics.

    Parameters
    ----------
    task
        What kind of answer is wanted.
    takes
        What the loss takes the output for: a score counts as yes above 0, a probability or a value above 1/2.
    output
        ``(..., N, K)``.
    target
        ``(N, K)``; classes as numbers in one column.
    threshold
        Another place above which the one output of a binary task counts as yes.
    ranked
        Whether "roc_auc" is wanted too, which sorts the samples.

    Returns
    -------
    dict
        Each metric ``(...)`` by its name. What isn't defined is NaN: precision where nobody was said to be yes, recall
        where nobody is, the area where one class is absent. In a mean over classes an undefined ratio counts as 0, as
        scikit-learn has it.
    """
    task = answered(task, takes)
    if task == "regression":
        return regression(output, target)
    chosen = chosen_classes(task, takes, output, threshold)
    if task == "binary" and output.shape[-1] <= 2:
        is_yes = target[:, 0] > 0.5
        found = yes_or_no(chosen == 1, is_yes)
        return found | ({"roc_auc": roc_auc(leaning(output), is_yes)} if ranked else {})
    classes = max(output.shape[-1], int(target.max(initial=0)) + 1)
    found = one_of_many(chosen, target[:, 0], classes)
    return found | ({"roc_auc": _mean_auc(takes, output, target[:, 0])} if ranked else {})


def answered(task: Task, takes: Takes) -> Task:
    """Return what a model answers under a loss: one of many classes where it scores them, be they numbers."""
    return "multiclass" if task == "regression" and takes in ("scores", "probabilities") else task


def chosen_classes(task: Task, takes: Takes, output: Floats, threshold: float | None = None) -> Any:
    """Return the class numbers ``(..., N)`` that outputs ``(..., N, K)`` mean; the arguments are `metrics_of`'s."""
    if output.shape[-1] > 1 or takes in ("scores", "probabilities"):
        return np.argmax(output, axis=-1)
    if task == "binary":
        usual = 0.0 if takes == "score" else 0.5
        return (output[..., 0] > (usual if threshold is None else threshold)).astype(np.intp)
    return np.rint(output[..., 0])


def leaning(output: Floats) -> Floats:
    """Return how much the outputs ``(..., N, K)`` of a binary task lean towards yes, ``(..., N)``."""
    lean: Floats = output[..., 0] if output.shape[-1] == 1 else output[..., 1] - output[..., 0]
    return lean


def regression(output: Floats, target: Floats) -> dict[str, Floats]:
    """Return R2 (mean over the outputs), RMSE and MAE ``(...)`` of outputs ``(..., N, K)`` to targets ``(N, K)``."""
    residual = output - target
    # The mean of targets that are all alike may be rounded, so that they seemed to vary about it.
    varies = np.any(target != target[:1], axis=0)
    spread = np.where(varies, np.sum((target - target.mean(axis=0)) ** 2, axis=0), 0.0)
    left = np.sum(residual**2, axis=-2)
    explained = np.where(spread > 0, 1 - left / np.where(spread > 0, spread, 1.0), np.where(left > 0, 0.0, 1.0))
    return {
        "r2": explained.mean(axis=-1),
        "rmse": np.sqrt(np.mean(residual**2, axis=(-2, -1))),
        "mae": np.mean(np.abs(residual), axis=(-2, -1)),
    }


def yes_or_no(said_yes: Any, is_yes: Any) -> dict[str, Floats]:
    """Return accuracy, precision, recall and F1 of the class 1, each ``(...)``.

    `said_yes` ``(..., N)`` is what the model answers, `is_yes` ``(N,)`` what is true.
    """
    hit = np.sum(said_yes & is_yes, axis=-1)
    said, there = np.sum(said_yes, axis=-1), np.sum(is_yes)
    return {
        "accuracy": np.mean(said_yes == is_yes, axis=-1),
        "precision": _ratio(hit, said),
        "recall": _ratio(hit, np.broadcast_to(there, hit.shape)),
        "f1": _ratio(2 * hit, said + there),
    }


def one_of_many(chosen: Any, target: Any, classes: int) -> dict[str, Floats]:
    """Return accuracy, and precision, recall and F1 as the mean over the classes that occur or were chosen.

    The class numbers are `chosen` ``(..., N)`` and `target` ``(N,)``; each metric is ``(...)``.
    """
    each = [yes_or_no(chosen == number, target == number) for number in range(classes)]
    met = np.stack([np.any(chosen == number, axis=-1) | np.any(target == number) for number in range(classes)])
    means = {
        name: np.mean(np.nan_to_num(np.stack([part[name] for part in each])), axis=0, where=met)
        for name in ("precision", "recall", "f1")
    }
    return {"accuracy": np.mean(chosen == target, axis=-1), **means}


def _mean_auc(takes: Takes, output: Floats, target: Any) -> Floats:
    """Return the mean over the classes of the area of each against all others."""
    if output.shape[-1] == 1:
        return np.full(output.shape[:-2], NOTHING_TO_RANK)
    shares = np.exp(log_softmax(output)) if takes == "scores" else output
    kept = [number for number in range(output.shape[-1]) if 0 < np.sum(target == number) < len(target)]
    areas = [roc_auc(shares[..., number], target == number) for number in kept]
    return np.mean(areas, axis=0) if areas else np.full(output.shape[:-2], NOTHING_TO_RANK)


def _ratio(part: Any, whole: Any) -> Floats:
    ratio: Floats = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.asarray(whole) > 0)
    return ratio

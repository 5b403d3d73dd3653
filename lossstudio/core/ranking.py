"""How well scores rank the yes before the no: the receiver operating characteristic and the area under it.

T. Fawcett, "An introduction to ROC analysis", 2006.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats

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

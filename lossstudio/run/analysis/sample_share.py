"""What one sample has to do with the loss: its share of it, and of the gradient."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.supervised import SupervisedObjective


@dataclass(frozen=True, slots=True)
class SampleShare:
    """How much of the loss on all rows, and of what pulls at the parameters, is one sample's doing.

    Attributes
    ----------
    prediction
        ``(K,)``: what the model answers; of scores that stand for numbers these.
    loss
        The sample's part of the summed losses, penalty left out.
    gradient
        The length of its own gradient as a part of the lengths of all: how strongly it pulls among them, whatever the
        direction. NaN, as the other, where all are 0 or one is no number.
    """

    prediction: Floats
    loss: float
    gradient: float


def sample_share(objective: SupervisedObjective, theta: Floats, row: int) -> SampleShare:
    """Return the shares of a training row at theta ``(P,)``.

    Raises
    ------
    IndexError
        If there is no such row.
    """
    if not 0 <= row < objective.rows:
        raise IndexError(f"there is no row {row}: there are {objective.rows}")
    losses, slopes = objective.sample_losses(theta), objective.sample_slopes(theta)
    answer = objective.loss.answers(objective.predict(theta)[row])
    return SampleShare(answer, _part(losses, row), _part(slopes, row))


def _part(sizes: Floats, row: int) -> float:
    """Return a part of the whole ``(N,)``; NaN where there is no whole."""
    with np.errstate(all="ignore"):
        largest = float(np.abs(sizes).max())
        scaled = sizes / largest  # sums of huge numbers would overflow
        return float(scaled[row] / scaled.sum())

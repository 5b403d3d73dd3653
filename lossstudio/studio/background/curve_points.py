"""The losses along a run that are plotted: at most some thousand steps of it, whatever its length."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.studio.background.tasks import CurvePart

MOST = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What the loss chart shows.

    Attributes
    ----------
    steps
        ``(n,)``, rising.
    train
        ``(n, R)``: the objective on the training rows, penalty included.
    test
        ``(n, R)``: the loss on the test rows, without the penalty; None where there are no test rows.
    players
        ``(n, R, players)``: what each player of a game pays; None where there is no game.
    penalty
        ``(n, R)``: what of `train` is the penalty; None where there never is one.
    """

    steps: Integers
    train: Floats
    test: Floats | None
    players: Floats | None = None
    penalty: Floats | None = None

    def with_part(self, part: CurvePart) -> "Curves":
        """Return the curves with more points; newer values replace older ones."""
        steps = np.concatenate([part.steps, self.steps])
        steps, kept = np.unique(steps, return_index=True)
        train = np.concatenate([part.train, self.train])[kept]
        pairs = ((part.test, self.test), (part.players, self.players), (part.penalty, self.penalty))
        return Curves(steps, train, *(_joined(new, old, kept) for new, old in pairs))

    def thinned(self, length: int) -> "Curves":
        """Return the curves without the points that a run of this length doesn't plot."""
        kept = np.isin(self.steps, plotted_steps(length))
        others = (self.test, self.players, self.penalty)
        return Curves(self.steps[kept], self.train[kept], *(None if each is None else each[kept] for each in others))


def _joined(new: Floats | None, old: Floats | None, kept: Integers) -> Floats | None:
    """Return the kept ones of new and old numbers; None where the new ones have none."""
    return None if new is None else np.concatenate([each for each in (new, old) if each is not None])[kept]


def no_curves(runners: int) -> Curves:
    """Return curves without a point."""
    return Curves(np.empty(0, dtype=np.intp), np.empty((0, runners)), np.empty((0, runners)))


def plotted_steps(length: int) -> Integers:
    """Return which of the steps 0 .. `length` are plotted, ``(n,)``: every 2^k-th and the last.

    A longer run keeps those of a shorter one. They are at most `MOST` and the last.
    """
    stride = 1
    while length // stride >= MOST:
        stride *= 2
    return np.union1d(np.arange(0, length + 1, stride), [length])


def missing_steps(curves: Curves | None, length: int) -> Integers:
    """Return which plotted steps ``(n,)`` the curves don't have yet."""
    wanted = plotted_steps(length)
    return wanted if curves is None else np.setdiff1d(wanted, curves.steps)

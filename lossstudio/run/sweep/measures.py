"""What is noted of a run whose path isn't kept."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.option import nearest
from lossstudio.run.sweep.axis import SweepError

MeasureKind: TypeAlias = Literal["last_loss", "best_loss", "diverged_at", "steps_to", "loss_at", "minimum"]
KINDS: tuple[MeasureKind, ...] = get_args(MeasureKind)
WITH_NUMBER = ("steps_to", "loss_at")
NOTHING = '""'


@dataclass(frozen=True, slots=True)
class RunMeasure:
    """A measure: "last_loss", "best_loss", "diverged_at", "steps_to" a loss, "loss_at" a step, or "minimum".

    last_loss, best_loss
        The loss on all training rows, penalty included: after the last step, and the lowest of those looked at. With
        mini-batches it is looked at once an epoch.
    diverged_at
        The step at which a run that diverged was first at twice the size of its starting loss above it, or stopped.
    steps_to
        The first step looked at whose loss is at most `number`.
    loss_at
        The loss on all training rows at the step `number`.
    minimum
        The number, from 1 on, of the terrain's minimum at which the run has arrived; 0 once it has no numbers.
    """

    kind: MeasureKind
    number: float = float("nan")

    @classmethod
    def read(cls, text: str) -> "RunMeasure":
        """Read "last_loss" or "steps_to=0.1".

        Raises
        ------
        SweepError
            If there is no such measure.
        """
        word, equals, goal = text.partition("=")
        for kind in KINDS:
            if word == kind and bool(equals) == (kind in WITH_NUMBER):
                return cls(kind, _number(kind, text, goal) if equals else float("nan"))
        there = "last_loss, best_loss, diverged_at, steps_to=LOSS, loss_at=STEP and minimum"
        raise SweepError(f"{text or NOTHING}: there is no such measure; there are {there}{nearest(word, list(KINDS))}")

    @property
    def name(self) -> str:
        """What its column is called."""
        return f"{self.kind}={self.number:.15g}" if self.kind in WITH_NUMBER else self.kind

    @property
    def is_whole(self) -> bool:
        """Whether its values are whole: numbers of steps, or that of a minimum."""
        return self.kind in ("diverged_at", "steps_to", "minimum")


def _number(kind: MeasureKind, text: str, said: str) -> float:
    """Return the number that a measure is said with: a loss, or a step."""
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise SweepError(f"{text}: {kind} needs a number, such as {kind}=1")
    if kind == "loss_at" and not (number >= 0 and number.is_integer()):
        raise SweepError(f"{text}: a step is a whole number from 0 on")
    return number


def measures_of_map(text: str) -> tuple[str, ...]:
    """Return what is noted of the runs of a map that a measure colours: also which are black, and how high starts lie.

    Raises
    ------
    SweepError
        If there is no such measure.
    """
    measure = RunMeasure.read(text)
    start = ("loss_at=0",) if measure.kind == "minimum" else ()
    return tuple(dict.fromkeys((measure.name, "last_loss", "diverged_at", *start)))


class LossesSeen:
    """What is kept of the losses of R runs while they are seen step by step: no more than a few numbers for each.

    Attributes
    ----------
    first, last, best
        ``(R,)``: the first, the last and the lowest loss; NaN before any, the last one also once it is no number.
    rose_at
        ``(R,)``: the first step since which the loss has been at twice the start's size above it; NaN where it isn't.
    at_step
        For each step that is asked for the losses ``(R,)`` there.
    earlier, later
        ``(R,)``: the highest losses of the second and of the last third of the steps.
    """

    def __init__(self, runs: int, steps: int, measures: tuple[RunMeasure, ...]) -> None:
        self._steps = steps
        self.first, self.last, self.rose_at = (np.full(runs, np.nan) for _ in range(3))
        self.best = np.full(runs, np.inf)
        self.earlier, self.later = np.full(runs, -np.inf), np.full(runs, -np.inf)
        goals = [measure.number for measure in measures if measure.kind == "steps_to"]
        self.reached = {goal: np.full(runs, np.nan) for goal in goals}
        asked = [measure.number for measure in measures if measure.kind == "loss_at"]
        self.at_step: dict[float, Floats] = {step: np.full(runs, np.nan) for step in asked}

    def see(self, step: int, losses: Floats) -> None:
        """Take the losses ``(R,)`` at a step; NaN for a run that has stopped."""
        if step == 0:
            self.first = losses.copy()
        self.last = losses
        np.fmin(self.best, losses, out=self.best)
        with np.errstate(invalid="ignore"):
            high = losses > self.first + np.abs(self.first)
        self.rose_at = np.where(high, np.where(np.isnan(self.rose_at), step, self.rose_at), np.nan)
        if step >= self._steps // 3:
            part = self.later if step >= 2 * self._steps // 3 else self.earlier
            np.fmax(part, losses, out=part)
        if step in self.at_step:
            self.at_step[step] = np.where(np.isfinite(losses), losses, np.nan)
        for goal, at in self.reached.items():
            at[np.isnan(at) & (losses <= goal)] = step

    def found(self, measure: RunMeasure, stopped: Floats) -> Floats:
        """Return a measure ``(R,)``; `stopped` has the steps at which runs stopped, NaN for others."""
        if measure.kind == "last_loss":
            return np.where(np.isfinite(self.last) & np.isnan(stopped), self.last, np.nan)
        if measure.kind == "best_loss":
            return np.where(np.isfinite(self.best), self.best, np.nan)
        if measure.kind == "diverged_at":
            return np.where(np.isnan(stopped), self.rose_at, stopped)
        return self.reached[measure.number] if measure.kind == "steps_to" else self.at_step[measure.number]

"""What training leaves: finished steps in blocks, and checkpoints from which it can go on."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.run.training.runner_group import RunnerState

Stop = tuple[int, str]
"""The update that failed, and why."""


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """All that is needed to go on from before update `step`.

    Attributes
    ----------
    theta
        ``(R, P)``.
    runner_states
        Each runner's memory; None for a runner that hasn't started or has stopped.
    stopped
        Each runner's stop, if it has stopped.
    """

    step: int
    theta: Floats
    runner_states: tuple[RunnerState | None, ...]
    stopped: tuple[Stop | None, ...]

    @property
    def nbytes(self) -> int:
        """What its arrays take."""
        return self.theta.nbytes + sum(_bytes_of(each.optimizer_state) for each in self.runner_states if each)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The updates `first` .. `first + n - 1`, finished.

    Attributes
    ----------
    theta
        ``(n, R, P)`` after each update.
    batch_loss, gradient_norm, learning_rate
        ``(n, R)``: what each update saw; NaN after a runner has stopped.
    checkpoints
        Taken on the way.
    stopped
        Each runner's stop at the end of the block.
    """

    first: int
    theta: Floats
    batch_loss: Floats
    gradient_norm: Floats
    learning_rate: Floats
    checkpoints: tuple[Checkpoint, ...]
    stopped: tuple[Stop | None, ...]

    @property
    def steps(self) -> int:
        """How many updates it holds."""
        return len(self.theta)


class Draft:
    """The arrays that a block is written into while it grows."""

    def __init__(self, steps: int, runners: int, size: int) -> None:
        self.theta = np.empty((steps, runners, size))
        self.batch_loss = np.full((steps, runners), np.nan)
        self.gradient_norm = np.full((steps, runners), np.nan)
        self.learning_rate = np.full((steps, runners), np.nan)

    def finished(
        self, first: int, steps: int, checkpoints: list[Checkpoint], stopped: tuple[Stop | None, ...]
    ) -> Block:
        """Return the first `steps` rows, read-only."""
        arrays = (self.theta, self.batch_loss, self.gradient_norm, self.learning_rate)
        theta, loss, norm, rate = (frozen(array[:steps].copy() if steps < len(array) else array) for array in arrays)
        return Block(first, theta, loss, norm, rate, tuple(checkpoints), stopped)


def _bytes_of(state: Any) -> int:
    """Return what the arrays of an optimizer's memory take; a game's is a tuple of memories."""
    if isinstance(state, np.ndarray):
        return state.nbytes
    if isinstance(state, tuple):
        return sum(map(_bytes_of, state))
    return sum(_bytes_of(getattr(state, field.name)) for field in fields(state)) if hasattr(state, "__slots__") else 0

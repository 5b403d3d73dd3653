"""A Timeline keeps every step of every runner so far, and enough memory to make any of them again."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.run.training.compiled_recipe import CompiledRecipe
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


class Timeline:
    """Every step so far; append-only, owned by one thread.

    The arrays that it gives are read-only views of what is there; they stay as they are while the timeline grows, so
    that another thread may read them.
    """

    def __init__(self, compiled: CompiledRecipe) -> None:
        self.compiled = compiled
        runners = len(compiled.names)
        self._theta = Growing(compiled.starts[None])
        self._batch_loss = Growing(np.empty((0, runners)))
        self._gradient_norm = Growing(np.empty((0, runners)))
        self._learning_rate = Growing(np.empty((0, runners)))
        self._checkpoints: list[Checkpoint] = []
        self.stopped: tuple[Stop | None, ...] = (None,) * runners

    @property
    def length(self) -> int:
        """How many updates are made; the steps 0 .. length exist."""
        return self._batch_loss.length

    @property
    def theta(self) -> Floats:
        """``(length + 1, R, P)``."""
        return self._theta.view

    @property
    def batch_loss(self) -> Floats:
        """``(length, R)``: what each update saw, penalty included."""
        return self._batch_loss.view

    @property
    def gradient_norm(self) -> Floats:
        """``(length, R)``: of the batch gradient, penalty included, before clipping."""
        return self._gradient_norm.view

    @property
    def learning_rate(self) -> Floats:
        """``(length, R)``."""
        return self._learning_rate.view

    @property
    def all_stopped(self) -> bool:
        """Whether no runner can go on."""
        return all(stop is not None for stop in self.stopped)

    def append(self, block: Block) -> None:
        """Add finished steps, which must be the next ones."""
        if block.first != self.length:
            raise ValueError(f"the block begins at update {block.first}, not at {self.length}")
        self._theta.append(block.theta)
        self._batch_loss.append(block.batch_loss)
        self._gradient_norm.append(block.gradient_norm)
        self._learning_rate.append(block.learning_rate)
        self._checkpoints.extend(block.checkpoints)
        self.stopped = block.stopped

    def checkpoint_before(self, step: int) -> Checkpoint | None:
        """Return the last checkpoint at or before update `step`; None is the start."""
        index = bisect_right(self._checkpoints, step, key=lambda checkpoint: checkpoint.step)
        return self._checkpoints[index - 1] if index else None

    def prefix(self, compiled: CompiledRecipe, steps: int) -> "Timeline":
        """Return a new timeline of `compiled` that shares the first `steps` updates with this one."""
        steps = min(steps, self.length)
        branch = Timeline(compiled)
        stopped = tuple(stop if stop is not None and stop[0] < steps else None for stop in self.stopped)
        kept = tuple(checkpoint for checkpoint in self._checkpoints if checkpoint.step <= steps)
        parts = (self.theta[1:], self.batch_loss, self.gradient_norm, self.learning_rate)
        theta, loss, norm, rate = (part[:steps] for part in parts)
        branch.append(Block(0, theta, loss, norm, rate, kept, stopped))
        return branch

    @property
    def nbytes(self) -> int:
        """What its arrays take."""
        return sum(part.nbytes for part in (self._theta, self._batch_loss, self._gradient_norm, self._learning_rate))


class Growing:
    """An array ``(length, ...)`` that grows along its first axis; what was written is never written again."""

    def __init__(self, first: Floats) -> None:
        self._store = first.copy()
        self.length = len(first)

    @property
    def view(self) -> Floats:
        """What is there, ``(length, ...)``, read-only."""
        view = self._store[: self.length]
        view.flags.writeable = False
        return view

    @property
    def nbytes(self) -> int:
        """What it takes."""
        return self._store.nbytes

    def append(self, rows: Floats) -> None:
        """Add rows ``(n, ...)``."""
        needed = self.length + len(rows)
        if needed > len(self._store):
            store = np.empty((max(needed, len(self._store) * 3 // 2, 64), *self._store.shape[1:]))
            store[: self.length] = self._store[: self.length]
            self._store = store
        self._store[self.length : needed] = rows
        self.length = needed

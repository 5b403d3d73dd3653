"""A Timeline keeps every step of every runner so far, or enough to make any of them again."""

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.numbers import DIGITS
from lossstudio.core.telling_digits import telling_digits
from lossstudio.run.training.block import Block, Checkpoint, Stop
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.growing import Growing
from lossstudio.run.training.memory import memory_budget
from lossstudio.run.training.path_store import PathStore
from lossstudio.run.training.thetas import Thetas

FIRST_LOOKED_AT, MOST_LOOKED_AT = 4, 1 << 14
"""From more than the first so many steps, up to so many, it is found how losses are written."""


class Timeline:
    """Every step so far; append-only, owned by one thread.

    The arrays that it gives are read-only views of what is there; they stay as they are while the timeline grows, so
    that another thread may read them.

    Parameters
    ----------
    compiled
        What is trained.
    path
        Where the runners were, if more is known than their starts; else an empty one, within the memory budget.
    """

    def __init__(self, compiled: CompiledRecipe, path: PathStore | None = None) -> None:
        self.compiled = compiled
        runners = len(compiled.names)
        self._path = PathStore(compiled, memory_budget()) if path is None else path
        self._batch_loss = Growing(np.empty((0, runners)), compiled.steps)
        self._gradient_norm = Growing(np.empty((0, runners)), compiled.steps)
        self._learning_rate = Growing(np.empty((0, runners)), compiled.steps)
        self.stopped: tuple[Stop | None, ...] = (None,) * runners
        self._looked_at, self._digits = FIRST_LOOKED_AT, DIGITS

    @property
    def length(self) -> int:
        """How many updates are made; the steps 0 .. length exist."""
        return self._batch_loss.length

    @property
    def theta(self) -> Thetas:
        """``(length + 1, R, P)``: an array, or a sequence that replays where it would not fit into the memory."""
        return self._path.view

    @property
    def replays(self) -> bool:
        """Whether most parameters are found out again when they are asked for."""
        return self._path.replays

    def at_hand(self, steps: Integers) -> Integers:
        """Return steps ``(m,)`` near these rising ones ``(n,)`` whose parameters needn't be replayed, rising.

        They are the same ones as long as everything fits into the memory.
        """
        return self._path.at_hand(steps)

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
    def loss_digits(self) -> int:
        """With how many significant digits its losses are written, so that steps beside each other are told apart.

        That is found from its first 8 steps, 16, 32 and so on: it changes seldom while the timeline grows, and never
        to fewer.
        """
        while 2 * self._looked_at <= min(self.length, MOST_LOOKED_AT):
            self._looked_at *= 2
            seen = self.batch_loss[: self._looked_at]
            needs = (
                telling_digits(np.split(seen[:, runner], [stretch.since for stretch in stretches[1:]]))
                for runner, stretches in enumerate(self.compiled.stretches)
            )
            self._digits = max(self._digits, *needs)
        return self._digits

    @property
    def all_stopped(self) -> bool:
        """Whether no runner can go on."""
        return all(stop is not None for stop in self.stopped)

    @property
    def end(self) -> int:
        """The last step so far at which something happens."""
        stops = [stop[0] for stop in self.stopped if stop is not None]
        return max(stops, default=0) if self.all_stopped else self.length

    def append(self, block: Block) -> None:
        """Add finished steps, which must be the next ones."""
        if block.first != self.length:
            raise ValueError(f"the block begins at update {block.first}, not at {self.length}")
        self._path.append(block)
        self._batch_loss.append(block.batch_loss)
        self._gradient_norm.append(block.gradient_norm)
        self._learning_rate.append(block.learning_rate)
        self.stopped = block.stopped

    def checkpoint_before(self, step: int) -> Checkpoint | None:
        """Return the last checkpoint at or before update `step`; None is the start."""
        return self._path.checkpoint_before(step)

    def prefix(self, compiled: CompiledRecipe, steps: int) -> "Timeline":
        """Return a new timeline of `compiled` that shares the first `steps` updates with this one."""
        steps = min(steps, self.length)
        branch = Timeline(compiled, self._path.prefix(compiled, steps))
        branch._batch_loss.append(self.batch_loss[:steps])
        branch._gradient_norm.append(self.gradient_norm[:steps])
        branch._learning_rate.append(self.learning_rate[:steps])
        branch.stopped = tuple(stop if stop is not None and stop[0] < steps else None for stop in self.stopped)
        return branch

    @property
    def nbytes(self) -> int:
        """What its arrays take."""
        return sum(part.nbytes for part in (self._path, self._batch_loss, self._gradient_norm, self._learning_rate))

"""Where the runners were at every step, within a budget of memory: kept whole, or at some steps and replayed between.

Beyond the budget there are, each within a quarter of it: every 2^k-th step, checkpoints to replay from, the stretches
that were replayed last, and the newest steps.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock

import numpy as np

from lossstudio.core.array import Floats, Integers, frozen
from lossstudio.run.training.block import Block, Checkpoint
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.growing import Growing
from lossstudio.run.training.thetas import ReplayedThetas, Thetas
from lossstudio.run.training.trainer import Trainer

QUARTERS = 4


class PathStore:
    """The path of a run; one thread appends, others may read.

    Parameters
    ----------
    compiled
        What is trained, and so what replaying makes again.
    budget
        How many bytes the parameters may take.
    """

    def __init__(self, compiled: CompiledRecipe, budget: int) -> None:
        self._compiled, self._budget = compiled, budget
        self._whole: Growing | None = Growing(compiled.starts[None], min(compiled.steps + 1, budget // self._row_bytes))
        self._length = 1
        self._checkpoints: list[Checkpoint] = []
        self._stride, self._strided = 1, Growing(compiled.starts[None])
        self._newest: list[tuple[int, Floats]] = []
        self._replayed: OrderedDict[tuple[int, int], Floats] = OrderedDict()
        self._lock = RLock()

    @property
    def replays(self) -> bool:
        """Whether not all is kept."""
        return self._whole is None

    @property
    def view(self) -> Thetas:
        """The path so far ``(n, R, P)``."""
        if self._whole is not None:
            return self._whole.view
        shape, steps = self._compiled.starts.shape, range(self._length)
        return ReplayedThetas(self.row, steps, shape, self._quarter, stride=self._stride)

    @property
    def nbytes(self) -> int:
        """What it takes."""
        newest = sum(theta.nbytes for _, theta in self._newest) + sum(part.nbytes for part in self._replayed.values())
        kept = self._strided.nbytes if self._whole is None else self._whole.nbytes
        return kept + newest + self._checkpoint_bytes(len(self._checkpoints))

    def append(self, block: Block) -> None:
        """Add finished steps."""
        with self._lock:
            self._add_checkpoints(block.checkpoints)
            if self._whole is not None:
                if (self._length + block.steps) * self._row_bytes <= self._budget:
                    self._whole.append(block.theta)
                    self._length += block.steps
                    return
                self._give_up_the_whole(self._whole.view)
            self._keep_some(self._length, block.theta)
            self._length += block.steps
            newest = block.theta[-max(1, self._quarter // self._row_bytes) :]
            self._newest.append((self._length - len(newest), newest.copy()))
            while len(self._newest) > 1 and sum(theta.nbytes for _, theta in self._newest) > self._quarter:
                self._newest.pop(0)

    def row(self, step: int) -> Floats:
        """Return the parameters ``(R, P)`` at a step, replayed where they aren't kept."""
        with self._lock:
            for first, theta in reversed(self._newest):
                if first <= step < first + len(theta):
                    return frozen(theta[step - first])
            if step % self._stride == 0:
                return frozen(self._strided.view[step // self._stride])
            index = bisect_right(self._checkpoints, step - 1, key=lambda checkpoint: checkpoint.step)
            first, part = self._part(index, step)
            return frozen(part[step - first])

    def at_hand(self, steps: Integers) -> Integers:
        """Return steps ``(m,)`` near these rising ones that needn't be replayed: the same ones where all are kept."""
        if self._whole is not None:
            return steps
        return np.unique(np.where(steps >= self._newest_first, steps, steps // self._stride * self._stride))

    def checkpoint_before(self, step: int) -> Checkpoint | None:
        """Return the last checkpoint at or before update `step`; None is the start."""
        with self._lock:
            index = bisect_right(self._checkpoints, step, key=lambda checkpoint: checkpoint.step)
            return self._checkpoints[index - 1] if index else None

    def prefix(self, compiled: CompiledRecipe, steps: int) -> "PathStore":
        """Return a new store of `compiled` with the first `steps` updates."""
        branch = PathStore(compiled, self._budget)
        with self._lock:
            branch._checkpoints = [each for each in self._checkpoints if each.step <= steps]
            branch._length = steps + 1
            if branch._whole is not None and self._whole is not None:
                branch._whole.append(self._whole.view[1 : steps + 1])
                return branch
            branch._whole, branch._stride = None, self._stride
            branch._strided = Growing(self._strided.view[: steps // self._stride + 1])
        return branch

    @property
    def _row_bytes(self) -> int:
        return self._compiled.starts.nbytes

    @property
    def _quarter(self) -> int:
        return self._budget // QUARTERS

    @property
    def _newest_first(self) -> int:
        return self._newest[0][0] if self._newest else self._length

    def _give_up_the_whole(self, path: Floats) -> None:
        while (len(path) // self._stride + 1) * self._row_bytes > self._quarter and self._stride < len(path):
            self._stride *= 2
        self._strided = Growing(path[:: self._stride])
        self._whole = None

    def _keep_some(self, first: int, theta: Floats) -> None:
        """Keep every 2^k-th of some steps, and more rarely from when they take too much."""
        kept = -first % self._stride
        self._strided.append(theta[kept :: self._stride])
        while self._strided.nbytes > self._quarter and self._strided.length > 2:
            self._stride *= 2
            self._strided = Growing(self._strided.view[::2])

    def _add_checkpoints(self, checkpoints: tuple[Checkpoint, ...]) -> None:
        """Add checkpoints; where they take too much, those go without which the way between two others is shortest.

        So no way is much longer than others, which is how long the slowest step takes to be replayed. What comes after
        the last one has still to grow: that one goes where the way to it is less than half of any other.
        """
        kept = self._checkpoints
        for checkpoint in checkpoints:
            kept.append(checkpoint)
            if len(kept) > 2 and self._checkpoint_bytes(len(kept)) > self._quarter:
                del kept[_cheapest(kept)]

    def _checkpoint_bytes(self, count: int) -> int:
        return count * self._checkpoints[-1].nbytes if self._checkpoints else 0

    def _part(self, index: int, step: int) -> tuple[int, Floats]:
        """Return parameters ``(n, R, P)`` around a step of those between two checkpoints, and the first one's number.

        They are at most a quarter of the budget; those used last are kept.
        """
        before = self._checkpoints[index - 1] if index else None
        since = 1 + (0 if before is None else before.step)
        many = max(1, self._quarter // self._row_bytes)
        first = since + (step - since) // many * many
        next_one = self._checkpoints[index].step if index < len(self._checkpoints) else self._length - 1
        last = min(first + many - 1, next_one)
        if (first, last) not in self._replayed:
            self._replayed[first, last] = _replayed(self._compiled, before, first, last)
        self._replayed.move_to_end((first, last))
        while len(self._replayed) > 1 and sum(part.nbytes for part in self._replayed.values()) > self._quarter:
            self._replayed.popitem(last=False)
        return first, self._replayed[first, last]


def _replayed(compiled: CompiledRecipe, before: Checkpoint | None, first: int, last: int) -> Floats:
    """Return the parameters ``(n, R, P)`` at the steps `first` .. `last`, trained again from a checkpoint."""
    trainer, parts = Trainer(compiled, before, keeps_path=False), list[Floats]()
    trainer.go_to(first - 1)
    while trainer.step < last:
        parts.append(trainer.advance(last - trainer.step).theta)
    return np.concatenate(parts)


def _cheapest(kept: Sequence[Checkpoint]) -> int:
    """Return the number of the checkpoint that is missed least; the first one always stays."""
    steps = [checkpoint.step for checkpoint in kept]
    ways = [after - before for before, after in zip(steps, steps[2:], strict=False)]
    return 1 + int(np.argmin([*ways, 2 * (steps[-1] - steps[-2])]))

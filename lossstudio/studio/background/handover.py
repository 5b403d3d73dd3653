"""When a run that takes long goes on in another process, so that it and the window don't wait for each other.

Python lets one thread of a process run at a time: a window that paints all the time and a run that is trained in its
process get half of it each at best.
"""

from collections.abc import Callable
from contextlib import suppress

from lossstudio.project.trainer_beside import TrainerBeside, can_be_sent
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.block import Block
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.requests import TrainRequest

AFTER_S = 0.1
"""A run is given away when so much of the worker's own time has gone into it,"""
LEFT_S = 3.0
"""and so much more would: less isn't worth beginning a process."""


class Handover:
    """Gives a run to another process when that is worth it, and takes its blocks.

    Everything happens in the worker's thread, which waits for nothing. Where that process doesn't come about, ends or
    takes no checkpoint, the worker trains on as if there had never been one.

    Parameters
    ----------
    after_s, left_s
        How long a run must have been trained here, and would be still, in seconds of the worker's own time.
    begin
        Begins the other process.
    """

    def __init__(
        self,
        after_s: float = AFTER_S,
        left_s: float = LEFT_S,
        begin: Callable[[Recipe], TrainerBeside] = TrainerBeside,
    ) -> None:
        self._after_s, self._left_s, self._begin = after_s, left_s, begin
        self._token: int | None = None
        self._beside: TrainerBeside | None = None
        self._tried = False
        self._next: int | None = None
        self._kept: list[Block] = []
        self._first, self._took_s = 0, 0.0

    def blocks(self, request: TrainRequest) -> list[Block] | None:
        """Return what the other process has made meanwhile of a run; None where the worker trains it.

        What is beyond the target stays for later, but for the rest of the block that holds it.
        """
        if request.token != self._token or self._beside is None or self._next is None:
            return None
        if request.length != self._next:
            self.close()
            return None
        if self._next + sum(block.steps for block in self._kept) < request.target and not self._beside.ended:
            self._kept += self._beside.blocks()
        came = []
        while self._kept and self._next < request.target:
            came.append(self._kept.pop(0))
            self._next += came[-1].steps
        if self._beside.ended and not self._kept:
            self.close()
        return came

    def goes_on(self, request: TrainRequest, trainer: Trainer, took_s: float) -> bool:
        """Say whether the other process goes on from where the worker's trainer stands; see to it that it soon can.

        `took_s` says how long the trainer's last block took of the worker's own time.
        """
        self._took_s += took_s
        if request.token != self._token:
            self._watch(request.token, trainer)
        elif not self._tried and self._is_worth_it(request, trainer):
            self._tried = True
            self._begin_process(request.compiled.recipe)
        elif self._beside is not None and self._beside.ready and trainer.step >= request.length:
            self._beside.go_on(trainer.checkpoint())
            self._next = trainer.step
            return True
        return False

    def rest(self) -> None:
        """Nothing is to be trained now: let the other process end; what is trained next is watched anew."""
        self.close()
        self._token = None

    def close(self) -> None:
        """Let the other process end."""
        if self._beside is not None:
            self._beside.close()
        self._beside = self._next = None
        self._kept.clear()

    def _watch(self, token: int, trainer: Trainer) -> None:
        """Begin to see how long another run takes."""
        self.close()
        self._token, self._tried = token, False
        self._first, self._took_s = trainer.step, 0.0

    def _is_worth_it(self, request: TrainRequest, trainer: Trainer) -> bool:
        steps = max(1, trainer.step - self._first)
        left_s = self._took_s / steps * (request.target - trainer.step)
        return self._took_s >= self._after_s and left_s >= self._left_s

    def _begin_process(self, recipe: Recipe) -> None:
        if can_be_sent(recipe):
            with suppress(OSError):
                self._beside = self._begin(recipe)

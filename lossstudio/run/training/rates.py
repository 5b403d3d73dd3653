"""The learning rates of a lane's runners, computed ahead where their schedules have no memory."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.training.settings import Settings

AHEAD = 256


class Rates:
    """Learning rates before each update: a float for a lane of one, else ``(members,)``."""

    def __init__(self, settings: Sequence[Settings], memories: Sequence[Any]) -> None:
        self.memories = list(memories)
        self._parts = [(each.schedule_entry, each.learning_rate, each.schedule_options) for each in settings]
        self.observing = any(entry.observe is not None for entry, _, _ in self._parts)
        self._first = 0
        self._table: list[Any] = []

    def at(self, step: int) -> Any:
        """Return the rates before update `step`."""
        ahead = step - self._first
        if not 0 <= ahead < len(self._table):
            self._compute(step)
            ahead = 0
        return self._table[ahead]

    def observe(self, losses: Floats) -> None:
        """Let the schedules that look see the training losses ``(members,)`` after an epoch."""
        for index, (entry, _, options) in enumerate(self._parts):
            if entry.observe is not None:
                self.memories[index] = entry.observe(float(losses[index]), self.memories[index], **options)
        self._table = []

    def _compute(self, step: int) -> None:
        steps = range(step, step + (1 if self.observing else AHEAD))
        columns = [
            [float(entry.rate(k, base, memory, **options)) for k in steps]
            for (entry, base, options), memory in zip(self._parts, self.memories, strict=True)
        ]
        self._first = step
        self._table = columns[0] if len(columns) == 1 else list(np.array(columns).T.copy())

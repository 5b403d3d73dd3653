"""The numbers in a film's caption, for every step that it shows."""

import numpy as np

from lossstudio.picture.caption import ReadOut
from lossstudio.picture.colors import Theme
from lossstudio.picture.phases.printed import exact, significant
from lossstudio.run.curves import losses_at
from lossstudio.run.timeline import Timeline

STOPPED = "stopped"


class Numbers:
    """Step, losses and learning rate, evaluated once for all the steps that are shown."""

    def __init__(self, timeline: Timeline, steps: list[int], theme: Theme) -> None:
        self._timeline, self._theme = timeline, theme
        self._row = {step: row for row, step in enumerate(steps)}
        self._losses = losses_at(timeline, np.array(steps, dtype=np.intp))
        self._widest_step = str(max(steps))
        self._widest_losses = [_widest([_loss(value) for value in column]) for column in self._losses.T]
        self._widest_rate = _widest([self._rate(step) for step in steps])

    def at(self, step: int) -> tuple[ReadOut, ...]:
        """Return what the caption says at a step; in a race each runner's loss, under its name and colour."""
        names, losses = self._timeline.course.names, self._losses[self._row[step]]
        said = [ReadOut("step", str(step), self._widest_step)]
        if len(names) == 1:
            said.append(ReadOut("loss", _loss(losses[0]), self._widest_losses[0]))
            said.append(ReadOut("learning rate", self._rate(step), self._widest_rate))
            return tuple(said)
        for runner, name in enumerate(names):
            color = self._theme.runner(runner)
            said.append(ReadOut(name, _loss(losses[runner]), self._widest_losses[runner], color))
        return tuple(said)

    def _rate(self, step: int) -> str:
        """Return the learning rate of the update that comes; after the last one, of the one that was."""
        rates = self._timeline.learning_rate
        return exact(float(rates[min(step, len(rates) - 1), 0])) if len(rates) else exact(self._first_rate())

    def _first_rate(self) -> float:
        return self._timeline.course.settings(0)[0].learning_rate


def _loss(value: float) -> str:
    return significant(float(value)) if np.isfinite(value) else STOPPED


def _widest(texts: list[str]) -> str:
    return max(texts, key=len)

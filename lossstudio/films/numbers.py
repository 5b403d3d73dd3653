"""The numbers in a film's caption, for every step that it shows."""

import numpy as np

from lossstudio.core.numbers import exact, readout, rounded
from lossstudio.picture.axis_names import height_name
from lossstudio.picture.caption import ReadOut
from lossstudio.picture.colors import Theme
from lossstudio.run.curves import losses_at, test_losses_at
from lossstudio.run.timeline import Timeline

STOPPED = "stopped"


class Numbers:
    """Step, losses and learning rate, evaluated once for all the steps that are shown.

    Parameters
    ----------
    timeline, steps
        The run, and which of its steps are shown.
    theme
        Names runners by their colours.
    tested
        Whether the loss on the test rows is told too.
    brief
        Whether only step and loss are told, the first runner's.
    """

    def __init__(
        self, timeline: Timeline, steps: list[int], theme: Theme, *, tested: bool = False, brief: bool = False
    ) -> None:
        self._timeline, self._theme = timeline, theme
        self._name = height_name(timeline.course.objective())
        self._row = {step: row for row, step in enumerate(steps)}
        self._brief = brief
        at = np.array(steps, dtype=np.intp)
        self._losses = losses_at(timeline, at)
        tests = test_losses_at(timeline, at) if tested else None
        self._tests = None if tests is None else [_loss(value) for value in tests[:, 0]]
        self._widest_step = str(max(steps))
        self._widest_losses = [_widest([_loss(value) for value in column]) for column in self._losses.T]
        self._widest_rate = _widest([self._rate(step) for step in steps])

    def at(self, step: int) -> tuple[ReadOut, ...]:
        """Return what the caption says at a step; in a race each runner's loss, under its name and colour."""
        names, losses = self._timeline.course.names, self._losses[self._row[step]]
        said = [ReadOut("step", str(step), self._widest_step)]
        if len(names) == 1 or self._brief:
            said.append(ReadOut(self._name, _loss(losses[0]), self._widest_losses[0]))
            if self._tests is not None:
                said.append(ReadOut("test loss", self._tests[self._row[step]], _widest(self._tests)))
            if self._brief:
                return tuple(said)
            said.append(ReadOut("learning rate", self._rate(step), self._widest_rate))
            return tuple(said)
        for runner, name in enumerate(names):
            color = self._theme.runner(runner)
            said.append(ReadOut(name, _loss(losses[runner]), self._widest_losses[runner], color))
        return tuple(said)

    def _rate(self, step: int) -> str:
        """Return the learning rate of the update that comes; after the last one, of the one that was."""
        rates = self._timeline.learning_rate
        return (
            exact(rounded(float(rates[min(step, len(rates) - 1), 0])))
            if len(rates)
            else exact(rounded(self._first_rate()))
        )

    def _first_rate(self) -> float:
        return self._timeline.course.settings(0)[0].learning_rate


def _loss(value: float) -> str:
    return readout(float(value)) if np.isfinite(value) else STOPPED


def _widest(texts: list[str]) -> str:
    return max(texts, key=len)

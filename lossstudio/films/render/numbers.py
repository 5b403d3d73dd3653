"""The numbers in a film's caption, for every step that it shows."""

from dataclasses import replace

from lossstudio.picture.colors import Theme
from lossstudio.picture.text.captions import ReadOut
from lossstudio.picture.text.read_outs import (
    loss_read_out,
    number_text,
    rate_read_out,
    test_loss_read_out,
)
from lossstudio.run.analysis.step_view import StepView, step_views
from lossstudio.run.training.timeline import Timeline


class Numbers:
    """Step, losses and learning rate, evaluated once for all the steps that are shown.

    Parameters
    ----------
    timeline, steps
        The run, and which of its steps are shown.
    theme
        Names runners by their colours.
    tested
        Whether the loss on the test rows is shown too.
    brief
        Whether only step and loss are shown, the first runner's.
    """

    def __init__(
        self, timeline: Timeline, steps: list[int], theme: Theme, *, tested: bool = False, brief: bool = False
    ) -> None:
        self._names, self._theme = timeline.course.names, theme
        self._tested, self._brief = tested and timeline.course.test_objective() is not None, brief
        views = step_views(timeline, steps, ("losses", "test_losses") if self._tested else ("losses",))
        said = [self._read_outs(view) for view in views]
        widest = [str(max(steps)), *(_widest(column) for column in list(zip(*said, strict=True))[1:])]
        self._said = {
            view.step: tuple(replace(each, widest=wide) for each, wide in zip(read_outs, widest, strict=True))
            for view, read_outs in zip(views, said, strict=True)
        }

    def at(self, step: int) -> tuple[ReadOut, ...]:
        """Return the numbers in the caption at a step; in a race each runner's loss, under its name and colour."""
        return self._said[step]

    def _read_outs(self, view: StepView) -> list[ReadOut]:
        said = [ReadOut("step", str(view.step))]
        if len(self._names) > 1 and not self._brief:
            each = zip(self._names, view.losses, strict=True)
            return said + [
                ReadOut(name, number_text(loss), color=self._theme.runner(number))
                for number, (name, loss) in enumerate(each)
            ]
        said.append(loss_read_out(view))
        if self._tested:
            said.append(test_loss_read_out(view))
        return said if self._brief else [*said, _rate(view)]


def _rate(view: StepView) -> ReadOut:
    """Tell the learning rate; of the update that would come after the last step, its explanation alone knows it."""
    return rate_read_out(view.evaluate("explanation") if view.step == view.timeline.length else view)


def _widest(column: tuple[ReadOut, ...]) -> str:
    return max((each.value for each in column), key=len)

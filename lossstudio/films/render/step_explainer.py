"""What a film shows about a step that it goes through phase by phase: the numbers, and the four phases in words."""

from dataclasses import replace
from functools import cached_property

from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.storyboard import Instant
from lossstudio.picture.colors import Theme
from lossstudio.picture.phases.texts import names_alone, phase_texts
from lossstudio.picture.text.captions import PhaseBand
from lossstudio.picture.text.read_out_rows import ReadOut
from lossstudio.picture.text.read_outs import (
    brief_digits,
    loss_read_out,
    number_text,
    rate_read_out,
    test_loss_read_out,
)
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.step_view import StepView, step_views
from lossstudio.run.training.timeline import Timeline


class CaptionNumbers:
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
        self._names, self._theme = timeline.compiled.names, theme
        self._tested, self._brief = tested and timeline.compiled.test_objective() is not None, brief
        views = step_views(timeline, steps, ("losses", "test_losses") if self._tested else ("losses",))
        said = [self._read_outs(view) for view in views]
        widest = [_widest(column) for column in zip(*said, strict=True)]
        self._said = {
            view.step: tuple(
                replace(each, widest=whole, widest_brief=brief)
                for each, (whole, brief) in zip(read_outs, widest, strict=True)
            )
            for view, read_outs in zip(views, said, strict=True)
        }

    def at(self, step: int) -> tuple[ReadOut, ...]:
        """Return the numbers in the caption at a step; in a race each runner's loss, under its name and colour."""
        return self._said[step]

    def _read_outs(self, view: StepView) -> list[ReadOut]:
        said = [ReadOut("step", str(view.step))]
        if len(self._names) > 1 and not self._brief:
            each, digits, brief = zip(self._names, view.losses, strict=True), view.digits, brief_digits(view.digits)
            return said + [
                ReadOut(
                    name, number_text(loss, digits), color=self._theme.runner(number), brief=number_text(loss, brief)
                )
                for number, (name, loss) in enumerate(each)
            ]
        said.append(loss_read_out(view))
        if self._tested:
            said.append(test_loss_read_out(view))
        return said if self._brief else [*said, _rate(view)]


def _rate(view: StepView) -> ReadOut:
    """Tell the learning rate; of the update that would come after the last step, its explanation alone knows it."""
    return rate_read_out(view.evaluate("explanation") if view.step == view.timeline.length else view)


def _widest(column: tuple[ReadOut, ...]) -> tuple[str, str]:
    """Return the widest value of a column, and the widest of the brief ones."""
    return max((each.value for each in column), key=len), max((each.brief for each in column), key=len)


class StepExplainer:
    """Views of the steps of one runner; what is known of the last one is kept, for it is shown for a while.

    Its phases follow the sample and the parameter that matter most at the start, as the window does where none is
    selected, unless another sample is said.
    """

    def __init__(self, timeline: Timeline, runner: int) -> None:
        self._timeline, self._runner = timeline, runner
        self._row: int | None = None
        self._view = StepView(timeline, 0, runner=runner)
        self._band: tuple[int, PhaseBand] = (-1, PhaseBand(()))

    def follow(self, row: int | None) -> None:
        """Let the phases be about a training row, counted from 1; None is the one that matters most at the start.

        Raises
        ------
        FilmUsageError
            If there is no such row.
        """
        rows = self._timeline.compiled.problem.rows
        if row is not None and row > rows:
            there = f"the run is trained on rows 1 to {rows}" if rows else "nothing here has rows"
            raise FilmUsageError(f"--row: {there}, not {row}")
        if row != self._row:
            self._row = row
            self._view = StepView(self._timeline, 0, runner=self._runner)
            self._band = (-1, PhaseBand(()))

    def view(self, instant: Instant) -> StepView:
        """Return what is known of a moment's step, which is explained where a phase is shown.

        So is the last step of the run: what its update would be is known by its explanation alone.
        """
        same = self._view.is_of(self._timeline, instant.step, self._runner)
        known = self._view.known if same else None
        explained = bool(instant.phase) or instant.step == self._timeline.length
        sample, parameter = self._followed if explained else (None, None)
        self._view = StepView(
            self._timeline,
            instant.step,
            instant.fraction,
            self._runner,
            sample=sample,
            parameter=parameter,
            known=known,
        )
        if explained:
            self._view.evaluate("explanation")
        return self._view

    def told(self, instant: Instant) -> Explanation | None:
        """Return the numbers of a moment's step; None where no phase is shown."""
        return self.view(instant).explanation if instant.phase else None

    def band(self, instant: Instant) -> PhaseBand:
        """Return the four phases, the one that is shown in words and numbers."""
        ink = instant.entered * (1.0 - instant.left)
        if not instant.phase:
            return replace(self._names_alone, ink=ink)
        if self._band[0] != instant.step:
            view = self.view(instant)
            texts = phase_texts(
                view.compiled, view.explanation, sample=view.sample, parameter=view.parameter, digits=view.digits
            )
            self._band = (instant.step, PhaseBand(texts))
        return replace(self._band[1], active=instant.phase, ink=ink)

    @cached_property
    def _start(self) -> Explanation:
        return StepView(self._timeline, 0, runner=self._runner).explanation

    @property
    def _followed(self) -> tuple[int | None, int]:
        sample = self._start.costliest_row if self._row is None else self._row - 1
        return sample, self._start.steepest_parameter

    @cached_property
    def _names_alone(self) -> PhaseBand:
        """The names of the phases, which differ by what is minimised, while none is shown."""
        return PhaseBand(names_alone(phase_texts(self._timeline.compiled, self._start)))

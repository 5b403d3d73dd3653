"""What a film shows about a step that it goes through phase by phase: the numbers, and the four phases in words."""

from functools import cached_property

from lossstudio.films.plan.storyboard import Instant
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.captions import PhaseBand
from lossstudio.run.analysis.explanation import Explanation
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.timeline import Timeline


class Telling:
    """Views of the steps of one runner; what is known of the last one is kept, for it is shown for a while.

    Its phases follow the sample and the parameter that matter most, as the window does where none is selected.
    """

    def __init__(self, timeline: Timeline, runner: int) -> None:
        self._timeline, self._runner = timeline, runner
        self._view = StepView(timeline, 0, runner=runner)
        self._texts: tuple[int, tuple[PhaseText, ...]] = (-1, ())

    def view(self, instant: Instant) -> StepView:
        """Return what is known of a moment's step, which is explained where a phase is shown.

        So is the last step of the run: what its update would be is known by its explanation alone.
        """
        same = self._view.is_of(self._timeline, instant.step, self._runner)
        known = self._view.known if same else None
        self._view = StepView(self._timeline, instant.step, instant.fraction, self._runner, known=known)
        if instant.phase or instant.step == self._timeline.length:
            self._view.evaluate("explanation")
        return self._view

    def told(self, instant: Instant) -> Explanation | None:
        """Return the numbers of a moment's step; None where no phase is shown."""
        return self.view(instant).explanation if instant.phase else None

    def band(self, instant: Instant) -> PhaseBand:
        """Return the four phases, the one that is shown in words and numbers."""
        if not instant.phase:
            return self._names_alone
        if self._texts[0] != instant.step:
            view = self.view(instant)
            texts = phase_texts(view.course, view.explanation, sample=view.sample, parameter=view.parameter)
            self._texts = (instant.step, texts)
        return PhaseBand(self._texts[1], instant.phase)

    @cached_property
    def _names_alone(self) -> PhaseBand:
        """The names of the phases, which differ by what is minimised, while none is shown."""
        first = StepView(self._timeline, 0, runner=self._runner)
        texts = phase_texts(first.course, first.explanation)
        return PhaseBand(tuple(PhaseText(title=text.title, formula="", lines=(), result="") for text in texts))

"""What a film tells of a step that it shows phase by phase: the numbers, and the four phases in words."""

from functools import cached_property

import numpy as np

from lossstudio.films.storyboard import Instant
from lossstudio.picture.caption import PhaseBand
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.explanation import Explanation, explain
from lossstudio.run.timeline import Timeline


class Telling:
    """Explains steps of one runner; the last one is kept, for it is shown for a while.

    Its phases follow the sample with the largest loss and the parameter with the largest gradient, as the window does
    where nobody has chosen.
    """

    def __init__(self, timeline: Timeline, runner: int) -> None:
        self._timeline, self._runner = timeline, runner
        self._told: Explanation | None = None
        self._texts: tuple[PhaseText, ...] = ()

    def told(self, instant: Instant) -> Explanation | None:
        """Return the numbers of a moment's step; None where no phase is shown."""
        if not instant.phase:
            return None
        if self._told is None or self._told.step != instant.step:
            self._told = explain(self._timeline, instant.step, self._runner)
            parameter = int(np.argmax(np.nan_to_num(np.abs(self._told.gradient), nan=-1.0)))
            self._texts = phase_texts(
                self._timeline.course, self._told, sample=self._sample(self._told), parameter=parameter
            )
        return self._told

    def band(self, instant: Instant) -> PhaseBand:
        """Return the four phases, the one that is shown in words and numbers."""
        if self.told(instant) is None:
            return self._names_alone
        return PhaseBand(self._texts, instant.phase)

    @cached_property
    def _names_alone(self) -> PhaseBand:
        """The names of the phases, which differ by what is minimised, while none is shown."""
        texts = phase_texts(self._timeline.course, explain(self._timeline, 0, self._runner))
        return PhaseBand(tuple(PhaseText(title=text.title, formula="", lines=(), result="") for text in texts))

    def sample(self, instant: Instant) -> int | None:
        """Return the sample that is followed; None where no phase is shown."""
        told = self.told(instant)
        return None if told is None else self._sample(told)

    @staticmethod
    def _sample(told: Explanation) -> int | None:
        losses = told.sample_losses
        if losses is None or not len(losses):
            return None
        rows = np.arange(len(losses)) if told.rows is None else told.rows
        return int(rows[np.argmax(np.nan_to_num(losses[rows], nan=-1.0))])

"""When the coach looks at the run again, and its last advice."""

from collections.abc import Callable

from lossstudio.run.coach import advise
from lossstudio.run.coach.action import Advice
from lossstudio.run.coach.view import RunView
from lossstudio.studio.changes import Fact

COACH_S = 0.25
"""While playing, the advice changes at most this often."""
NEVER = -1e18
HEEDED = frozenset({Fact.RUN, Fact.CURSOR, Fact.SELECTION, Fact.PLAYBACK, Fact.CURVES, Fact.ADVICE})
"""What may change the coach's mind."""


class CoachAnalysis:
    """The coach's advice.

    Attributes
    ----------
    shown
        The advice; None before the coach has looked for the first time.
    """

    shown: Advice | None

    def __init__(self) -> None:
        self.shown = None
        self._due = True
        self._looked_at = NEVER

    def follow(self, changed: frozenset[Fact], view: Callable[[], RunView], now: float, *, playing: bool) -> bool:
        """Look again when something has changed; while playing, not more often than one can read.

        Parameters
        ----------
        changed
            The facts that are others than the last time.
        view
            Makes what is looked at.
        now
            Seconds that only go forward.

        Returns
        -------
        True when the advice is another one.
        """
        self._due = self._due or not HEEDED.isdisjoint(changed)
        if not self._due or (playing and now - self._looked_at < COACH_S):
            return False
        self._due, self._looked_at = False, now
        advice, before = advise(view()), self.shown
        self.shown = advice
        return advice != before

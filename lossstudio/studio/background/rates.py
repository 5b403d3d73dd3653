"""Trying learning rates out: a range test in the worker, asked for by a person."""

from lossstudio.run.analysis.range_test import RangeTest
from lossstudio.studio.background.requests import RangeRequest
from lossstudio.studio.background.worker import Answer, LatestRequest


class RateAnalysis:
    """The range test that was asked for last.

    Attributes
    ----------
    shown
        What it found; None until it is there.
    """

    shown: RangeTest | None

    def __init__(self) -> None:
        self.latest: LatestRequest[RangeRequest] = LatestRequest()
        self.shown = None

    @property
    def under_way(self) -> bool:
        """Whether a range test is under way."""
        return self.latest.asked is not None

    def forget(self) -> None:
        """Ask for no range test any more, and forget the last."""
        self.latest.cancel()
        self.shown = None

    def want(self, request: RangeRequest) -> None:
        """Ask for a range test."""
        self.forget()
        self.latest.want(request)

    def take(self, answer: Answer) -> bool:
        """Note an answer; True when the test got on or has ended."""
        if not self.latest.take(answer):
            return False
        if answer.value is not None:
            self.shown = answer.value
        return True

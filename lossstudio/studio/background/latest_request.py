"""The newest request of one kind, which lets the one at work finish its first answer."""

from typing import Generic, TypeVar

from lossstudio.studio.background.requests import Request
from lossstudio.studio.background.worker import Answer

R = TypeVar("R", bound=Request)


class LatestRequest(Generic[R]):
    """What is asked, and what will be asked next.

    A newer request replaces one that waits, and one at work as soon as that has answered once: so while somebody
    drags, each picture is late by one request at most, and never starved by the next.
    """

    def __init__(self) -> None:
        self.asked: R | None = None
        self._waiting: R | None = None
        self._answered = False

    def want(self, request: R) -> None:
        """Ask for something newer."""
        if self.asked is None or self._answered:
            self._ask(request)
        else:
            self._waiting = request

    def cancel(self) -> None:
        """Ask for nothing any more; answers under way are stale."""
        self.asked = self._waiting = None

    def take(self, answer: Answer) -> bool:
        """Note an answer; False when it is stale and must be dropped."""
        if answer.request is not self.asked:
            return False
        self._answered = True
        if self._waiting is not None:
            self._ask(self._waiting)
        elif answer.value is None:
            self.asked = None
        return True

    def give_up(self, request: object) -> bool:
        """Note that a request failed, and go on with what waits; False when it is stale."""
        if request is not self.asked:
            return False
        waiting, self.asked, self._waiting = self._waiting, None, None
        if waiting is not None:
            self._ask(waiting)
        return True

    def _ask(self, request: R) -> None:
        self.asked, self._waiting, self._answered = request, None, False

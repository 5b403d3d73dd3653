"""What views want to know that takes time to compute: asked of the worker, answered in the main thread."""

from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeAlias, TypeVar

from lossstudio.core.pieces import Pieces
from lossstudio.studio.background.requests import Question, Request
from lossstudio.studio.background.tasks import Found
from lossstudio.studio.background.worker import Answer, Failure, LatestRequest, Message

T = TypeVar("T")
Failed: TypeAlias = Callable[[Exception, str], None]
"""Hears of an error, with its details for whoever wants to look into it."""


class Inquiry(Generic[T]):
    """One thing that a view wants to know again and again; of its questions the newest counts.

    Parameters
    ----------
    desk
        Where it is asked.
    subject
        What it is about. Questions of one subject take about equally long, by which the worker plans.
    answered, failed
        Hear of the answer, or of the error in its place, in the main thread.
    patient
        Whether everything else comes first.
    """

    def __init__(
        self, desk: "Inquiries", subject: Hashable, answered: Callable[[T], None], failed: Failed, *, patient: bool
    ) -> None:
        self._desk, self._subject, self._answered, self._failed = desk, subject, answered, failed
        self._latest: LatestRequest[Question] = LatestRequest()
        self.patient = patient

    @property
    def asked(self) -> Question | None:
        """The question that waits for its answer."""
        return self._latest.asked

    def ask(self, work: Callable[[], T]) -> None:
        """Ask for what a pure function returns; one that is being answered comes first, so that none is starved.

        The function is called in the worker's thread. It must hold nothing of Qt, which might be deleted there.
        """
        self.ask_in_pieces(lambda: _whole(work))

    def ask_in_pieces(self, work: Callable[[], Pieces[T]]) -> None:
        """Ask for what comes of a longer work, which pauses between its pieces; else it is like `ask`."""
        self._latest.want(Question(self._subject, work))
        self._desk.note(self)

    def cancel(self) -> None:
        """Ask for nothing any more; no answer comes."""
        self._latest.cancel()
        self._desk.forget(self)

    def take(self, message: Answer | Failure) -> None:
        """Hand on what the worker has left, unless nobody waits for it any more."""
        handed_on: Callable[[], None] | None = None
        if isinstance(message, Failure):
            if self._latest.give_up(message.what):
                handed_on = partial(self._failed, message.error, message.details)
        elif self._latest.take(message) and isinstance(message.value, Found):
            handed_on = partial(self._answered, message.value.value)
        if self._latest.asked is None:
            self._desk.forget(self)
        if handed_on is not None:  # Last: it may ask again, and an error in it leaves nothing waiting.
            handed_on()


def _whole(work: Callable[[], T]) -> Pieces[T]:
    yield from ()
    return work()


@dataclass(frozen=True, slots=True, eq=False)
class _Delivery:
    """What was left for an inquiry."""

    inquiry: Inquiry[Any]
    message: Answer | Failure


class Inquiries:
    """The inquiries that wait for an answer.

    Parameters
    ----------
    told
        Hears whenever something was asked, so that whoever rests wakes up.
    """

    def __init__(self, told: Callable[[], None]) -> None:
        self._told = told
        self._waiting: list[Inquiry[Any]] = []
        self._arrived: deque[_Delivery] = deque()

    @property
    def asked(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._waiting)

    def note(self, inquiry: Inquiry[Any]) -> None:
        """Remember an inquiry that has asked; the one that has waited longest is answered first."""
        if inquiry not in self._waiting:
            self._waiting.append(inquiry)
        self._told()

    def forget(self, inquiry: Inquiry[Any]) -> None:
        """Forget an inquiry that waits for nothing."""
        if inquiry in self._waiting:
            self._waiting.remove(inquiry)

    def requests(self, *, patient: bool) -> tuple[Request, ...]:
        """Return what the worker shall answer, of the inquiries that wait patiently or of the others."""
        return tuple(each.asked for each in self._waiting if each.asked is not None and each.patient == patient)

    def sort_out(self, messages: list[Message]) -> list[Message]:
        """Keep what is left for inquiries until it is delivered; return the rest."""
        rest: list[Message] = []
        for message in messages:
            about = _question(message)
            if about is None:
                rest.append(message)
            elif isinstance(message, Answer | Failure):
                self._arrived += (_Delivery(each, message) for each in self._waiting if each.asked is about)
        return rest

    def close(self) -> None:
        """Let nobody wait any more."""
        for inquiry in list(self._waiting):
            inquiry.cancel()
        self._arrived.clear()

    def deliver(self) -> None:
        """Hand everything on; what an error keeps from being delivered comes the next time."""
        while self._arrived:
            delivery = self._arrived.popleft()
            delivery.inquiry.take(delivery.message)


def _question(message: Message) -> Question | None:
    about = message.request if isinstance(message, Answer) else message.what if isinstance(message, Failure) else None
    return about if isinstance(about, Question) else None

"""Questions of views: the newest counts, each answer comes in the main thread, and what is cancelled is let go."""

import gc
import weakref
from collections.abc import Callable
from threading import current_thread, main_thread
from time import perf_counter
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject

from lossstudio.core.pieces import Pieces
from tests.studio.conftest import Theatre


class Large:
    """Something that would be missed."""


@pytest.fixture
def heard() -> list[Any]:
    return []


def resting(theatre: Theatre) -> Theatre:
    theatre.settle()
    return theatre


def test_an_answer_is_heard_in_the_main_thread_and_found_in_another(theatre: Theatre, heard: list[Any]) -> None:
    inquiry = theatre.studio.inquiry("thread", lambda found: heard.append((found, current_thread())))
    inquiry.ask(current_thread)
    theatre.until(lambda: bool(heard))
    (found, here), *_ = heard
    assert here is main_thread()
    assert found is not main_thread()


def test_no_garbage_is_collected_while_a_question_is_answered(theatre: Theatre, heard: list[Any]) -> None:
    assert gc.isenabled()
    theatre.studio.inquiry("garbage", heard.append).ask(gc.isenabled)
    theatre.until(lambda: bool(heard))
    assert heard == [False]


def test_none_is_an_answer_too(theatre: Theatre, heard: list[Any]) -> None:
    theatre.studio.inquiry("nothing", heard.append).ask(lambda: None)
    theatre.until(lambda: bool(heard))
    assert heard == [None]


def test_of_questions_that_wait_the_newest_is_answered(theatre: Theatre, heard: list[Any]) -> None:
    inquiry = theatre.studio.inquiry("number", heard.append)
    for number in range(5):
        inquiry.ask(lambda number=number: number)
    assert theatre.studio.asked
    theatre.until(lambda: not theatre.studio.asked)
    assert heard == [0, 4], "the first was at work already"


def test_everything_is_answered_though_what_can_wait_is_not(theatre: Theatre, heard: list[Any]) -> None:
    studio = resting(theatre).studio
    studio.inquiry("long", heard.append, patient=True).ask(lambda: 1)
    assert (studio.asked, studio.answered) == (True, True)
    studio.inquiry("number", heard.append).ask(lambda: 2)
    assert not studio.answered
    theatre.until(lambda: not studio.asked)
    assert heard == [2, 1]


def test_asking_is_work_and_is_said(theatre: Theatre, heard: list[Any]) -> None:
    studio = resting(theatre).studio
    studio.question_asked.connect(lambda: heard.append("asked"))
    assert not studio.busy
    inquiry = studio.inquiry("number", heard.append)
    inquiry.ask(lambda: 1)
    assert heard == ["asked"]
    assert studio.busy
    theatre.until(lambda: not studio.busy)
    assert heard == ["asked", 1]


def test_an_error_is_told_to_who_asked_or_else_to_everybody(theatre: Theatre, heard: list[Any]) -> None:
    def broken() -> int:
        raise RuntimeError("the dice are gone")

    studio = theatre.studio
    own = studio.inquiry("own", heard.append, failed=lambda error, _details: heard.append(str(error)))
    own.ask(broken)
    theatre.until(lambda: bool(heard))
    assert heard == ["the dice are gone"]
    studio.notice_raised.connect(lambda notice: heard.append(notice.text))
    studio.inquiry("everybody's", heard.append).ask(broken)
    theatre.until(lambda: len(heard) > 1)
    assert heard[1:] == ["Something could not be computed: the dice are gone"]
    own.ask(lambda: "again")
    theatre.until(lambda: heard[-1] == "again")


def test_an_error_in_who_hears_of_a_failure_leaves_nothing_waiting(theatre: Theatre) -> None:
    def broken() -> int:
        raise RuntimeError("the dice are gone")

    def unready(_error: Exception, _details: str) -> None:
        raise LookupError("no place for the sentence")

    theatre.studio.inquiry("both", lambda _found: None, failed=unready).ask(broken)
    with pytest.raises(LookupError, match="no place"):
        theatre.until(lambda: not theatre.studio.asked)
    assert not theatre.studio.asked


def endless(large: Large) -> Callable[[], Pieces[Large]]:
    def work() -> Pieces[Large]:
        while True:
            until = perf_counter() + 0.0005
            while perf_counter() < until:
                pass
            yield
            assert large

    return work


def test_what_is_cancelled_stops_and_is_let_go(theatre: Theatre, heard: list[Any]) -> None:
    studio, large = resting(theatre).studio, Large()
    alive = weakref.ref(large)
    inquiry = studio.inquiry("endless", heard.append, patient=True)
    inquiry.ask_in_pieces(endless(large))
    del large
    theatre.play_for(0.2)
    assert studio.busy
    assert alive() is not None
    inquiry.cancel()
    theatre.until(lambda: not studio.busy)
    gc.collect()
    assert alive() is None
    assert heard == []


class View(QObject):
    """A view that hears itself."""

    def __init__(self, heard: list[Any]) -> None:
        super().__init__()
        self._heard = heard

    def take(self, answer: int) -> None:
        """Hear of an answer; it is a view no more where Qt's part is gone."""
        self._heard.append((answer, self.objectName()))


def test_a_view_that_is_gone_hears_nothing_and_nobody_works_for_it(theatre: Theatre, heard: list[Any]) -> None:
    studio = resting(theatre).studio
    stays, goes = View(heard), View(heard)
    for view in (stays, goes):
        studio.inquiry("number", view.take).ask(lambda: 1)
    asked = studio.inquiry("endless", goes.take, patient=True)
    asked.ask_in_pieces(endless(Large()))
    shiboken6.delete(goes)
    theatre.until(lambda: not studio.busy)
    assert heard == [(1, "")]
    assert asked.asked is None


def test_what_waits_patiently_keeps_nobody_waiting(theatre: Theatre, heard: list[Any]) -> None:
    slow = theatre.studio.inquiry("endless", heard.append, patient=True)
    slow.ask_in_pieces(endless(Large()))
    theatre.play_for(0.1)
    theatre.studio.inquiry("number", heard.append).ask(lambda: 1)
    theatre.until(lambda: bool(heard), timeout_s=5.0)
    assert heard == [1]
    slow.cancel()

"""What is done aside: the newest wish is done, older ones that haven't begun are dropped."""

from threading import Event

from lossstudio.project.aside import Aside


def test_the_newest_wish_is_done_and_older_ones_that_have_not_begun_are_dropped() -> None:
    aside, begun, go_on, done = Aside(), Event(), Event(), []

    def slow() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    aside.do(slow)
    assert begun.wait(10)
    aside.do(lambda: done.append("dropped"))
    aside.do(lambda: done.append("last"))
    go_on.set()
    aside.finish()
    assert done == ["first", "last"]
    aside.do(lambda: done.append("again"))
    aside.finish()
    assert done[-1] == "again"
    aside.finish()

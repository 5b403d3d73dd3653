"""A leash: it rests and goes on as it is told, and never for ever."""

import os
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from lossstudio.films.deliver.waiting import PauseOnStdin, first_line

Ends = tuple[int, TextIO]


@pytest.fixture
def ends() -> Iterator[Ends]:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", buffering=1) as out:
        yield reading, out
    os.close(reading)


def becomes(pause: PauseOnStdin, *, resting: bool) -> bool:
    deadline = time.monotonic() + 5
    while pause.rests() != resting and time.monotonic() < deadline:
        time.sleep(0.01)
    return pause.rests() == resting


def test_it_rests_and_goes_on_as_it_is_told(ends: Ends) -> None:
    reading, out = ends
    pause = PauseOnStdin(reading)
    assert not pause.rests()
    out.write("pause\n")
    assert becomes(pause, resting=True)
    out.write("what?\ngo on\n")
    assert becomes(pause, resting=False)
    out.close()


def test_it_goes_on_when_nobody_is_there_any_more(ends: Ends) -> None:
    reading, out = ends
    pause = PauseOnStdin(reading)
    out.write("pause\n")
    assert becomes(pause, resting=True)
    out.close()
    assert becomes(pause, resting=False)


def test_what_comes_with_the_request_is_heeded_too(ends: Ends) -> None:
    reading, out = ends
    out.write('{"a": 1}\npause\ngo ')
    line, rest = first_line(reading)
    assert (line, rest) == (b'{"a": 1}', b"pause\ngo ")
    pause = PauseOnStdin(reading, rest)
    assert becomes(pause, resting=True)
    out.write("on\n")
    assert becomes(pause, resting=False)
    out.close()


def test_a_request_that_never_ends_is_what_was_said(ends: Ends) -> None:
    reading, out = ends
    out.write("half")
    out.close()
    assert first_line(reading) == (b"half", b"")

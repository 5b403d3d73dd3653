"""A real Studio and a look to show it in."""

from collections.abc import Callable, Iterator
from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.studio.studio import Studio


@pytest.fixture
def open_studio(qtbot: QtBot) -> Iterator[Callable[..., Studio]]:
    opened: list[Studio] = []

    def open_one(example: str = "penguins") -> Studio:
        studio = Studio()
        opened.append(studio)
        if example != "penguins":
            studio.open_example(example)
        return studio

    yield open_one
    for studio in opened:
        studio.close()


@pytest.fixture
def studio(open_studio: Callable[..., Studio]) -> Studio:
    return open_studio()


@pytest.fixture
def live(qtbot: QtBot) -> Callable[..., None]:
    """Tick a Studio as the window does, until something is so."""

    def tick_until(studio: Studio, so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            studio.tick(perf_counter())
            return so()

        qtbot.waitUntil(ticked, timeout=8000)

    return tick_until


@pytest.fixture
def answered(live: Callable[..., None]) -> Callable[[Studio], None]:
    """Tick a Studio until everything that a panel has asked is answered."""
    return lambda studio: live(studio, lambda: not studio.asked)


@pytest.fixture(autouse=True)
def _panels_live_until_they_are_closed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold panels, which pytest-qt doesn't: garbage that is collected while Qt walks over its chart is a crash."""
    held: list[object] = []
    add = qtbot.addWidget

    def hold(widget: object, **more: object) -> None:
        held.append(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    yield
    held.clear()

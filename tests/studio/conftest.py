"""A Studio on a stage of its own: a clock that the test moves, and an event loop that runs while it waits."""

from collections.abc import Callable, Iterator
from time import perf_counter, sleep
from typing import Any

import pytest

from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.task import Supervised
from lossstudio.run.recipe import GivenStart, Recipe, Runner, Training
from lossstudio.studio import stage
from lossstudio.studio.studio import Studio

FRAME_S = 1 / 60


def line_scene(**training: Any) -> Scene:
    """A line through 40 points, gradient descent, 30 steps."""
    recipe = Recipe(
        task=Supervised(data=Spec.of("line", samples=40, noise=0.3, outliers=0), loss=Spec("mse")),
        training=Training(**({"steps": 30} | training)),
        runners=(Runner(learning_rate=0.1, start=GivenStart(theta=(-1.0, 1.5))),),
    )
    return Scene(recipe=recipe, title="A line")


def network_scene(**training: Any) -> Scene:
    """A 2-4-2-1 network on XOR in mini-batches under momentum."""
    recipe = Recipe(
        task=Supervised(data=Spec.of("xor", samples=60), model=Spec.of("mlp", hidden=(4, 2)), loss=Spec("bce")),
        training=Training(**({"steps": 120, "batch_size": 10} | training)),
        runners=(Runner(learning_rate=0.1, optimizer=Spec.of("momentum", momentum=0.8)),),
    )
    return Scene(recipe=recipe, title="Exclusive or")


class Theatre:
    """A Studio, its clock, and what it said."""

    def __init__(self, application: Any, scene: Scene) -> None:
        self.now = 100.0
        self.application = application
        self.said: list[str] = []
        self.notices: list[Any] = []
        self.grown: list[tuple[int, int]] = []
        self.studio = Studio(scene, clock=lambda: self.now)
        for name in Studio._PLAIN:
            getattr(self.studio, name).connect(lambda name=name: self.said.append(name))
        self.studio.notice_raised.connect(self.notices.append)
        self.studio.timeline_grew.connect(lambda first, last: self.grown.append((first, last)))

    def frame(self, seconds: float = FRAME_S) -> None:
        """Let one display frame go by, and the worker use it."""
        self.now += seconds
        self.studio.tick(self.now)
        self.application.processEvents()
        began = perf_counter()
        while not self.studio._workshop.parked and perf_counter() - began < FRAME_S:
            sleep(0.0005)
            if any(type(message).__name__ == "Parked" for message in self.studio._workshop._mailbox._messages):
                return

    def play_for(self, seconds: float) -> None:
        """Let time go by, frame by frame."""
        for _ in range(round(seconds / FRAME_S)):
            self.frame()

    def until(self, true: Callable[[], bool], timeout_s: float = 10.0) -> None:
        """Let frames go by until something is so."""
        began = perf_counter()
        while not true():
            assert perf_counter() - began < timeout_s, "it took too long"
            self.frame()

    def settle(self) -> None:
        """Let frames go by until nothing is left to compute."""
        self.now += 1.0
        self.until(lambda: self.studio._workshop.parked and self.at_rest())

    def at_rest(self) -> bool:
        self.frame()
        return not self.studio._surveyor.requests() and self.studio._order() is None


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what trains on the spot do so however busy the machine is."""
    monkeypatch.setattr(stage, "AT_ONCE_S", 1.0)


@pytest.fixture
def perform(qapp: Any) -> Iterator[Callable[[Scene], Theatre]]:
    """Open scenes in Studios that are closed at the end."""
    theatres: list[Theatre] = []

    def begin(scene: Scene | None = None) -> Theatre:
        theatres.append(Theatre(qapp, line_scene() if scene is None else scene))
        return theatres[-1]

    yield begin
    for theatre in theatres:
        theatre.studio.close()


@pytest.fixture
def theatre(perform: Callable[[], Theatre]) -> Theatre:
    """A Studio with the line on show."""
    return perform()


@pytest.fixture
def line() -> Callable[..., Scene]:
    return line_scene


@pytest.fixture
def network() -> Callable[..., Scene]:
    return network_scene

"""A Studio on a stage of its own: a clock that the test moves, and an event loop that runs while it waits."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.pieces import finished
from lossstudio.project.file import saving
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.studio.background.tasks import TASKS
from lossstudio.studio.background.worker import WorkerHandle
from lossstudio.studio.changes import Fact
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
    """A Studio, its clock, and what it said.

    Parameters
    ----------
    options
        What else the Studio is given.
    """

    def __init__(self, application: Any, scene: Scene, **options: Any) -> None:
        self.now = 100.0
        self.application = application
        self.said: list[Fact] = []
        self.notices: list[Any] = []
        self.grown: list[tuple[int, int]] = []
        self.worker = WorkerHandle(options.pop("tasks", TASKS))
        self.studio = Studio(scene, clock=lambda: self.now, worker=self.worker, **options)
        for fact in Fact:
            self.studio.signal(fact).connect(lambda *_values, fact=fact: self.said.append(fact))
        self.studio.notice_raised.connect(self.notices.append)
        self.studio.timeline_grew.connect(lambda first, last: self.grown.append((first, last)))

    def frame(self, seconds: float = FRAME_S) -> None:
        """Let one display frame go by, and the worker use it."""
        self.now += seconds
        self.studio.tick(self.now)
        self.application.processEvents()
        self.worker.wait(FRAME_S)

    def play_for(self, seconds: float) -> None:
        """Let time go by, frame by frame."""
        for _ in range(round(seconds / FRAME_S)):
            self.frame()

    def until(self, true: Callable[[], bool], timeout_s: float = 60.0) -> None:
        """Let frames go by until something is so."""
        began = perf_counter()
        while not true():
            assert perf_counter() - began < timeout_s, "it took too long"
            self.frame()

    def save(self, path: Path) -> None:
        """Write the document to a file, and let it be its own."""
        scene = self.studio.document.scene
        self.studio.note_saved(scene, path, finished(saving(scene, path)))

    def settle(self) -> None:
        """Let frames go by until nothing is left to compute."""
        self.now += 1.0
        self.frame()
        self.until(lambda: not self.studio.computing)


@pytest.fixture
def perform(qapp: Any) -> Iterator[Callable[..., Theatre]]:
    """Open scenes in Studios that are closed at the end.

    What trains on the spot is given time to do so however busy the machine is; `at_once_s=AT_ONCE_S` is what people
    get, where the rest comes with the next frames.
    """
    theatres: list[Theatre] = []

    def begin(scene: Scene | None = None, *, at_once_s: float = 1.0, **options: Any) -> Theatre:
        theatres.append(Theatre(qapp, line_scene() if scene is None else scene, at_once_s=at_once_s, **options))
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

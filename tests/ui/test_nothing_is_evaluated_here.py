"""The window evaluates nothing in its own thread: it asks the worker, and is answered."""

import inspect
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.models.network import Network
from lossstudio.core.objective.divergence.objective import DivergenceObjective
from lossstudio.core.objective.game.objective import GameObjective, PlayersView, ValueFunction
from lossstudio.core.objective.pairs.objective import PairsObjective
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.objective.terrain import TerrainObjective
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import pause, phase_forward, play, restart, set_speed, show_step
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.playback.speed import speed_called
from lossstudio.ui.film.dialog import FilmDialog
from lossstudio.ui.shell.window import Window
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PACKAGE = Path(lossstudio.__file__).parent
OBJECTIVES = (
    *(SupervisedObjective, TerrainObjective, DivergenceObjective, PairsObjective),
    *(GameObjective, ValueFunction, PlayersView),
)
EVALUATIONS = ("values", "values_and_gradients", "hessian_products", "predict", "sample_losses", "losses", "generated")
TRAINS_ON_THE_SPOT = "studio"
"""Of an edit or a step a few milliseconds are trained in the frame that it is made in."""
DRAWS = ("picture/scene/frame_builder.py", "films/render/frame_renderer.py")
"""Frames lay the balls and paths on the surface themselves, and a film's frame is one picture."""
OTHER_LOSSES = {"regression": "mae", "binary": "hinge", "multiclass": "mse"}


def _modules(frame: FrameType | None) -> Iterator[str]:
    """Yield the modules of the package that called, the nearest first."""
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if PACKAGE in file.parents:
            yield file.relative_to(PACKAGE).as_posix()
        frame = frame.f_back


def _of_the_window(frame: FrameType | None) -> str | None:
    """Return the module of the window that has an evaluation done, unless the Studio or a picture does it."""
    for module in _modules(frame):
        if module in DRAWS or module.startswith(TRAINS_ON_THE_SPOT + "/"):
            return None
        if module.startswith("ui/"):
            return module
    return None


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the window has evaluated in the main thread."""
    found: list[str] = []

    def watch(owner: type, name: str) -> None:
        whole = getattr(owner, name)

        @wraps(whole)
        def watched(*args: Any, **options: Any) -> Any:
            if current_thread() is main_thread():
                module = _of_the_window(inspect.currentframe())
                if module is not None:
                    found.append(f"{module}: {owner.__name__}.{name}")
            return whole(*args, **options)

        monkeypatch.setattr(owner, name, watched)

    for owner in (*OBJECTIVES, Network):
        for name in EVALUATIONS:
            if callable(owner.__dict__.get(name)):
                watch(owner, name)
    return found


def rest(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.studio.busy, timeout=20_000)


def play_a_little(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    studio.apply(set_speed(speed_called("10")))
    studio.apply(play)
    qtbot.waitUntil(lambda: studio.playback.step >= min(3, studio.run.end), timeout=20_000)
    studio.apply(pause)
    studio.apply(show_step(min(4, studio.run.end), 0.5))
    studio.apply(phase_forward)


def drag_a_point(qtbot: QtBot, window: Window) -> None:
    prepared = window.studio.run.compiled.problem.prepared
    if prepared is None or not prepared.train_inputs.shape[1]:
        return
    chart = window.cards["fit"].chart
    for share in (0.2, 0.3, 0.4):
        chart.sample_moved.emit(0, share, share)
        qtbot.wait(30)
    chart.sample_dropped.emit()


def change_the_loss(qtbot: QtBot, window: Window) -> None:
    prepared = window.studio.run.compiled.problem.prepared
    if prepared is not None:
        window.studio.apply(set_loss(Spec(OTHER_LOSSES[prepared.task])))


def look_at_the_numbers(qtbot: QtBot, window: Window) -> None:
    for fit in ("metrics", "chart"):
        window.studio.apply(set_view(fit=fit))


def present(qtbot: QtBot, window: Window) -> None:
    window.present()
    window.studio.apply(restart)
    play_a_little(qtbot, window)
    window.present()


def open_the_film_dialog(qtbot: QtBot, window: Window) -> None:
    window.actions_of["film"].trigger()
    dialog = window.findChild(FilmDialog)
    assert isinstance(dialog, FilmDialog)
    qtbot.waitUntil(lambda: dialog.preview.ready, timeout=30_000)
    dialog.reject()


@pytest.mark.parametrize("example", ["penguins", "xor", "rosenbrock", "two-bells", "embedding", "dirac-gan"])
def test_the_window_asks_and_is_answered(example: str, evaluated: list[str], reopen: OpenWindow, qtbot: QtBot) -> None:
    window = reopen(example, size=(960, 600))
    rest(qtbot, window)
    for act in (play_a_little, look_at_the_numbers, drag_a_point, change_the_loss, present, rest, open_the_film_dialog):
        act(qtbot, window)
        assert sorted(set(evaluated)) == [], act.__name__


def test_what_is_evaluated_in_the_window_is_seen(evaluated: list[str], reopen: OpenWindow) -> None:
    window = reopen("penguins")
    studio = window.studio
    code = compile("objective.values(theta)", str(PACKAGE / "ui" / "planted.py"), "eval")
    eval(code, {"objective": studio.snapshot.objective, "theta": studio.run.timeline.theta[0]})
    assert evaluated == ["ui/planted.py: SupervisedObjective.values"]

"""A step says the same thing wherever it is told of: presenter, player, film, talk kit and table."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.films.deliver.kit import transcript
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.step_explainer import CaptionNumbers
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.colors import DARK
from lossstudio.picture.text.read_outs import STOPPED, exact_text, number_text
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import save
from lossstudio.project.runs import csv_parts
from lossstudio.project.scene import Scene
from lossstudio.run.training.train import Run
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.runners import select_runner
from lossstudio.ui.playback.player import Readouts
from lossstudio.ui.playback.step_on_show import step_on_show
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]

STEPS = 12
WAIT_MS = 20_000
OpenWindow = Callable[..., Window]


def shortened(key: str, *runners: int, rate: float | None = None) -> Scene:
    """Return a shipped example of a few steps, with some of its runners (none named: with all), the last at a rate."""
    scene = EXAMPLES[key].load()
    recipe = scene.recipe
    chosen = [recipe.runners[number] for number in runners] if runners else recipe.runners
    if rate is not None:
        chosen = [*chosen[:-1], replace(chosen[-1], learning_rate=rate)]
    return replace(scene, recipe=replace(recipe, runners=tuple(chosen), training=replace(recipe.training, steps=STEPS)))


def on_test_rows() -> Scene:
    scene = shortened("overfitting")
    return replace(scene, view=replace(scene.view, rows="test"))


SCENES: dict[str, Callable[[], Scene]] = {
    "full batch": lambda: shortened("penguins"),
    "mini-batch": lambda: shortened("mini-batches", 1),
    "race": lambda: shortened("learning-rates"),
    "race on mini-batches": lambda: shortened("mini-batches"),
    "game": lambda: shortened("dirac-gan"),
    "pairs": lambda: shortened("embedding"),
    "distributions": lambda: shortened("two-bells"),
    "terrain": lambda: shortened("ravine", 0),
    "own loss of a runner": lambda: shortened("percentages"),
    "test rows": on_test_rows,
    "diverged": lambda: shortened("learning-rates", 0, rate=1e30),
    "diverged beside others": lambda: shortened("learning-rates", 0, 1, rate=1e30),
}
PLACES = ((0, 0.0), (STEPS // 2, 0.0), (STEPS // 2, 0.5), (STEPS, 0.0))


@dataclass
class Told:
    """A scene in the window and in a film, and the film's texts."""

    window: Window
    take: TrainedScene

    @property
    def step(self) -> int:
        return self.window.studio.playback.step

    @property
    def runner(self) -> int:
        return self.window.studio.selection.runner

    def shown(self) -> dict[str, str]:
        """Return what the read-outs say that can be seen: the player's, or the picture's in presenter mode."""
        (readouts,) = (each for each in self.window.findChildren(Readouts) if each.isVisible())
        return {each.name: each.text for each in readouts.readings}

    def film(self, *, brief: bool = False) -> dict[str, str]:
        steps = list(range(self.take.timeline.length + 1))
        numbers = CaptionNumbers(self.take.timeline, steps, DARK, tested=True, brief=brief)
        return {each.label: each.value for each in numbers.at(self.step)}

    def kit(self) -> dict[str, str]:
        table = transcript(self.take, ExportOptions().planned(self.take.scene, MP4), [self.step])
        heads, _, cells = (line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|"))
        return dict(zip(heads, cells, strict=False))

    def table(self) -> dict[str, str]:
        rows = csv.DictReader("".join(csv_parts(Run(self.take.timeline))).splitlines())
        name = self.take.compiled.names[self.runner]
        return next(row for row in rows if row["step"] == str(self.step) and row["runner"] == name)


def opened(key: str, reopen: OpenWindow, folder: Path) -> Told:
    """Return a scene in a window, its last runner selected, and in a film."""
    scene = SCENES[key]()
    save(scene, folder / "scene.lossstudio")
    window = reopen(folder / "scene.lossstudio", size=(1600, 1000))  # room for all read-outs
    window.studio.apply(select_runner(len(scene.recipe.runners) - 1))
    return Told(window, TrainedScene(scene))


@pytest.fixture(params=SCENES)
def scene_told(request: pytest.FixtureRequest, reopen: OpenWindow, tmp_path: Path) -> Told:
    return opened(request.param, reopen, tmp_path)


def show(told_of: Told, qtbot: QtBot, step: int, fraction: float = 0.0) -> None:
    """Show a place in the window, and wait until all is known of it."""
    studio = told_of.window.studio
    after = min(step + 1, told_of.take.end)
    studio.apply(show_step(after))
    qtbot.waitUntil(lambda: studio.run.timeline.length >= after, timeout=WAIT_MS)
    studio.apply(show_step(step, fraction))
    qtbot.waitUntil(lambda: step_on_show(studio).peek("explanation") is not None, timeout=WAIT_MS)


def check_numbers(told_of: Told) -> None:
    """Check that window, film, kit and table say the same of the step on show."""
    film, kit, table, player = told_of.film(), told_of.kit(), told_of.table(), told_of.shown()
    names = told_of.take.compiled.names
    (loss,) = set(player) & {"loss", "value"}
    assert film["step"] == player["step"].split(" / ")[0] == str(told_of.step)
    in_film, in_kit = (loss, loss) if len(names) == 1 else (names[-1], f"{loss}, {names[-1]}")
    assert {player[loss], film[in_film], kit[in_kit]} == {number_text(float(table["loss"]))}
    assert film.get("learning rate", player["η"]) == player["η"]
    batched = told_of.take.compiled.recipe.training.batch_size is not None
    assert ("batch loss" in player) == batched
    if told_of.step < told_of.take.timeline.length:
        assert player["gradient"] == number_text(float(table["gradient_norm"]))
        assert player["η"] == exact_text(float(table["learning_rate"]))
        assert player.get("batch loss") == (number_text(float(table["batch_loss"])) if batched else None)


def check_stage(told_of: Told) -> None:
    """Check that presenter mode says what the table says of the step on show."""
    shown = told_of.shown()
    (loss,) = set(shown) - {"step"}
    assert loss in {"loss", "value"}
    assert shown["step"].split(" / ")[0] == str(told_of.step)
    assert shown[loss] == number_text(float(told_of.table()["loss"]))


def check_phases(told_of: Told, qtbot: QtBot) -> None:
    """Check that window and film show and explain a step of the first runner alike, whose phases a film shows."""
    studio, explainer = told_of.window.studio, told_of.take.explainer
    studio.apply(select_runner(0))
    show(told_of, qtbot, 3, 0.25)
    rolling = explainer.view(Instant(3, 0.25))
    assert np.allclose(rolling.thetas, 0.75 * studio.run.timeline.theta[3] + 0.25 * studio.run.timeline.theta[4])
    assert np.array_equal(rolling.thetas, step_on_show(studio).thetas)
    ahead = step_on_show(studio).ahead
    assert ahead is not None
    assert np.array_equal(rolling.ahead, ahead)
    view = explainer.view(Instant(3, phase=2))
    assert (view.sample, view.parameter) == (studio.analysis.sample, studio.analysis.parameter)
    cards = [card.told for card in told_of.window.phases.cards]
    assert cards == list(explainer.band(Instant(3, phase=2)).texts)


def test_a_step_has_the_same_numbers_everywhere(scene_told: Told, qtbot: QtBot) -> None:
    studio = scene_told.window.studio
    check_phases(scene_told, qtbot)
    studio.apply(select_runner(len(scene_told.take.compiled.names) - 1))
    for check in (check_numbers, check_stage):
        for step, fraction in PLACES:
            show(scene_told, qtbot, min(step, scene_told.take.end), fraction)
            check(scene_told)
        if check is check_numbers:
            scene_told.window.present()


def test_a_runner_that_has_stopped_says_so_everywhere(qtbot: QtBot, reopen: OpenWindow, tmp_path: Path) -> None:
    told_of = opened("diverged", reopen, tmp_path)
    assert 3 < told_of.take.end < STEPS
    show(told_of, qtbot, told_of.take.end)
    in_window = told_of.shown()["loss"]
    told_of.window.present()
    assert {told_of.film()["loss"], in_window, told_of.shown()["loss"]} == {STOPPED}

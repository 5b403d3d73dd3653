"""The map of runs in the window: coarse at once, finer while nothing moves, pointed at, taken, undone, saved."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lossstudio.films.deliver.map_film import MapFilm
from lossstudio.run.sweep.map_spec import MapSpec
from lossstudio.studio.commands.maps import set_map
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.film.progress import FilmList
from lossstudio.ui.maps.film_sheet import MapFilmSheet
from lossstudio.ui.maps.map_popup import MapPopup
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
OpenWindow = Callable[..., Window]
SMALL = MapSpec(over=("learning_rate=0.01..1:log:24", "optimizer.momentum=0..0.9:20"), steps=20)


def made(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.canvas.map.work.state == "done", timeout=20_000)
    qtbot.waitUntil(lambda: window.canvas.map.chart.shown is not None)


def test_a_map_is_made_pointed_at_taken_and_saved(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    studio, pane = window.studio, window.canvas.map
    studio.apply(set_map(SMALL))
    assert pane.work.state == "none", "nobody looks at it"
    window.actions_of["map"].trigger()
    qtbot.waitUntil(lambda: pane.chart.shown is not None, timeout=20_000)
    assert np.isfinite(pane.chart.shown.loss).any(), "a picture of the whole before all is known"
    made(qtbot, window)
    words = " ".join(pane.chart.words)
    assert all(word in words for word in ("last loss", "diverged", "2(1 + m)"))
    assert "Map of 480 runs" in pane.view.accessibleDescription()

    pane.point_at((3, 2))
    found = pane.work.of(3, 2)
    assert f"{found['last_loss']:.3g}"[:4] in pane.words.text()
    qtbot.waitUntil(lambda: window.canvas.scene_controller.pointed_run.path is not None, timeout=20_000)
    assert len(window.canvas.scene_controller.pointed_run.path) == 21, "its path is on the surface"
    pane.point_at((23, 0))
    assert "diverged" in pane.words.text()

    before, swept = studio.document.scene, pane.work.plan.sweep
    pane.take((3, 2))
    settings = studio.run.compiled.settings(0)[0]
    assert settings.learning_rate == swept.axes[0].values[3]
    assert settings.optimizer_options["momentum"] == swept.axes[1].values[2]
    assert pane.work.state == "done", "it is the same map"
    studio.undo()
    assert studio.document.scene == before

    for path in (tmp_path / name for name in ("map.csv", "map.npz", "map.png", "map.svg")):
        window.saved_map.write(path)
        qtbot.waitUntil(path.exists, timeout=20_000)
    assert len((tmp_path / "map.csv").read_text(encoding="utf-8").splitlines()) == 481
    assert np.load(tmp_path / "map.npz")["last_loss"].shape == (24, 20, 1)
    assert not QImage(str(tmp_path / "map.png")).isNull()
    assert window.canvas.picture().width() > 100


def test_the_keyboard_goes_over_the_map_and_takes_a_run(window: Window, qtbot: QtBot) -> None:
    studio, pane = window.studio, window.canvas.map
    studio.apply(set_map(SMALL))
    window.canvas.choose_mode("map")
    made(qtbot, window)
    window.actions_of["cross"].trigger()
    assert pane.keys.held
    here = pane.chart.pointed
    for key, step in (
        (Qt.Key.Key_Right, (1, 0)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Left, (-1, 0)),
        (Qt.Key.Key_Down, (0, -1)),
    ):
        qtbot.keyClick(pane.view, key)
        assert pane.chart.pointed == (here[0] + step[0], here[1] + step[1])
        here = pane.chart.pointed
    qtbot.keyClick(pane.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    field = pane.chart.pointed
    assert studio.run.compiled.settings(0)[0].learning_rate == pane.work.plan.sweep.axes[0].values[field[0]]
    assert studio.playback.step == 0, "no step was made"
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    assert (pane.keys.held, pane.chart.pointed) == (False, None)


def test_a_map_is_a_job_that_rests_is_given_up_and_goes_on(window: Window, qtbot: QtBot) -> None:
    studio, pane = window.studio, window.canvas.map
    work = pane.work
    window.canvas.choose_mode("map")
    qtbot.waitUntil(lambda: 0 < work.done < work.total, timeout=20_000)
    work.pause()
    assert work.finished.finished.sum() == work.done <= work.shown.finished.sum()
    window.canvas.choose_mode("surface")
    window.actions_of["films"].trigger()
    [jobs] = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FilmList)]
    assert jobs.map_row.name.text() == "Map of runs: learning rate by momentum"
    assert jobs.map_row.words.text().startswith("paused at")
    done = work.done
    jobs.map_row.rest.click()
    qtbot.waitUntil(lambda: work.done > done, timeout=20_000)
    jobs.map_row.stop.click()
    assert work.state == "cancelled"
    jobs.close()
    studio.apply(set_learning_rate(0.02))
    window.canvas.choose_mode("map")
    assert work.state == "cancelled", "it was given up, and is still the same map"
    pane.rest.click()
    assert work.state == "running"


def test_its_options_are_edits_and_documents_with_a_map_open_with_it(window: Window, qtbot: QtBot) -> None:
    studio, canvas = window.studio, window.canvas
    studio.open_example("basins")
    assert canvas.mode == "map"
    qtbot.waitUntil(lambda: canvas.map.chart.shown is not None, timeout=20_000)
    popup = MapPopup(studio, window.appearance, canvas.map.choice)
    popup.sides[0].count.set_value(20.0)
    popup.sides[0].count.changed.emit(20.0)
    assert studio.document.scene.map.over[0] == "start.x=-5..5:20"
    popup.sides[0].spacing.set_chosen("log")
    popup.sides[0].spacing.chosen.emit("log")
    assert "logarithms" in window.banner.text, "said, and not done"
    assert studio.document.scene.map.over[0] == "start.x=-5..5:20"
    popup.usual.click()
    assert studio.document.scene.map == MapSpec()
    popup.starts.click()
    assert studio.document.scene.map.measure == "minimum"
    popup.close()
    canvas.map.sides[0].chosen.emit("learning_rate")
    qtbot.waitUntil(lambda: studio.document.scene.map.over[0].startswith("learning_rate"), timeout=20_000)
    studio.open_example("penguins")
    assert canvas.mode == "surface"


@pytest.mark.parametrize("size", [(1280, 720), (1024, 600)])
def test_alone_on_a_small_canvas_nothing_covers_the_map_or_its_words(reopen: OpenWindow, size: tuple[int, int]) -> None:
    window = reopen("basins", size=size, points=13.0)
    canvas = window.canvas
    pane = canvas.map
    shown = [each for each in (*pane.sides, pane.options, pane.save, pane.view, pane.words) if each.isVisible()]
    places = [QRect(each.mapTo(canvas, QPoint()), each.size()) for each in (*shown, canvas.tools.pill)]
    assert len(places) == 7
    assert not [(one, other) for one, other in combinations(places, 2) if one.intersects(other)]
    assert all(canvas.rect().contains(place) for place in places)
    assert pane.chart.area.rect().height() > window.appearance.px(50)
    assert not window.phases.isVisible()
    canvas.choose_mode("surface")
    assert window.phases.isVisible()


def test_the_film_of_a_map_is_a_job_like_others(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.studio.apply(set_map(SMALL))
    window.actions_of["map"].trigger()
    made(qtbot, window)
    for name in ("map.mp4", "other.mp4"):
        window.saved_map.write(tmp_path / name)
    first, other = window.films.entries
    assert (first.state, other.state) == ("running", "waiting")
    window.films.cancel(other)
    qtbot.waitUntil(lambda: first.progress.done > 0, timeout=60_000)
    qtbot.waitUntil(lambda: window.banner.text.startswith("map.mp4 is ready (in "), timeout=60_000)
    assert [path.name for path in tmp_path.glob("*.mp4*")] == ["map.mp4"]
    window.saved_map.write(tmp_path / "missing" / "map.mp4")
    qtbot.waitUntil(lambda: window.banner.text.startswith("map.mp4 was not made: "), timeout=60_000)
    assert [entry.state for entry in window.films.entries] == ["done", "cancelled", "failed"]


def test_it_is_asked_which_film_a_map_becomes(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    studio = window.studio
    studio.apply(set_map(SMALL))
    window.actions_of["map"].trigger()
    made(qtbot, window)
    window.saved_map.ask_for_film(tmp_path / "map.mp4")
    sheet = window.findChild(MapFilmSheet)
    assert sheet.film == MapFilm(over=SMALL.over, steps=20)
    assert "480 runs" in sheet.words.text()
    assert not sheet.times.isVisible()
    sheet.kind.set_chosen("zoom")
    sheet.kind.chosen.emit("zoom")
    assert sheet.times.isVisible()
    sheet.times.set_value(8.0)
    sheet.times.changed.emit(8.0)
    assert "4 maps of learning rate by momentum" in sheet.words.text()
    assert "48 x 40 runs: 7,680 runs" in sheet.words.text()
    with qtbot.waitSignal(sheet.wanted) as told:
        sheet.make.click()
    assert told.args == [MapFilm(over=SMALL.over, steps=20, zoom=8.0)]
    entry = window.films.entries[-1]
    assert entry.commission.map == told.args[0]
    window.films.cancel(entry)
    qtbot.waitUntil(lambda: entry.state == "cancelled", timeout=60_000)

    studio.apply(set_map(MapSpec(over=("learning_rate=0.01..1:log:4", "seed=0..3:4"), steps=2)))
    made(qtbot, window)
    window.saved_map.ask_for_film(tmp_path / "map.mp4")
    sheet = window.findChildren(MapFilmSheet)[-1]
    assert sheet.make.isEnabled()
    sheet.kind.set_chosen("zoom")
    sheet.kind.chosen.emit("zoom")
    assert "seed: has whole numbers only" in sheet.words.text().lower()
    assert not sheet.make.isEnabled()
    sheet.reject()

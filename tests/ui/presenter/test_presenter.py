"""Presenter mode: whatever is done by hand in the window is done there, each deed with its effect, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import GROUPS
from lossstudio.project.file import save
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.commands.view import set_title
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.controls.card import Card
from lossstudio.ui.controls.label import Label
from lossstudio.ui.dialogs.help import PRESENTING, ShortcutSheet
from lossstudio.ui.presenter.presenter import LARGER, Presenter
from lossstudio.ui.shell.window import Window
from lossstudio.ui.shell.writing import NO_ROOM
from tests.ui.canvas.hands import drag, pixel_of_ball, settled
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SIZE = (1280, 720)


@pytest.fixture
def window(reopen: OpenWindow, qtbot: QtBot) -> Window:
    """A window of 1280 x 720 that presents."""
    made = reopen("penguins", size=SIZE, presenting=True)
    settled(qtbot, made)
    return made


def presented(made: Window, qtbot: QtBot) -> Window:
    made.present()
    made.setWindowState(Qt.WindowState.WindowNoState)  # the offscreen screen is 800 x 800
    made.resize(*SIZE)
    settled(qtbot, made)
    return made


def stage(window: Window) -> Presenter:
    assert window.presenter is not None
    return window.presenter


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(window.canvas, key, modifier)


def undo(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_Z, CTRL)


def on_stage(window: Window, view: QWidget) -> bool:
    """Say whether a view is seen, and seen whole, on what covers the window."""
    corner = view.mapTo(window, QPoint(0, 0))
    return (
        view.isVisible() and stage(window).isAncestorOf(view) and window.rect().contains(view.rect().translated(corner))
    )


def test_everything_is_on_the_picture_and_larger(window: Window) -> None:
    views = [window.canvas, window.phases, window.player.timeline, window.player.readouts]
    views += [window.cards["fit"].view, window.cards["loss"].view, stage(window).bar.rate, stage(window).bar.leave]
    assert [view for view in views if not on_stage(window, view)] == []
    assert not window.header.isVisible()
    assert window.appearance.points == pytest.approx(10 * LARGER)
    assert QApplication.font().pointSizeF() == pytest.approx(window.appearance.font().pointSizeF())  # menus, dialogs


def placed(view: QWidget) -> tuple[object, ...]:
    """Return where a view is; how charts share a column's height is left out, which a card's words may decide anew."""
    place = view.geometry() if isinstance(view, Canvas) else (view.x(), view.width())
    folded = isinstance(view, Card) and view.folded
    return view.parentWidget(), view.isVisible(), folded, view.isVisible() and place


@pytest.mark.parametrize(("size", "without"), [(SIZE, ""), ((1100, 650), "fit"), ((1600, 1000), "loss")])
def test_afterwards_the_window_is_as_before(
    qtbot: QtBot, reopen: OpenWindow, size: tuple[int, int], without: str
) -> None:
    window = reopen("penguins", size=size)
    if without:
        window.want_card(without, False)
    window.cards["model"].fold(size != SIZE)
    settled(qtbot, window)
    views = [window.canvas, window.phases, window.player, *window.cards.values()]
    before = [placed(view) for view in views]
    presented(window, qtbot)
    assert on_stage(window, window.cards["fit"])
    press(qtbot, window, Qt.Key.Key_Escape)
    window.resize(*size)
    settled(qtbot, window)
    assert not window.presenting
    assert [placed(view) for view in views] == before
    assert window.appearance.points == 10


def test_the_ball_is_dragged_and_the_start_taken_back(qtbot: QtBot, window: Window) -> None:
    studio = window.studio
    before = studio.run.timeline.theta[0].tolist()
    drag(qtbot, window.canvas.surface, pixel_of_ball(window), QPoint(-60, 30))
    assert studio.run.timeline.theta[0].tolist() != before
    assert studio.playback.step == 0
    undo(qtbot, window)
    assert studio.run.timeline.theta[0].tolist() == before


def test_the_camera_turns_when_the_ground_is_dragged_and_nothing_else_changes(qtbot: QtBot, window: Window) -> None:
    recipe, camera = window.studio.document.scene.recipe, window.studio.document.scene.view.camera
    drag(qtbot, window.canvas.surface, QPoint(40, 250), QPoint(80, 10))
    assert window.studio.document.scene.view.camera != camera
    assert window.studio.document.scene.recipe == recipe


def chart_place(window: Window, x: float, y: float) -> QPoint:
    """Return the pixel of the fit's view where a point of the chart is."""
    panel = window.cards["fit"]
    return panel.view.mapFromScene(panel.chart.in_scene(x, y))


def drag_in_chart(qtbot: QtBot, view: QWidget, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view, LEFT, pos=start)
    for part in range(1, 6):
        place = QPointF(start) + QPointF(end - start) * part / 5
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, view.mapToGlobal(place), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view, event)
    qtbot.mouseRelease(view, LEFT, pos=end)


def test_a_data_point_is_dragged_and_the_surface_follows(qtbot: QtBot, window: Window) -> None:
    studio, panel = window.studio, window.cards["fit"]
    data, surface = studio.run.compiled.problem.prepared, studio.analysis.landscape
    row = int(data.train_inputs[:, 0].argmin())
    start = chart_place(window, data.train_inputs[row, 0], data.train_targets[row, 0])
    drag_in_chart(qtbot, panel.view.viewport(), start, start - QPoint(0, 60))
    moved = studio.run.compiled.problem.prepared
    assert moved.train_targets[row, 0] > data.train_targets[row, 0] + 0.5
    qtbot.waitUntil(lambda: studio.analysis.landscape is not surface)
    undo(qtbot, window)
    assert studio.run.compiled.problem.prepared.train_targets[row, 0] == data.train_targets[row, 0]


def test_a_data_point_is_added(qtbot: QtBot, window: Window) -> None:
    studio, panel = window.studio, window.cards["fit"]
    rows = studio.run.compiled.problem.rows
    qtbot.mouseDClick(panel.view.viewport(), LEFT, pos=chart_place(window, -1.0, 5.5))
    assert studio.run.compiled.problem.rows == rows + 1
    undo(qtbot, window)
    assert studio.run.compiled.problem.rows == rows


def test_the_learning_rate_is_dragged_beyond_the_limit_and_the_coach_warns(qtbot: QtBot, window: Window) -> None:
    studio, ruler = window.studio, stage(window).bar.rate.ruler
    left, right = ruler.line()
    middle = ruler.height() // 6
    at = round(left + ruler.fraction(ruler.number) * (right - left))
    drag(qtbot, ruler, QPoint(at, middle), QPoint(round(right) - 3 - at, 0))
    limit = studio.analysis.limit
    assert studio.snapshot.settings.learning_rate > 2 * limit
    assert ruler.words()[0] == "explodes"
    studio.apply(go_to_end)
    qtbot.waitUntil(lambda: studio.analysis.advice is not None and studio.analysis.advice.severity == "warning")
    pill = window.canvas.tools.pill
    assert on_stage(window, pill)
    assert pill.words == studio.analysis.advice.title
    qtbot.mouseClick(pill, LEFT)
    assert on_stage(window, window.cards["coach"])
    undo(qtbot, window)
    assert studio.snapshot.settings.learning_rate == 0.05
    assert ruler.number == 0.05


def test_the_timeline_is_scrubbed(qtbot: QtBot, window: Window) -> None:
    bar = window.player.timeline
    qtbot.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 2, bar.height() // 3))
    assert window.studio.playback.target == 30 or window.studio.playback.step == 30


def test_a_phase_is_clicked_and_is_written_large_with_its_numbers(qtbot: QtBot, window: Window) -> None:
    cards = window.phases.cards
    assert [card.shown_lines[0] for card in cards] == [card.told.formula for card in cards]
    qtbot.mouseClick(cards[2], LEFT)
    qtbot.waitUntil(lambda: cards[2].width() > 2 * cards[0].width())
    assert window.studio.playback.phase == 3
    said = ["".join(run.text for run in line) for line in cards[2].lines]
    assert said[0] == cards[2].told.formula
    assert said[1:] == ["".join(run.text for run in line) for line in cards[2].told.lines]
    assert [line[-1].text for line in cards[0].lines] == [cards[0].told.formula, cards[0].told.result]


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Right])
def test_a_clicker_and_the_arrows_go_on_and_back(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    back = {Qt.Key.Key_PageDown: Qt.Key.Key_PageUp, Qt.Key.Key_Right: Qt.Key.Key_Left}[key]
    playback = window.studio.playback
    for _ in range(3):
        press(qtbot, window, key)
    place = (playback.step, playback.phase)
    assert place == ((0, 3) if key == Qt.Key.Key_PageDown else (3, 0))
    for _ in range(3):
        press(qtbot, window, back)
    assert (playback.step, playback.phase) == (0, 0)


def test_another_loss_is_chosen_by_hand(qtbot: QtBot, window: Window) -> None:
    panel = window.cards["loss"]
    assert on_stage(window, panel.kind)
    panel.kind.setFocus()
    panel.kind.chosen.emit("mae")
    assert window.studio.snapshot.settings.loss.kind == "mae"
    undo(qtbot, window)
    assert window.studio.snapshot.settings.loss.kind == "mse"


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Period])
def test_the_screen_is_black_and_comes_back(qtbot: QtBot, window: Window, key: Qt.Key) -> None:
    press(qtbot, window, key)
    picture = window.grab().toImage()
    corners = [picture.pixelColor(x, y).name() for x in (5, 640, 1275) for y in (5, 360, 715)]
    assert set(corners) == {"#000000"}
    press(qtbot, window, key)
    assert window.grab().toImage().pixelColor(5, 5).name() != "#000000"
    press(qtbot, window, key)
    qtbot.mouseClick(stage(window).curtain, LEFT)
    assert not stage(window).curtain.black
    assert not window.actions_of["black"].isChecked()


def test_the_spot_follows_the_pointer_and_leaves_the_mouse_to_the_picture(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_L)
    curtain, timeline = stage(window).curtain, window.player.timeline
    place = QPointF(200, 10)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, timeline.mapToGlobal(place), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(timeline, move)
    assert curtain.spot == QPointF(curtain.mapFromGlobal(timeline.mapToGlobal(place)))
    assert window.childAt(curtain.spot.toPoint()) is timeline
    press(qtbot, window, Qt.Key.Key_L)
    assert curtain.spot is None
    assert not curtain.isVisible()


def test_the_pen_draws_and_a_key_wipes(qtbot: QtBot, window: Window) -> None:
    curtain = stage(window).curtain
    scene = window.studio.document.scene
    press(qtbot, window, Qt.Key.Key_P)
    ball = window.canvas.surface.mapTo(window, pixel_of_ball(window))
    drag(qtbot, curtain, ball, QPoint(120, 40))
    assert len(curtain.strokes) == 1
    assert window.studio.document.scene == scene
    end = ball + QPoint(118, 39)
    assert QApplication.widgetAt(window.mapToGlobal(end)) is curtain
    leave = stage(window).bar.leave
    assert window.childAt(leave.mapTo(window, leave.rect().center())) is leave
    ink = window.appearance.color("text").name()
    assert ink in {window.grab().toImage().pixelColor(end + QPoint(0, down)).name() for down in range(-3, 4)}
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not curtain.drawing
    assert curtain.strokes
    assert window.presenting
    press(qtbot, window, Qt.Key.Key_E)
    assert not curtain.strokes
    assert not curtain.isVisible()


def test_the_note_is_shown_and_put_away(qtbot: QtBot, window: Window) -> None:
    note = stage(window).note
    press(qtbot, window, Qt.Key.Key_N)
    assert on_stage(window, note)
    assert note.text == window.studio.document.scene.notes
    assert len(window.studio.run.compiled.names) == 1  # outside the same key adds a runner
    title = stage(window).bar.title
    assert title.text() == window.documents.title
    window.studio.apply(set_learning_rate(0.02))
    assert note.text == f"Written before the run was changed:\n\n{window.studio.document.scene.notes}"
    assert title.text() == f"{window.documents.title} (changed)"
    window.studio.apply(set_title("Slower"))
    assert title.text() == "Slower"
    window.studio.undo()
    window.studio.undo()
    assert (note.text, title.text()) == (window.studio.document.scene.notes, window.documents.title)
    window.studio.apply(set_title(""))
    window.studio.apply(set_learning_rate(0.02))
    assert title.text() == window.documents.title, "no title, and nothing that was changed since"
    press(qtbot, window, Qt.Key.Key_N)
    assert not note.isVisible()


def test_next_and_previous_of_the_series(qtbot: QtBot, reopen: OpenWindow) -> None:
    window = presented(reopen("penguins", size=SIZE), qtbot)
    asked: list[str] = []
    window.documents.ask = lambda _parent, title: asked.append(title) or "cancel"
    keys = GROUPS["First steps"]
    assert window.documents.example == keys[0]
    assert not window.actions_of["example_back"].isEnabled()
    window.studio.apply(set_learning_rate(0.1))
    window.studio.document.end_change()
    press(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    assert window.documents.example == keys[1]
    assert asked == []
    assert stage(window).bar.title.text() == window.documents.title
    press(qtbot, window, Qt.Key.Key_PageUp, CTRL)
    assert window.documents.example == keys[0]
    for _ in keys:
        press(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    assert window.documents.example == keys[-1]


def test_work_from_before_is_not_lost_without_a_question(qtbot: QtBot, reopen: OpenWindow) -> None:
    made = reopen("penguins", size=SIZE)
    made.studio.apply(set_learning_rate(0.1))
    made.studio.document.end_change()
    asked: list[str] = []
    made.documents.ask = lambda _parent, title: asked.append(title) or "cancel"
    presented(made, qtbot)
    press(qtbot, made, Qt.Key.Key_PageDown, CTRL)
    assert len(asked) == 1
    assert made.documents.example == "penguins"


def test_the_series_of_a_file_is_its_folder(qtbot: QtBot, reopen: OpenWindow, tmp_path: Path) -> None:
    made = reopen("penguins")
    for name in ("2 b", "1 a"):
        save(made.studio.document.scene, tmp_path / f"{name}.lossstudio")
    made.documents.open_path(tmp_path / "1 a.lossstudio")
    presented(made, qtbot)
    press(qtbot, made, Qt.Key.Key_PageDown, CTRL)
    assert made.studio.document.path == tmp_path / "2 b.lossstudio"
    assert not made.actions_of["example_next"].isEnabled()


def test_escape_and_the_button_lead_out(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(stage(window).bar.leave, LEFT)
    assert not window.presenting
    window.present()
    press(qtbot, window, Qt.Key.Key_N)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.presenting
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.presenting
    window.present()
    press(qtbot, window, Qt.Key.Key_F5)
    assert not window.presenting


def test_a_maximised_window_is_maximised_again(reopen: OpenWindow) -> None:
    window = reopen("penguins")
    window.showMaximized()
    window.present()
    window.present()
    assert window.isMaximized()


def test_writing_can_be_made_larger_there(qtbot: QtBot, window: Window) -> None:
    window.resize_writing(9)
    before = window.appearance.points
    window.actions_of["larger"].trigger()
    assert window.appearance.points > before
    assert not window.banner.isVisible()
    window.resize_writing(18)
    assert window.appearance.points < 18
    assert window.banner.text == NO_ROOM
    window.resize_writing(11)
    window.present()
    assert window.appearance.points == 11
    window.resize_writing(10)


def test_the_window_is_closed_from_there(qtbot: QtBot, open_window: OpenWindow) -> None:
    window = presented(open_window("penguins", size=SIZE), qtbot)
    window.close()
    assert not window.isVisible()


def sheet_words(sheet: ShortcutSheet) -> Iterator[str]:
    return (label.text() for label in sheet.findChildren(Label))


def test_its_keys_stand_on_the_sheet_of_shortcuts(window: Window) -> None:
    window.actions_of["shortcuts"].trigger()
    sheet = window.findChild(ShortcutSheet)
    assert {PRESENTING, "B, .", "Black screen", "Spot", "Pen", "Note"} <= set(sheet_words(sheet))
    sheet.close()


@pytest.mark.parametrize("key", ["xor", "two-bells", "dirac-gan", "learning-rates"])
def test_no_kind_of_scene_is_cut_off(qtbot: QtBot, reopen: OpenWindow, key: str) -> None:
    window = reopen(key, size=SIZE, presenting=True)
    settled(qtbot, window)
    window.studio.apply(show_step(2))
    settled(qtbot, window)
    views = [window.canvas, window.phases, window.player.readouts, window.cards["fit"].view, stage(window).bar.leave]
    assert [view for view in views if not view.isHidden() and not on_stage(window, view)] == []


def test_surfaces_side_by_side_are_kept_on_stage_large_and_touchable(reopen: OpenWindow, qtbot: QtBot) -> None:
    made = reopen("houses", size=SIZE)
    made.actions_of["side_by_side"].trigger()
    window = presented(made, qtbot)
    several = window.canvas.side_by_side
    qtbot.waitUntil(lambda: all(pane.scene_controller.frame for pane in several.panes), timeout=10_000)
    assert len(several.panes) == 3
    assert [pane.widget for pane in several.panes if not on_stage(window, pane.widget)] == []
    assert on_stage(window, window.cards["fit"].view)
    assert not window.phases.isVisible()  # its room is the surfaces'
    assert len({pane.scene_controller.camera(pane.size).azimuth for pane in several.panes}) == 1
    before = window.studio.run.compiled.starts.copy()
    frame, pane = several.panes[1].scene_controller.frame, several.panes[1]
    assert frame is not None
    x, y, _ = pane.scene_controller.camera(pane.size).project(frame.balls[-1].place, pane.size)
    drag(qtbot, pane.widget, QPoint(round(x), round(y)), QPoint(-20, 5))
    assert [*(window.studio.run.compiled.starts != before).any(axis=1)] == [False, True, False]
    press(qtbot, window, Qt.Key.Key_F6)
    qtbot.waitUntil(window.phases.isVisible, timeout=5_000)
    press(qtbot, window, Qt.Key.Key_F6)
    window.present()
    qtbot.waitUntil(lambda: len(several.panes) == 3 and several.isVisible(), timeout=10_000)
    assert window.phases.isVisible()
    tabs = window.body.right.findChild(QTabBar)
    assert tabs.width() >= tabs.sizeHint().width()


def test_a_terrain_has_its_loss_curve_in_sight_since_its_loss_function_is_a_sentence(window: Window) -> None:
    charts, cards = stage(window).charts, window.cards
    assert charts.current is cards["loss"]
    window.documents.open_example("ravine")
    assert charts.current is cards["curve"]

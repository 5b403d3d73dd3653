"""The list of commands, and that keys do what it says."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import EXAMPLES
from lossstudio.studio.commands.playback import go_to_end, pause, phase_forward, show_step
from lossstudio.ui.commands.commands import COMMANDS, MENUS
from lossstudio.ui.commands.findable import Findable, findables
from lossstudio.ui.commands.palette import CommandPalette, rank
from lossstudio.ui.shell.body import SMALLEST_PX
from lossstudio.ui.shell.window import Window

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.unpainted]
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    qtbot.keyClick(window.canvas, key, modifier)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.key)
def test_every_command_has_words_a_tip_and_a_key(command: object) -> None:
    assert command.text
    assert command.tip.endswith(".")
    assert command.shortcuts
    assert command.menu in MENUS


@pytest.mark.parametrize("presenting", [False, True])
def test_no_two_commands_share_a_key(presenting: bool) -> None:
    keys = Counter(key for command in COMMANDS if command.presenting is presenting for key in command.shortcuts)
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_key_of_presenter_mode_is_no_other_commands_key_there(window: Window) -> None:
    keys = {action.objectName(): action.shortcuts() for action in window.actions_of}
    window.present()
    enabled = [action for action in window.actions_of if action.isEnabled()]
    doubled = Counter(keys.toString() for action in enabled for keys in action.shortcuts())
    assert [key for key, count in doubled.items() if count > 1] == []
    assert window.actions_of["add_runner"].shortcuts() == []
    window.present()
    assert {action.objectName(): action.shortcuts() for action in window.actions_of} == keys


def test_every_action_has_shortcut_tooltip_and_accessible_name(window: Window) -> None:
    for action in window.actions_of:
        assert not action.shortcut().isEmpty(), action.objectName()
        assert action.shortcut().toString(action.shortcut().SequenceFormat.NativeText) in action.toolTip()
        assert action.property("accessibleName"), action.objectName()


def actions_in(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        yield from actions_in(inner) if isinstance(inner, QMenu) else (action,)


@pytest.mark.parametrize("menu", MENUS)
def test_alt_and_its_first_letter_opens_a_menu(window: Window, menu: str) -> None:
    assert window.header.menus[menu].title() == f"&{menu}"


def test_no_menu_is_longer_than_the_smallest_window(window: Window) -> None:
    for menu in window.header.menus.values():
        assert menu.sizeHint().height() < SMALLEST_PX[1], menu.title()


def test_menus_hold_every_command_once(window: Window) -> None:
    found = Counter(
        action for menu in window.header.menus.values() for action in actions_in(menu) if action.objectName()
    )
    missing = [action.objectName() for action in window.actions_of if found[action] != 1]
    assert missing == []


def test_space_plays_and_pauses(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.studio.playback.playing
    qtbot.waitUntil(lambda: window.studio.playback.fraction > 0, timeout=5000)
    press(qtbot, window, Qt.Key.Key_Space)
    assert not window.studio.playback.playing


def test_right_and_left_step(qtbot: QtBot, window: Window) -> None:
    press(qtbot, window, Qt.Key.Key_Right)
    press(qtbot, window, Qt.Key.Key_Right)
    assert window.studio.playback.step == 2
    press(qtbot, window, Qt.Key.Key_Left)
    assert window.studio.playback.step == 1


def test_right_at_the_end_adds_a_step(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(go_to_end)
    steps = window.studio.run.steps
    qtbot.waitUntil(lambda: window.studio.playback.step == steps, timeout=5000)
    press(qtbot, window, Qt.Key.Key_Right)
    assert window.studio.run.steps == steps + 1


@pytest.mark.parametrize("key", [(Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_PageDown, NONE)])
def test_shift_right_and_page_down_walk_the_phases(
    qtbot: QtBot, window: Window, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    for phase in (1, 2, 3, 4):
        press(qtbot, window, *key)
        assert window.studio.playback.phase == phase
        assert [card.active for card in window.phases.cards] == [number == phase for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("key", [(Qt.Key.Key_Left, SHIFT), (Qt.Key.Key_PageUp, NONE)])
def test_shift_left_and_page_up_walk_back(
    qtbot: QtBot, window: Window, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    window.studio.apply(phase_forward)
    window.studio.apply(phase_forward)
    press(qtbot, window, *key)
    assert window.studio.playback.phase == 1


def test_up_and_down_change_the_learning_rate_and_can_be_undone(qtbot: QtBot, window: Window) -> None:
    before = window.studio.snapshot.settings.learning_rate
    press(qtbot, window, Qt.Key.Key_Up)
    assert window.studio.snapshot.settings.learning_rate > before
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.studio.snapshot.settings.learning_rate == before
    press(qtbot, window, Qt.Key.Key_Down)
    assert window.studio.snapshot.settings.learning_rate < before


def test_home_restarts(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(show_step(7))
    press(qtbot, window, Qt.Key.Key_Home)
    assert (window.studio.playback.step, window.studio.playback.playing) == (0, False)


def test_keys_belong_to_a_text_field_that_has_the_focus(qtbot: QtBot, window: Window) -> None:
    field = next(field for field in window.cards["descent"].findChildren(QLineEdit) if field.isVisible())
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    qtbot.keyClick(field, Qt.Key.Key_Right)
    assert not window.studio.playback.playing
    assert window.studio.playback.step == 0
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.hasFocus()


def test_clicks_on_buttons_take_no_focus(qtbot: QtBot, window: Window) -> None:
    qtbot.mouseClick(window.player.play_button, Qt.MouseButton.LeftButton)
    window.studio.apply(pause)
    qtbot.mouseClick(window.header.search, Qt.MouseButton.LeftButton)
    window.findChild(CommandPalette).close()
    qtbot.mouseClick(window.canvas.tools.modes, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.canvas


def test_view_commands_move_the_eye(window: Window) -> None:
    canvas = window.canvas
    before = canvas.scene_controller.view_camera
    for key in ("orbit_left", "orbit_up", "zoom_in", "pan_left"):
        window.actions_of[key].trigger()
    assert canvas.scene_controller.view_camera != before
    window.actions_of["view_best"].trigger()
    assert canvas.scene_controller.view_camera == before


def test_the_palette_finds_and_does(qtbot: QtBot, window: Window) -> None:
    window.actions_of["palette"].trigger()
    palette = window.findChild(CommandPalette)
    qtbot.keyClicks(palette.field, "next step")
    assert palette.list.item(0).text() == "Next step"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.studio.playback.step == 1


def test_the_palette_ranks_names_before_other_words_and_those_before_explanations() -> None:
    play = Findable("Play", "Run", "Let the ball roll, or pause it.", lambda: None, words="start animate")
    assert rank("pl", play) == 0
    assert rank("anim", play) == 3
    assert rank("ball", play) == 4
    assert rank("nothing of the kind", play) is None


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("export", "File", "Make film"),
        ("adam", "Optimizer", "Adam"),
        ("sgd", "Optimizer", "Gradient descent"),
        ("spiral", "Example", "A network unwinds two spirals"),
        ("huber", "Loss", "Huber"),
        ("learning r", "Descent", "Learning rate"),
        ("clip v", "Descent", "Clip values"),
        ("dark theme", "View", "Light or dark"),
        ("change colors", "View", "Light or dark"),
        ("how to save a video", "File", "Make film"),
        ("regularization", "Loss", "L1"),
        ("minibatch", "Descent", "Batch"),
    ],
)
def test_the_palette_finds_by_name_and_by_other_words(
    qtbot: QtBot, window: Window, words: str, kind: str, name: str
) -> None:
    palette = CommandPalette(window.appearance, findables(window), window)
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, words)
    first = palette.list.item(0)
    assert (first.text(), first.data(Qt.ItemDataRole.UserRole + 2)) == (name, kind)


def test_the_palette_says_when_nothing_is_found(qtbot: QtBot, window: Window) -> None:
    palette = CommandPalette(window.appearance, findables(window), window)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.field, "zeppelin")
    assert palette.nothing.isVisible()
    assert "zeppelin" in palette.nothing.text()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_what_the_palette_finds_is_done(qtbot: QtBot, window: Window) -> None:
    def take(words: str) -> None:
        window.actions_of["palette"].trigger()
        palette = window.findChildren(CommandPalette)[-1]
        qtbot.keyClicks(palette.field, words)
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    take("adam")
    assert window.studio.snapshot.settings.optimizer.kind == "adam"
    take("mean absolute error")
    assert window.studio.snapshot.settings.loss.kind == "mae"
    clip = window.cards["descent"].clipping["clip_value"].field
    assert not clip.isVisible()
    take("clip values")
    assert clip.isVisible()
    assert window.focusWidget() is clip
    window.documents.ask = lambda *_: "discard"
    take("two moons and")
    assert window.studio.document.scene.title == EXAMPLES["moons"].title


def test_hidden_cards_stay_hidden(open_window: Callable[..., Window]) -> None:
    window = open_window()
    window.actions_of["panel_model"].trigger()
    assert window.cards["model"].isHidden()
    again = open_window()
    assert again.cards["model"].isHidden()
    again.actions_of["reset"].trigger()
    assert not again.cards["model"].isHidden()

"""What each command does: the one list of commands, tied to the Studio and the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication

from lossstudio.studio.notice import Notice
from lossstudio.studio.speed import SPEEDS
from lossstudio.ui.canvas.view import MODES
from lossstudio.ui.window import Window

TURN_PX = 24.0
RATE_FACTOR = 10.0 ** (1 / 20)
SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 16.0)
HIDDEN = "hidden"


class Deeds:
    """Gives every action its deed, and keeps it enabled and checked as the Studio is."""

    def __init__(self, window: Window) -> None:
        self._window, self._studio, self._actions = window, window.studio, window.actions_of
        deeds = {**self._of_files(), **self._of_view(), **self._of_run(), **self._of_window()}
        for command, action in self._actions.commands():
            action.triggered.connect(_without_argument(deeds[command.key]))
        self._follow()

    def _of_files(self) -> dict[str, Callable[[], object]]:
        documents, studio = self._window.documents, self._studio
        return {
            "open": documents.open_file,
            "import_data": self._window.importing.ask,
            "paste_data": self._window.importing.paste,
            "copy_picture": self._copy_picture,
            "remove_point": self._remove_point,
            "examples": self._pop_examples,
            "save": documents.save,
            "save_as": documents.save_as,
            "film": self._window.films.ask,
            "direct": self._window.directing.toggle,
            "film_camera": self._window.directing.add_camera,
            "film_pause": self._window.directing.add_pause,
            "films": self._window.film_progress.show_list,
            "steps": self._window.steps_table.ask,
            "quit": self._window.close,
            "undo": studio.undo,
            "redo": studio.redo,
            "title": partial(self._ask_words, long=False),
            "notes": partial(self._ask_words, long=True),
        }

    def _of_view(self) -> dict[str, Callable[[], object]]:
        canvas = self._window.canvas
        return {
            **{mode: partial(canvas.set_mode, mode) for mode, _ in MODES},
            "view_best": partial(canvas.look_from, "best"),
            "view_top": partial(canvas.look_from, "top"),
            "view_front": partial(canvas.look_from, "front"),
            "view_side": partial(canvas.look_from, "side"),
            "plane": canvas.choose_plane,
            "refit": self._studio.refit_plane,
            "orbit_left": partial(canvas.turn, -TURN_PX, 0.0),
            "orbit_right": partial(canvas.turn, TURN_PX, 0.0),
            "orbit_up": partial(canvas.turn, 0.0, TURN_PX),
            "orbit_down": partial(canvas.turn, 0.0, -TURN_PX),
            "zoom_in": partial(canvas.zoom, 1.0),
            "zoom_out": partial(canvas.zoom, -1.0),
            "pan_left": partial(canvas.move_picture, -TURN_PX, 0.0),
            "pan_right": partial(canvas.move_picture, TURN_PX, 0.0),
            "pan_up": partial(canvas.move_picture, 0.0, -TURN_PX),
            "pan_down": partial(canvas.move_picture, 0.0, TURN_PX),
            "fog": self._change_fog,
            "test_rows": self._change_rows,
            "curvature": self._change_curvature,
        }

    def _of_run(self) -> dict[str, Callable[[], object]]:
        studio = self._studio
        return {
            "play": studio.toggle_play,
            "step_forward": studio.step_forward,
            "step_back": studio.step_back,
            "phase_forward": studio.phase_forward,
            "phase_back": studio.phase_back,
            "restart": studio.restart,
            "to_end": studio.go_to_end,
            "more": self._train_longer,
            "rate_up": partial(self._change_rate, RATE_FACTOR),
            "rate_down": partial(self._change_rate, 1 / RATE_FACTOR),
            "find_rate": self._find_rate,
            "acts_from": self._switch_acts_from,
            "faster": partial(self._change_speed, 1),
            "slower": partial(self._change_speed, -1),
            "add_runner": studio.add_runner,
            "remove_runner": lambda: studio.remove_runner(studio.runner),
            "next_runner": lambda: studio.select_runner((studio.runner + 1) % len(studio.course.names)),
        }

    def _of_window(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            **{f"panel_{key}": partial(self._show_panel, key) for key in window.cards},
            "theme": self._change_theme,
            "larger": partial(self._change_size, 1),
            "smaller": partial(self._change_size, -1),
            "left_column": self._show_left,
            "reset": window.reset_arrangement,
            "full_screen": self._change_full_screen,
            "present": window.present,
            "palette": self._show_palette,
            "shortcuts": self._show_shortcuts,
            "loss_guide": self._show_loss_guide,
            "code": self._show_code,
            "about": self._show_about,
        }

    def _follow(self) -> None:
        studio = self._studio
        studio.history_changed.connect(self._show_history)
        studio.timeline_replaced.connect(self._show_runners)
        studio.scene_changed.connect(self._show_switches)
        self._window.canvas.mode_changed.connect(self._show_mode)
        hidden = self._window.memory.words(HIDDEN)
        for key in self._window.cards:
            self._actions[f"panel_{key}"].setChecked(key not in hidden)
            self._window.want_card(key, key not in hidden)
        self._actions["left_column"].setChecked(True)
        self._show_history()
        self._show_runners()
        self._show_switches()
        self._show_mode(self._window.canvas.mode)

    def _show_history(self) -> None:
        studio = self._studio
        for key, can, text in (
            ("undo", studio.can_undo, studio.undo_text),
            ("redo", studio.can_redo, studio.redo_text),
        ):
            action = self._actions[key]
            action.setEnabled(can)
            action.setText(f"{key.title()}: {text.lower()}" if text else key.title())

    def _show_runners(self) -> None:
        several = len(self._studio.course.names) > 1
        self._actions["remove_runner"].setEnabled(several)
        self._actions["next_runner"].setEnabled(several)
        self._actions["test_rows"].setEnabled(self._studio.course.test_objective() is not None)

    def _show_mode(self, chosen: str) -> None:
        for mode, _ in MODES:
            self._actions[mode].setChecked(mode == chosen)

    def _show_switches(self) -> None:
        self._actions["fog"].setChecked(self._studio.scene.view.fog)
        self._actions["test_rows"].setChecked(self._studio.scene.view.rows == "test")
        self._actions["curvature"].setChecked(self._studio.scene.view.curvature)

    def _pop_examples(self) -> None:
        button = self._window.header.examples
        self._window.documents.examples_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _ask_words(self, *, long: bool) -> None:
        from lossstudio.ui.dialogs.words import TextDialog

        studio, scene = self._studio, self._studio.scene
        title, text, accept = (
            ("Notes", scene.notes, studio.set_notes) if long else ("Title", scene.title, studio.set_title)
        )
        TextDialog(self._window.look, self._window, title, text, accept, long=long).open()

    def _copy_picture(self) -> None:
        image = self._window.canvas.picture()
        if image is None:
            self._window.say(Notice("info", "There is no picture yet: the surface is still being computed."))
            return
        QGuiApplication.clipboard().setImage(image)
        self._window.say(Notice("info", f"The picture is on the clipboard ({image.width()} × {image.height()})."))

    def _remove_point(self) -> None:
        if self._studio.sample is not None:
            self._studio.remove_sample(self._studio.sample)

    def _train_longer(self) -> None:
        self._studio.set_steps(self._studio.steps + max(1, self._studio.steps // 2))
        self._studio.end_change()

    def _change_rate(self, factor: float) -> None:
        rate = self._studio.settings.learning_rate * factor
        self._studio.set_learning_rate(float(f"{rate:.3g}"))

    def _find_rate(self) -> None:
        from lossstudio.ui.dialogs.range_test import RangeTestSheet

        if self._studio.can_test_rates:
            RangeTestSheet(self._studio, self._window.look, self._window).open()

    def _switch_acts_from(self) -> None:
        self._studio.set_acts_from("here" if self._studio.acts_from == "start" else "start")

    def _change_speed(self, way: int) -> None:
        at = SPEEDS.index(self._studio.speed) + way
        self._studio.set_speed(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)])

    def _show_panel(self, key: str) -> None:
        shown = self._actions[f"panel_{key}"].isChecked()
        self._window.want_card(key, shown)
        hidden = self._window.memory.words(HIDDEN)
        self._window.memory.keep_words(HIDDEN, hidden - {key} if shown else hidden | {key})

    def _change_theme(self) -> None:
        self._studio.set_view(theme="light" if self._window.look.theme.dark else "dark")
        self._studio.end_change()

    def _change_curvature(self) -> None:
        self._studio.set_view(curvature=not self._studio.scene.view.curvature)
        self._studio.end_change()

    def _change_rows(self) -> None:
        self._studio.set_view(rows="train" if self._studio.scene.view.rows == "test" else "test")
        self._studio.end_change()

    def _change_fog(self) -> None:
        self._studio.set_view(fog=not self._studio.scene.view.fog)
        self._studio.end_change()

    def _change_size(self, way: int) -> None:
        look = self._window.look
        nearest = min(range(len(SIZES)), key=lambda at: abs(SIZES[at] - look.points))
        points = SIZES[min(max(nearest + way, 0), len(SIZES) - 1)]
        self._window.memory.points = points
        look.wear(look.theme, points)

    def _show_left(self) -> None:
        self._window.body.show_left(self._actions["left_column"].isChecked())

    def _change_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _show_palette(self) -> None:
        from lossstudio.ui.palette import CommandPalette

        CommandPalette(self._window.look, self._actions, self._window).open_over(self._window)

    def _show_shortcuts(self) -> None:
        from lossstudio.ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._window.look, self._actions, self._window).open()

    def _show_loss_guide(self) -> None:
        from lossstudio.ui.dialogs.loss_chooser import LossChooser

        LossChooser(self._studio, self._window.look, self._window).open()

    def _show_code(self) -> None:
        from lossstudio.ui.dialogs.code import CodeSheet

        CodeSheet(self._studio, self._window.look, self._window).open()

    def _show_about(self) -> None:
        from lossstudio.ui.dialogs.about import About

        About(self._window.look, self._window).open()


def _without_argument(deed: Callable[[], object]) -> Callable[[bool], None]:
    """Return a slot that drops what `triggered` says."""

    def do(_checked: bool = False) -> None:
        deed()

    return do

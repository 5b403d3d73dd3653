"""What each command does: the one list of commands, tied to the Studio and the window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from lossstudio.project.program import packed_licences
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.command import Command as StudioCommand
from lossstudio.studio.commands.compare import compare_losses, compare_rows, compare_runners, toggle_side_by_side
from lossstudio.studio.commands.data import remove_sample
from lossstudio.studio.commands.playback import (
    go_to_end,
    phase_back,
    phase_forward,
    restart,
    set_acts_from,
    set_speed,
    step_back,
    step_forward,
    toggle_play,
)
from lossstudio.studio.commands.runners import add_runner, remove_runner, select_runner
from lossstudio.studio.commands.training import can_test_rates, set_learning_rate, set_steps
from lossstudio.studio.commands.view import set_notes, set_title, set_view
from lossstudio.studio.playback.speed import SPEEDS
from lossstudio.ui.canvas.modes import MODES
from lossstudio.ui.canvas.slow_camera import SlowCamera
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.shell.window import Window

if TYPE_CHECKING:  # it is imported when a person presents
    from lossstudio.ui.presenter.presenter import FilmMove, Presenter

TURN_PX = 24.0
RATE_FACTOR = 10.0 ** (1 / 20)
FIRST_RATE = 1e-4
"""The rate above 0: no factor leads away from there."""
SIZES = (8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 16.0, 18.0)
HIDDEN = "hidden"
_MOVES: "dict[StudioCommand, FilmMove]" = {toggle_play: "rest", phase_forward: "on", phase_back: "back"}
"""What the commands that go through the run do to a film that is played live."""


class CommandHandlers:
    """Gives every action what it does, and keeps it enabled and checked as the Studio is."""

    def __init__(self, window: Window) -> None:
        self._window, self._studio, self._actions = window, window.studio, window.actions_of
        handlers = {
            **self._of_files(),
            **self._of_view(),
            **self._of_run(),
            **self._of_window(),
            **self._of_presenter(),
        }
        for command, action in self._actions.commands():
            action.triggered.connect(_without_argument(handlers[command.key]))
        self._follow()

    def _of_files(self) -> dict[str, Callable[[], object]]:
        documents, studio = self._window.documents, self._studio
        return {
            "open": documents.open_file,
            "import_data": self._window.importing.ask,
            "paste_data": self._window.importing.paste,
            "copy_picture": self._copy_picture,
            "remove_point": self._remove_point,
            "next_point": lambda: self._fit.take_point(1),
            "previous_point": lambda: self._fit.take_point(-1),
            "add_point": self._fit.add_point,
            "examples": self._show_gallery,
            "next_example": documents.open_next_example,
            "save": documents.save,
            "save_as": documents.save_as,
            "reload": documents.reload,
            "film": self._window.films.ask,
            "direct": self._window.directing.toggle,
            "film_camera": self._window.directing.add_camera,
            "film_pause": self._window.directing.add_pause,
            "films": self._window.film_progress.show_list,
            "steps": self._window.steps_table.ask,
            "save_map": self._window.saved_map.ask,
            "quit": self._window.close,
            "undo": studio.undo,
            "redo": studio.redo,
            "title": partial(self._ask_words, long=False),
            "notes": partial(self._ask_words, long=True),
        }

    def _of_view(self) -> dict[str, Callable[[], object]]:
        canvas = self._window.canvas
        return {
            **{mode: partial(canvas.choose_mode, mode) for mode, _ in MODES},
            "view_best": partial(canvas.look_from, "best"),
            "view_top": partial(canvas.look_from, "top"),
            "view_front": partial(canvas.look_from, "front"),
            "view_side": partial(canvas.look_from, "side"),
            "plane": canvas.choose_plane,
            "refit": canvas.fit_again,
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
            "slow_camera": SlowCamera(self._studio, self._window.appearance, canvas).toggle,
            "fog": self._change_fog,
            "test_rows": self._change_rows,
            "curvature": self._change_curvature,
            "areas": self._change_residuals,
        }

    def _of_run(self) -> dict[str, Callable[[], object]]:
        studio = self._studio
        return {
            "play": partial(self._go, toggle_play),
            "step_forward": lambda: studio.apply(step_forward),
            "step_back": lambda: studio.apply(step_back),
            "phase_forward": partial(self._go, phase_forward),
            "phase_back": partial(self._go, phase_back),
            "restart": lambda: studio.apply(restart),
            "to_end": lambda: studio.apply(go_to_end),
            "read_step": self._window.reader.read,
            "cross": self._take_cross,
            "more": self._train_longer,
            "rate_up": partial(self._change_rate, RATE_FACTOR),
            "rate_down": partial(self._change_rate, 1 / RATE_FACTOR),
            "find_rate": self._find_rate,
            "acts_from": self._switch_acts_from,
            "faster": partial(self._change_speed, 1),
            "slower": partial(self._change_speed, -1),
            "side_by_side": partial(self._compare, toggle_side_by_side),
            "compare_losses": partial(self._compare, compare_losses),
            "compare_rows": partial(self._compare, compare_rows),
            "compare_runners": partial(self._compare, compare_runners),
            "add_runner": lambda: studio.apply(add_runner),
            "remove_runner": lambda: studio.apply(remove_runner(studio.selection.runner)),
            "next_runner": lambda: studio.apply(
                select_runner((studio.selection.runner + 1) % len(studio.run.compiled.names))
            ),
        }

    def _of_window(self) -> dict[str, Callable[[], object]]:
        window = self._window
        return {
            **{f"panel_{key}": partial(self._show_panel, key) for key in window.cards},
            "theme": self._change_theme,
            "contrast": partial(window.look.want_theme, "contrast"),
            "still": lambda: window.look.want_stillness(self._actions["still"].isChecked()),
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

    def _of_presenter(self) -> dict[str, Callable[[], object]]:
        deeds: dict[str, Callable[[Presenter], object]] = {
            "example_back": lambda presenter: presenter.go_on(-1),
            "example_next": lambda presenter: presenter.go_on(1),
            "live_film": lambda presenter: presenter.toggle_film(),
            "note": lambda presenter: presenter.toggle_note(),
            "black": lambda presenter: presenter.toggle_black(),
            "spot": lambda presenter: presenter.toggle_spot(),
            "pen": lambda presenter: presenter.toggle_pen(),
            "swap": lambda presenter: presenter.swap_screens(),
            "wipe": lambda presenter: presenter.wipe(),
        }
        return {key: partial(self._present, deed) for key, deed in deeds.items()}

    def _take_cross(self) -> None:
        """Let the keyboard point: at a place of the surface, or at a run of the map."""
        canvas = self._window.canvas
        if canvas.map.isVisible():
            canvas.map.keys.take(canvas.map.chart.pointed)
        else:
            canvas.cross.take()

    def _go(self, command: StudioCommand) -> None:
        """Go on or back in the film that is played live, where there is one; else in the run."""
        presenter = self._window.presenter
        if presenter is None or not presenter.move_film(_MOVES[command]):
            self._studio.apply(command)

    def _present(self, deed: "Callable[[Presenter], object]") -> None:
        if self._window.presenter is not None:
            deed(self._window.presenter)

    def _follow(self) -> None:
        studio = self._studio
        studio.history_changed.connect(self._show_history)
        studio.timeline_replaced.connect(self._show_runners)
        studio.scene_changed.connect(self._show_switches)
        self._window.canvas.mode_changed.connect(self._show_mode)
        hidden = self._window.window_settings.words(HIDDEN)
        for key in self._window.cards:
            self._actions[f"panel_{key}"].setChecked(key not in hidden)
            self._window.want_card(key, key not in hidden)
        self._actions["left_column"].setChecked(True)
        self._actions["still"].setChecked(self._window.window_settings.still)
        self._show_history()
        self._show_runners()
        self._show_switches()
        self._show_mode(self._window.canvas.mode)

    def _show_history(self) -> None:
        studio = self._studio
        for key, can, text in (
            ("undo", studio.document.can_undo, studio.document.undo_text),
            ("redo", studio.document.can_redo, studio.document.redo_text),
        ):
            action = self._actions[key]
            action.setEnabled(can)
            action.setText(f"{key.title()}: {text.lower()}" if text else key.title())

    def _show_runners(self) -> None:
        several = len(self._studio.run.compiled.names) > 1
        self._actions["remove_runner"].setEnabled(several)
        self._actions["next_runner"].setEnabled(several)
        tested = self._studio.run.compiled.test_objective() is not None
        self._actions["test_rows"].setEnabled(tested)
        self._actions["compare_rows"].setEnabled(tested)
        self._actions["compare_runners"].setEnabled(several)

    def _show_mode(self, chosen: str) -> None:
        for mode, _ in MODES:
            self._actions[mode].setChecked(mode == chosen)

    def _show_switches(self) -> None:
        self._actions["fog"].setChecked(self._studio.document.scene.view.fog)
        self._actions["test_rows"].setChecked(self._studio.document.scene.view.rows == "test")
        self._actions["curvature"].setChecked(self._studio.document.scene.view.curvature)
        self._actions["side_by_side"].setChecked(self._studio.document.scene.view.panes != "one")
        self._actions["areas"].setChecked(self._studio.document.scene.view.residuals == "areas")

    def _show_gallery(self) -> None:
        from lossstudio.ui.dialogs.gallery import Gallery

        documents = self._window.documents
        Gallery(self._window.appearance, self._window, documents.example, documents.open_example).open()

    def _ask_words(self, *, long: bool) -> None:
        from lossstudio.ui.dialogs.questions import TextDialog

        studio, scene = self._studio, self._studio.document.scene
        title, text, accept = (
            ("Notes", scene.notes, lambda value: studio.apply(set_notes(value)))
            if long
            else ("Title", scene.title, lambda value: studio.apply(set_title(value)))
        )
        TextDialog(self._window.appearance, self._window, title, text, accept, long=long).open()

    def _copy_picture(self) -> None:
        image = self._window.canvas.picture()
        if image is None:
            self._window.say(Notice("info", "There is no picture yet: the surface is still being computed."))
            return
        QGuiApplication.clipboard().setImage(image)
        self._window.say(Notice("info", f"The picture is on the clipboard ({image.width()} × {image.height()})."))

    @property
    def _fit(self) -> FitPanel:
        card = self._window.cards["fit"]
        assert isinstance(card, FitPanel)
        return card

    def _remove_point(self) -> None:
        if self._studio.analysis.sample is not None:
            self._studio.apply(remove_sample(self._studio.analysis.sample))

    def _train_longer(self) -> None:
        self._studio.apply(set_steps(self._studio.run.steps + max(1, self._studio.run.steps // 2)))
        self._studio.document.end_change()

    def _change_rate(self, factor: float) -> None:
        rate = self._studio.snapshot.settings.learning_rate * factor
        if rate == 0.0 and factor > 1.0:
            rate = FIRST_RATE
        self._studio.apply(set_learning_rate(float(f"{rate:.3g}")))

    def _find_rate(self) -> None:
        from lossstudio.ui.dialogs.range_test import RangeTestSheet

        if can_test_rates(self._studio.snapshot):
            RangeTestSheet(self._studio, self._window.appearance, self._window).open()

    def _switch_acts_from(self) -> None:
        self._studio.apply(set_acts_from("here" if self._studio.playback.acts_from == "start" else "start"))

    def _change_speed(self, way: int) -> None:
        at = SPEEDS.index(self._studio.playback.speed) + way
        self._studio.apply(set_speed(SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]))

    def _show_panel(self, key: str) -> None:
        if key == "coach" and self._window.pill.small:
            self._window.pill.toggle()  # it has no card to hide here; whoever looked for it wants to read it
            self._actions["panel_coach"].setChecked(True)
            return
        shown = self._actions[f"panel_{key}"].isChecked()
        self._window.want_card(key, shown)
        hidden = self._window.window_settings.words(HIDDEN)
        self._window.window_settings.keep_words(HIDDEN, hidden - {key} if shown else hidden | {key})

    def _change_theme(self) -> None:
        self._window.look.want_theme("light" if self._window.appearance.theme.dark else "dark")

    def _change_curvature(self) -> None:
        self._studio.apply(set_view(curvature=not self._studio.document.scene.view.curvature))
        self._studio.document.end_change()

    def _compare(self, command: StudioCommand) -> None:
        self._studio.apply(command)
        self._studio.document.end_change()
        self._show_switches()

    def _change_residuals(self) -> None:
        areas = self._studio.document.scene.view.residuals == "areas"
        self._studio.apply(set_view(residuals="lines" if areas else "areas"))
        self._studio.document.end_change()

    def _change_rows(self) -> None:
        self._studio.apply(set_view(rows="train" if self._studio.document.scene.view.rows == "test" else "test"))
        self._studio.document.end_change()

    def _change_fog(self) -> None:
        self._studio.apply(set_view(fog=not self._studio.document.scene.view.fog))
        self._studio.document.end_change()

    def _change_size(self, way: int) -> None:
        now = self._window.window_settings.points
        if way < 0 and not self._window.presenting:
            now = min(now, self._window.appearance.points)  # smaller than what is seen, where writing has given way
        nearest = min(range(len(SIZES)), key=lambda at: abs(SIZES[at] - now))
        points = SIZES[min(max(nearest + way, 0), len(SIZES) - 1)]
        self._window.resize_writing(points)

    def _show_left(self) -> None:
        self._window.body.show_left(self._actions["left_column"].isChecked())

    def _change_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _show_palette(self) -> None:
        from lossstudio.ui.commands.findable import findables
        from lossstudio.ui.commands.palette import CommandPalette

        CommandPalette(self._window.appearance, findables(self._window), self._window).open_over(self._window)

    def _show_shortcuts(self) -> None:
        from lossstudio.ui.dialogs.help import ShortcutSheet

        ShortcutSheet(self._window.appearance, self._window).open()

    def _show_loss_guide(self) -> None:
        from lossstudio.ui.dialogs.loss_chooser import LossChooser

        LossChooser(self._studio, self._window.appearance, self._window).open()

    def _show_code(self) -> None:
        from lossstudio.ui.dialogs.code import CodeSheet

        CodeSheet(self._studio, self._window.appearance, self._window).open()

    def _show_about(self) -> None:
        from lossstudio.ui.dialogs.help import About

        About(self._window.appearance, self._window, packed_licences()).open()


def _without_argument(deed: Callable[[], object]) -> Callable[[bool], None]:
    """Return a slot that drops what `triggered` says."""

    def do(_checked: bool = False) -> None:
        deed()

    return do

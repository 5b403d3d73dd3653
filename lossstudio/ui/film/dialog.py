"""Make a film: a live preview beside what can be chosen, and where it goes."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from lossstudio.films.deliver.captions import shared_captions
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.undrawn import undrawn
from lossstudio.films.webpage.plan import page_plan
from lossstudio.project.scene import Scene
from lossstudio.run.coach.wording import capital
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import ScrollArea
from lossstudio.ui.controls.label import ElidedLabel, Note
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.dialogs.sheet import Sheet
from lossstudio.ui.dialogs.where import ask_where
from lossstudio.ui.film.choices import FilmChoices
from lossstudio.ui.film.dialog_state import FilmDialogState
from lossstudio.ui.film.estimate import estimate
from lossstudio.ui.film.preview import FilmPreview

SIZE_PX = (1020, 690)
SIDE_PX = 306
MOST_NUMBERED = 1000
_ITS_OPTION = re.compile(r"^--[a-z-]+: (item \d+ )?")
_ANY = "film"
"""A name, to see what comes after it."""
_SKIPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FilmDialog(Sheet):
    """The dialog.

    Signals
    -------
    wanted(Commission)
        Make this.
    direction_asked
        Let the film be directed in the window.
    wish_changed(FilmDialogState)
        Something else was chosen.

    Parameters
    ----------
    scene_as_seen
        Returns the document as the window shows it, which a film of it shows too.
    folder
        Where films go.
    dialog_state
        What was chosen the last time.
    taken
        Says whether a place is somebody's already.
    """

    wanted = Signal(object)
    direction_asked = Signal()
    wish_changed = Signal(object)

    def __init__(
        self,
        studio: Studio,
        appearance: Appearance,
        window: QWidget,
        scene_as_seen: Callable[[], Scene],
        folder: Path,
        dialog_state: FilmDialogState | None = None,
        *,
        taken: Callable[[Path], bool] = Path.exists,
    ) -> None:
        super().__init__(appearance, window, "Make a film", SIZE_PX)
        self._studio, self._taken, self._scene_as_seen = studio, taken, scene_as_seen
        self.dialog_state = dialog_state or FilmDialogState()
        self._drawing_s, self._runs = 0.03, 1
        self._folder, self._name = folder, ""
        self._unplanned = self._unshown = ""
        self.preview = FilmPreview(studio, appearance)
        self.choices = FilmChoices(appearance, studio)
        self.file = ElidedLabel(appearance)
        self.change = Button(appearance, "Change...", icon_name="ellipsis", kind="flat")
        self.change.setToolTip("Another name or folder")
        self.estimate = ElidedLabel(appearance, quiet=True, align_right=True)
        self.lost = Note(appearance, "warning")
        self.cancel = Button(appearance, "Cancel")
        self.make = Button(appearance, "Make film", kind="accent")
        self.cancel.setToolTip("Make nothing; what was chosen is kept")
        self.make.setToolTip("Begin it; the window stays free meanwhile")
        self.make.setDefault(True)
        self._lay_out()
        self._connect()
        self._show()
        self.setFocus()

    @property
    def film(self) -> ExportOptions:
        """What is asked for."""
        studio = self._studio
        return self.dialog_state.film(studio.document.scene, studio.playback.step, studio.selection.chosen_sample)

    @property
    def out(self) -> Path:
        """Where it goes."""
        return Path(self.dialog_state.out(self._folder, self.name))

    @property
    def name(self) -> str:
        """What it is called, without its ending: one that nobody has yet, unless somebody chose it."""
        usual = _name(self._studio)
        names = (usual, *(f"{usual}-{number}" for number in range(2, MOST_NUMBERED)))
        return self._name or next((name for name in names if self._is_free(name)), usual)

    @property
    def problem(self) -> str:
        """Why it can't be made; empty where it can.

        A field has something else than its number, what was asked for doesn't go together, or its preview failed.
        """
        return self._mistyped or self._unplanned or self._unshown

    @property
    def _mistyped(self) -> str:
        fields = (field for field in self.choices.findChildren(NumberField) if field.isEnabled() and field.refusal)
        return next((f"{field.accessibleName()}: {field.refusal}" for field in fields), "")

    def accept(self) -> None:
        self._read_fields()
        if self.problem:
            return
        commission = self.dialog_state.commission(self._scene_as_seen(), self.film, self._folder, self.name)
        super().accept()
        self.wanted.emit(commission)

    def done(self, result: int) -> None:
        super().done(result)  # first: a field that loses the keyboard takes what was typed, and it is shown
        self._studio.scene_changed.disconnect(self._show)
        self.preview.close_preview()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        elif key == Qt.Key.Key_Space:
            self.preview.toggle()
        elif key in _SKIPS:
            self.preview.skip(_SKIPS[key])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter in a field accept the field alone."""
        if (
            isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            watched.returnPressed.emit()
            self.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _read_fields(self) -> None:
        """Take what is still being typed."""
        field = self.focusWidget()
        if isinstance(field, QLineEdit | QPlainTextEdit):
            self.setFocus()

    def _lay_out(self) -> None:
        px = self._appearance.px
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.preview, 1)
        area = ScrollArea(self.choices)
        area.setFixedWidth(px(SIDE_PX))
        self.choices.unfolded.connect(area.bring_into_view)
        middle.addWidget(area)
        self.column.addLayout(middle, 1)
        self.column.addWidget(self.lost)
        self.foot.addWidget(self.file, 1)
        self.foot.addWidget(self.change)
        self.foot.addWidget(self.estimate, 2)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.make)
        self.column.addLayout(self.foot)

    def _connect(self) -> None:
        self.choices.requested.connect(self._take_wish)
        self.choices.direction_asked.connect(self._direct)
        self._studio.scene_changed.connect(self._show)
        self.change.clicked.connect(self._change_file)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self.accept)
        self.preview.measured.connect(self._measure)
        self.preview.refused.connect(self._take_preview)
        for field in self.choices.findChildren(QLineEdit):
            field.installEventFilter(self)
            if isinstance(field, NumberField):
                field.refused.connect(self._say)

    def _direct(self) -> None:
        self.reject()
        self.direction_asked.emit()

    def _take_wish(self, dialog_state: FilmDialogState) -> None:
        self.dialog_state = dialog_state
        self.wish_changed.emit(dialog_state)
        self._show()

    def _show(self) -> None:
        self.choices.show_wish(self.dialog_state)
        lost = shared = ""
        self.make.setText(f"Make {self.dialog_state.noun}")
        self.file.setText(f"{self.out.name} in {self._folder.name or self._folder}")
        try:
            state, shown = self.dialog_state, self.dialog_state.in_preview(self.film)
            self.preview.show_film(shown, state.format, self._scene_as_seen(), vector=state.vector)
            self._runs = self._planned_runs()
            lost = undrawn(self._studio.document.scene, self.film, self.out)
            if state.form == "film" and shown.planned(self._studio.document.scene, state.format).captions:
                shared = shared_captions(self.out)
            self._unplanned = ""
        except (FilmUsageError, SceneError) as error:
            self._unplanned = _in_window(str(error))
        self.lost.say(" ".join(f"{capital(each)}." for each in (lost, shared) if each))
        self._say()

    def _take_preview(self, reason: str) -> None:
        """Take why there is no preview; empty where there is one."""
        self._unshown = _in_window(reason)
        self._say()

    def _measure(self, seconds: float) -> None:
        self._drawing_s = 0.7 * self._drawing_s + 0.3 * seconds
        self._say()

    def _say(self) -> None:
        """Say why it can't be made, or how large it will be."""
        words = self.problem or self._estimated()
        self.make.setEnabled(not self.problem)
        self.estimate.setProperty("quiet", not self.problem)
        self.estimate.setText(words)

    def _estimated(self) -> str:
        """Return how large it will be, or why it can't be made after all."""
        shown = self.dialog_state.in_preview(self.film)
        try:
            plan = shown.planned(self._studio.document.scene, self.dialog_state.format)
        except (FilmUsageError, SceneError) as error:  # a style's file may have gone meanwhile
            self._unplanned = _in_window(str(error))
            return self._unplanned
        return estimate(self.dialog_state, plan, self._drawing_s, self._studio.run.compiled, self._runs)

    def _planned_runs(self) -> int:
        """Return how many runs it holds; raise where a page can't be what is asked for."""
        if not self.dialog_state.paged:
            return 1
        return page_plan(self._studio.document.scene, self.film, self._studio.run.compiled).runs

    def _change_file(self) -> None:
        ending = self._place(Path(), _ANY).name.removeprefix(_ANY)

        def place_of(named: Path) -> Path:
            return self._place(named.parent, named.name.removesuffix(ending))

        proposal, kinds = self._place(self._folder, self.name), f"*{ending}" if ending.startswith(".") else ""
        place = ask_where(self, "Where to", proposal, kinds, place_of)
        if place is not None:
            self._folder, self._name = place.parent, place.name.removesuffix(ending)
            self._show()

    def _place(self, folder: Path, name: str) -> Path:
        """Return what a person sees of it in a folder: the file, or the folder with all its files."""
        place = Path(self.dialog_state.out(folder, name))
        return place.parent if self.dialog_state.form == "kit" else place

    def _is_free(self, name: str) -> bool:
        return not self._taken(self._place(self._folder, name))


def _in_window(reason: str) -> str:
    """Return why a film can't be made without what only the command line calls it."""
    return _ITS_OPTION.sub("", reason)


def _name(studio: Studio) -> str:
    """Return what the film is called: as the scene's file, or by its title."""
    if studio.document.path is not None:
        return studio.document.path.stem
    words = "".join(letter if letter.isalnum() else " " for letter in studio.document.scene.title.lower()).split()
    return "-".join(words[:4]) or "film"

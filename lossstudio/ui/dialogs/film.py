"""Make a film: what it is for, what it shows, how long it is, and where it goes, beside a live preview."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.films.background import is_bright
from lossstudio.films.budget import estimated_bytes
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.film import Film
from lossstudio.films.film import Look as FilmLook
from lossstudio.films.formats import BY_SUFFIX
from lossstudio.films.presets import PRESETS, Preset
from lossstudio.picture.charts.fit_view import shows_data
from lossstudio.project.scene import Inset
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import RADIUS_PX, Ground, Row
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.option_card import OptionCard
from lossstudio.ui.dialogs.film_preview import FilmPreview
from lossstudio.ui.dialogs.shade import Shade
from lossstudio.ui.theme import Look

SIZE_PX = (1000, 596)
OFFERED = ("slides", "hd", "gif-small", "picture")
"""The presets that stand open; the others are in a list."""
SHOWS: tuple[tuple[Inset, str], ...] = (
    ("none", "surface"),
    ("loss", "surface and loss curve"),
    ("data", "surface and data"),
    ("both", "surface, loss and data"),
)
CAMERAS = (("0", "as in the window"), ("30", "slow turn"), ("360", "once around"))
LENGTHS = ("5", "8", "10", "15", "20", "30", "60")
DIRECTED = "directed"
"""The choice that leaves it to the scene."""
ENCODE_S_PER_MEGAPIXEL = {".mp4": 0.006, ".gif": 0.05, ".png": 0.1, ".webm": 0.08}
START_S = 1.5


class FilmDialog(QDialog):
    """The dialog.

    Signals
    -------
    wanted(Film, Path)
        Make this film, there.
    """

    wanted = Signal(object, object)

    def __init__(self, studio: Studio, look: Look, window: QWidget, folder: Path) -> None:
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._studio, self._look = studio, look
        self._scene = studio.scene_as_shown()
        self._preset = PRESETS["slides"]
        self._drawing_s = 0.03
        self._folder, self._name = folder, _name(studio)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Make a film")
        self._shade = Shade(window)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._fit_in(window)
        self._choose(self._preset)
        self.setFocus()

    @property
    def film(self) -> Film:
        """What is asked for."""
        moving = self._preset.suffix != ".png"
        return Film(
            preset=self._preset.key,
            seconds=_number(self.length.choice) if moving else None,
            orbit_deg=_number(self.camera.choice) if moving else None,
            inset=_inset(self.shows.choice),
            theme=_film_look(self.look_choice.choice) if is_bright(self._preset.background) is None else None,
            still_step=None if moving else self._studio.step,
        )

    @property
    def out(self) -> Path:
        """Where it goes."""
        return self._folder / f"{self._name}{self._preset.suffix}"

    def accept(self) -> None:
        film, out = self.film, self.out
        super().accept()
        self.wanted.emit(film, out)

    def done(self, result: int) -> None:
        self.preview.close_preview()
        self._shade.close()
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        outline = QPainterPath()
        radius = self._look.px(RADIUS_PX) + 1
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        else:
            super().keyPressEvent(event)

    def _make_controls(self) -> None:
        look, data = self._look, shows_data(self._studio.course)
        self.preview = FilmPreview(look, self._scene)
        self.presets = {
            key: OptionCard(look, preset.label, preset.summary) for key, preset in PRESETS.items() if key in OFFERED
        }
        others = [(key, preset.label) for key, preset in PRESETS.items() if key not in OFFERED]
        self.more = ComboBox(look, name="Other places", choices=[("", "choose ..."), *others])
        shows = [(key, words) for key, words in SHOWS if data or key in {"none", "loss"}]
        self.shows = ComboBox(look, name="Shows", choices=shows)
        self.shows.set_chosen("both" if data else "loss")
        spec = self._scene.film
        cameras = [(DIRECTED, "as directed"), *CAMERAS] if spec.camera or spec.orbit else CAMERAS
        self.camera = ComboBox(look, name="Camera", choices=cameras)
        lengths = [(word, f"{word} s, slow start") for word in LENGTHS]
        self.length = ComboBox(
            look, name="Length", choices=[(DIRECTED, "as directed"), *lengths] if spec.shots else lengths
        )
        self.look_choice = ComboBox(look, name="Look", choices=[("light", "light"), ("dark", "dark")])
        self.look_choice.set_chosen(look.theme.name)
        self.file = ElidedLabel(look)
        self.change = Button(look, "Change...", icon_name="ellipsis", kind="flat")
        self.estimate = Label(look, quiet=True)
        self.cancel = Button(look, "Cancel")
        self.make = Button(look, "Make film", kind="accent")
        self.make.setDefault(True)

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        ground = Ground(look)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(Label(look, "Make a film", points=13, weight=QFont.Weight.DemiBold))
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.preview, 1)
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(Label(look, "For", quiet=True))
        for card in self.presets.values():
            right.addWidget(card)
        right.addSpacing(px(4))
        rows = (
            ("Others", self.more),
            ("Shows", self.shows),
            ("Camera", self.camera),
            ("Length", self.length),
            ("Look", self.look_choice),
        )
        for name, control in rows:
            right.addWidget(Row(look, name, (control,)))
        right.addStretch(1)
        side = QWidget()
        side.setFixedWidth(px(298))
        right.setContentsMargins(0, 0, 0, 0)
        side.setLayout(right)
        middle.addWidget(side)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(12))
        foot.addWidget(self.file, 1)
        for widget in (self.change, self.estimate, self.cancel, self.make):
            foot.addWidget(widget)
        column.addLayout(foot)

    def _connect(self) -> None:
        for key, card in self.presets.items():
            card.clicked.connect(lambda _checked=False, key=key: self._choose(PRESETS[key]))
        self.more.chosen.connect(self._choose_other)
        for control in (self.shows, self.camera, self.length, self.look_choice):
            control.chosen.connect(lambda _key: self._show())
        self.change.clicked.connect(self._change_file)
        self.cancel.clicked.connect(self.reject)
        self.make.clicked.connect(self.accept)
        self.preview.measured.connect(self._measure)

    def _choose_other(self, key: str) -> None:
        self._choose(PRESETS[key] if key else PRESETS["slides"])

    def _choose(self, preset: Preset) -> None:
        self._preset = preset
        self.more.set_chosen("" if preset.key in OFFERED else preset.key)
        for key, card in self.presets.items():
            card.setChecked(key == preset.key)
        moving = preset.suffix != ".png"
        self.camera.setEnabled(moving)
        self.length.setEnabled(moving)
        self.look_choice.setEnabled(is_bright(preset.background) is None)
        self.length.set_chosen(DIRECTED if self._scene.film.shots else f"{preset.seconds:g}")
        self.make.setText("Make film" if moving else "Make picture")
        self._show()

    def _show(self) -> None:
        try:
            self.preview.show_film(self.film, self._preset.suffix, self._scene)
        except FilmUsageError as error:
            self.estimate.setText(str(error))
            return
        self.file.setText(f"{self.out.name} in {self._folder.name or self._folder}")
        self._say_estimate()

    def _measure(self, seconds: float) -> None:
        self._drawing_s = 0.7 * self._drawing_s + 0.3 * seconds
        self._say_estimate()

    def _say_estimate(self) -> None:
        suffix = self._preset.suffix
        kind = BY_SUFFIX[suffix]
        plan = self.film.planned(self._scene, kind)
        frames = len(plan.storyboard)
        megapixels = plan.size[0] * plan.size[1] / 1e6
        size = estimated_bytes(plan, kind) / 1e6
        seconds = START_S + frames * megapixels * (self._drawing_s + ENCODE_S_PER_MEGAPIXEL[suffix])
        about = f"{size:.0f} MB" if size >= 1 else f"{max(0.1, size):.1f} MB"
        self.estimate.setText(f"about {about}, ready in {_duration(seconds)}")

    def _change_file(self) -> None:
        suffix = self._preset.suffix
        name, _ = QFileDialog.getSaveFileName(self, "Where to", str(self.out), f"*{suffix}")
        if name:
            path = Path(name)
            self._folder, self._name = path.parent, path.name.removesuffix(suffix)
            self._show()

    def _fit_in(self, window: QWidget) -> None:
        px = self._look.px
        self.resize(min(px(SIZE_PX[0]), window.width() - 24), min(px(SIZE_PX[1]), window.height() - 24))
        corner = window.mapToGlobal(window.rect().center())
        self.move(corner.x() - self.width() // 2, corner.y() - self.height() // 2)


def _name(studio: Studio) -> str:
    """Return what the film is called: as the scene's file, or by its title."""
    if studio.path is not None:
        return studio.path.stem
    words = "".join(letter if letter.isalnum() else " " for letter in studio.scene.title.lower()).split()
    return "-".join(words[:4]) or "film"


def _inset(key: str) -> Inset:
    return next((inset for inset, _ in SHOWS if inset == key), "both")


def _number(choice: str) -> float | None:
    return None if choice == DIRECTED else float(choice)


def _film_look(key: str) -> FilmLook:
    return "dark" if key == "dark" else "light"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"

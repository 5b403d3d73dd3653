"""What can be chosen about a film: where it will be shown, what it shows, camera, length and look; details folded."""

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QVBoxLayout, QWidget

from lossstudio.films.encode.formats import FASTEST
from lossstudio.films.plan.layouts import layout_of, layouts_for
from lossstudio.films.plan.presets import PRESETS
from lossstudio.films.plan.sizes import LARGEST_PX, SMALLEST_PX
from lossstudio.picture.charts.fit.fit_view import shows_data
from lossstudio.project.film_spec import INSET, LAYOUT, FilmSpec, Inset, Layout
from lossstudio.studio.commands.film import set_film
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.choices import OptionCard
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label, Paragraph
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.text_line import TextLine
from lossstudio.ui.film.dialog_state import FORMS, LOOPS, MOVING, FilmDialogState, Form
from lossstudio.ui.film.director_rows import seconds_field
from lossstudio.ui.film.elements import Elements, hidden_in, text_sizes
from lossstudio.ui.film.model_rows import ModelRows
from lossstudio.ui.film.style_rows import StyleRows
from lossstudio.ui.film.vary_rows import VaryRows
from lossstudio.ui.film.words import directed_words, length_of

if TYPE_CHECKING:
    from collections.abc import Callable


SHAPES = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1), "9:16": (9, 16)}
OWN = "own"
MEGABYTE = 1_000_000


class FilmDetails(QWidget):
    """Rows of details.

    Signals
    -------
    wished(FilmDialogState)
        A person wants it otherwise.
    """

    requested = Signal(object)

    def __init__(self, appearance: Appearance, title: str) -> None:
        super().__init__()
        self._appearance, self._own_title = appearance, title
        self._dialog_state = FilmDialogState()
        self.form = ComboBox(appearance, name="Comes as", choices=FORMS)
        self.format = ComboBox(appearance, name="Format", choices=MOVING)
        self.shape = ComboBox(appearance, name="Shape", choices=[*((key, key) for key in SHAPES), (OWN, "own")])
        sides = {"whole": True, "step": 2.0, "bounds": (float(SMALLEST_PX), float(LARGEST_PX))}
        self.width_px = NumberField(appearance, name="Width in pixels", **sides)  # type: ignore[arg-type]
        self.height_px = NumberField(appearance, name="Height in pixels", **sides)  # type: ignore[arg-type]
        self.rate = NumberField(
            appearance, name="Frames a second", whole=True, bounds=(1.0, float(FASTEST)), unit="/ s"
        )
        self.most = NumberField(
            appearance, name="Largest size", bounds=(0.01, 1e5), unit="MB", none_text="any size", logarithmic=True
        )
        self.style_rows, self.model_rows = StyleRows(appearance), ModelRows(appearance)
        self.loop = ComboBox(appearance, name="Loop", choices=LOOPS)
        self.title = TextLine(title)
        self.title.setAccessibleName("Title in the picture")
        self._explain()
        self._lay_out()
        self._connect()

    def show_wish(self, dialog_state: FilmDialogState, *, clear: bool) -> None:
        """Show what is chosen, and whether nothing stands behind the film; nothing is emitted."""
        self._dialog_state = dialog_state
        self.style_rows.show_wish(dialog_state, clear=clear)
        self.model_rows.show_wish(dialog_state)
        self.form.set_choices(dialog_state.forms)
        self.form.set_chosen(dialog_state.form)
        self.format.set_choices(dialog_state.formats)
        self.format.set_chosen(dialog_state.suffix)
        self.format.setEnabled(dialog_state.form in ("film", "kit", "model"))
        width, height = dialog_state.pixels
        alike = (key for key, (x, y) in SHAPES.items() if abs(width * y - height * x) <= max(x, y))
        self.shape.set_chosen(next(alike, OWN))
        self.width_px.set_value(width)
        self.height_px.set_value(height)
        self.rate.set_value(dialog_state.rate)
        for control in (self.shape, self.width_px, self.height_px):
            control.setEnabled(dialog_state.pictured)
        self.rate.setEnabled(dialog_state.pictured and not dialog_state.still)
        self.loop.set_chosen(dialog_state.loop or "")
        self.loop.setEnabled(dialog_state.pictured and not dialog_state.still)
        self.title.setEnabled(not dialog_state.modelled or dialog_state.moving)
        self.most.set_value(None if dialog_state.max_bytes is None else dialog_state.max_bytes / MEGABYTE)
        self.most.setEnabled(dialog_state.format.grades > 1 and dialog_state.form in ("film", "kit"))
        if not self.title.hasFocus():
            self.title.show_text(self._own_title if dialog_state.title is None else dialog_state.title)

    def _explain(self) -> None:
        self.form.setToolTip("A film alone, with everything for a talk, or cut into slides at its pauses")
        self.format.setToolTip("How the film is written")
        self.shape.setToolTip("The ratio of the picture's sides")
        self.rate.setToolTip("Frames a second")
        self.loop.setToolTip("Whether its last frame leads to its first, so that it repeats without a seam")
        self.most.setToolTip("The film gives up fine detail, then frames, until it is no larger than this")
        self.title.setToolTip("What stands in the picture; empty for nothing")
        self.width_px.setToolTip("Width in pixels")
        self.height_px.setToolTip("Height in pixels")

    def _lay_out(self) -> None:
        appearance = self._appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        rows: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Comes as", (self.form,)),
            ("Format", (self.format,)),
            ("Shape", (self.shape,)),
            ("Size", (self.width_px, Label(appearance, "×", quiet=True), self.height_px)),
            ("Rate", (self.rate,)),
            ("At most", (self.most,)),
            ("Loop", (self.loop,)),
            ("Title", (self.title,)),
        )
        for name, controls in rows:
            column.addWidget(CardRow(appearance, name, controls))
        column.addWidget(self.style_rows)
        column.addWidget(self.model_rows)

    def _connect(self) -> None:
        self.form.chosen.connect(self._choose_form)
        self.format.chosen.connect(lambda suffix: self._want(suffix=suffix))
        self.shape.chosen.connect(self._choose_shape)
        self.width_px.changed.connect(lambda side: self._want(size=(self._side(side), self._dialog_state.pixels[1])))
        self.height_px.changed.connect(lambda side: self._want(size=(self._dialog_state.pixels[0], self._side(side))))
        self.rate.changed.connect(lambda rate: self._want(fps=int(rate)))
        self.most.changed.connect(self._choose_most)
        self.style_rows.requested.connect(self.requested)
        self.model_rows.requested.connect(self.requested)
        self.loop.chosen.connect(lambda key: self._want(loop=key or None))
        self.title.textEdited.connect(lambda text: self._want(title=None if text == self._own_title else text))

    def _choose_form(self, key: str) -> None:
        form: Form = next(each for each in get_args(Form) if each == key)
        self.requested.emit(self._dialog_state.came_as(form))

    def _choose_shape(self, key: str) -> None:
        if key in SHAPES:
            self.requested.emit(self._dialog_state.shaped(*SHAPES[key]))

    def _choose_most(self, megabytes: float) -> None:
        self._want(max_bytes=None if math.isnan(megabytes) else max(1, round(megabytes * MEGABYTE)))

    def _side(self, pixels: float) -> int:
        """Return a side that the format takes."""
        return int(pixels) // 2 * 2 if self._dialog_state.format.even else int(pixels)

    def _want(self, **fields: Any) -> None:
        self.requested.emit(replace(self._dialog_state, **fields))


OFFERED = ("slides", "hd", "gif-small", "picture")
"""The presets that stand open; the others are in a list."""
CAMERAS: dict[str, tuple[str, float, float]] = {
    "still": ("as in the window", 0.0, 0.0),
    "turn": ("slow turn", 30.0, 0.0),
    "round": ("once around", 360.0, 0.0),
    "push": ("push in", 0.0, 0.35),
    "turn_push": ("turn and push in", 30.0, 0.35),
}
"""The moves of one click: words, degrees of orbit, share of push-in."""
LENGTHS = ("5", "8", "10", "15", "20", "30", "60")
DIRECTED = "directed"
"""The choice that leaves it to the scene."""
AS_SCENE = "scene"
GROUNDS = ((AS_SCENE, "as the scene says"), ("light", "light"), ("dark", "dark"), ("transparent", "no background"))


class FilmChoices(QWidget):
    """The right side of the dialog. What the picture is, the scene keeps; the rest is a FilmDialogState.

    Signals
    -------
    wished(FilmDialogState)
        A person wants it otherwise.
    direction_asked
        A person wants to direct camera, pauses and captions.
    unfolded(QWidget)
        More can be seen: this.

    Attributes
    ----------
    ask_color
        Asks for a colour; an invalid one: none was chosen.
    """

    requested = Signal(object)
    direction_asked = Signal()
    unfolded = Signal(object)

    def __init__(self, appearance: Appearance, studio: Studio) -> None:
        super().__init__()
        self._appearance, self._studio = appearance, studio
        self._dialog_state = FilmDialogState()
        self.ask_color: Callable[[QColor], QColor] = lambda old: QColorDialog.getColor(old, self, "Background")
        self.presets = {key: OptionCard(appearance, PRESETS[key].label, PRESETS[key].summary) for key in OFFERED}
        others = [(key, preset.label) for key, preset in PRESETS.items() if key not in OFFERED]
        self.page = OptionCard(
            appearance, "Web page", "HTML, one file: its reader plays, turns and scrubs, on a phone too"
        )
        self.turned = VaryRows(appearance, studio)
        self.others = ComboBox(appearance, name="Other places", choices=[("", "choose ..."), *others])
        self.layout_choice = ComboBox(appearance, name="Shows", choices=_layouts(studio))
        self.inset = ComboBox(appearance, name="Beside it", choices=_insets(studio))
        self.camera = ComboBox(appearance, name="Camera")
        self.length = ComboBox(appearance, name="Length")
        self.seconds = seconds_field(appearance, "Length in seconds", none_text="auto")
        self.ground = ComboBox(appearance, name="Look")
        self.writing, self.elements = text_sizes(appearance), Elements(appearance)
        self.details = FilmDetails(appearance, studio.document.scene.title)
        self.unfold = Button(appearance, "More", icon_name="chevron-right", kind="flat")
        self.direct = Button(appearance, "Direct camera, pauses, captions ...", icon_name="video", kind="flat")
        self.directed = Paragraph(appearance)
        self._explain()
        self._lay_out()
        self._connect()

    def show_wish(self, dialog_state: FilmDialogState) -> None:
        """Show what is chosen; nothing is emitted."""
        self._dialog_state, film = dialog_state, self._studio.document.scene.film
        for key, card in self.presets.items():
            card.setChecked(key == dialog_state.preset and not dialog_state.paged)
        self.page.setChecked(dialog_state.paged)
        self.turned.show_wish(dialog_state)
        self.others.set_chosen("" if dialog_state.preset in OFFERED else dialog_state.preset)
        self.layout_choice.set_chosen(film.layout or "")
        self.inset.set_chosen(film.inset or "")
        moving, pictured = dialog_state.moving, dialog_state.pictured
        self._show_camera(film, moving and pictured)
        usual = f"{length_of(self._studio.document.scene, dialog_state.place):.3g}"
        directed = [(DIRECTED, f"{usual} s, as directed")] if film.shots else []
        said = (DIRECTED if directed else usual) if dialog_state.seconds is None else f"{dialog_state.seconds:g}"
        lengths = sorted({*LENGTHS, said} - {DIRECTED}, key=float)
        self.length.set_choices([*directed, *((word, f"{word} s") for word in lengths)])
        self.length.set_chosen(said)
        self.seconds.set_value(None if said == DIRECTED else float(said))
        for control in (self.layout_choice, self.inset, self.writing, self.elements):
            control.setEnabled(pictured)
        self.length.setEnabled(moving)
        self.seconds.setEnabled(moving)
        self._show_ground(film)
        self.writing.set_chosen(film.text_size)
        self.elements.show_hidden(hidden_in(film, dialog_state.place.hide))
        self.directed.setText(directed_words(film))
        self.directed.setVisible(bool(self.directed.text()))
        self.details.show_wish(dialog_state, clear=dialog_state.clear(self._studio.document.scene))

    def fold(self, folded: bool) -> None:
        """Show the details, or put them away."""
        for part in (self.details, self.elements):
            part.setVisible(not folded)
        self.unfold.setIcon(icon("chevron-right" if folded else "chevron-down"))
        self.unfold.setAccessibleName("More details" if folded else "Fewer details")

    def _show_camera(self, film: FilmSpec, moving: bool) -> None:
        own = film.camera or (film.orbit, film.push_in) not in [move[1:] for move in CAMERAS.values()]
        moves = [(key, words) for key, (words, _, _) in CAMERAS.items()]
        self.camera.set_choices([*([(DIRECTED, "as directed")] if own else []), *moves])
        same = (key for key, (_, *move) in CAMERAS.items() if move == [film.orbit, film.push_in])
        self.camera.set_chosen(DIRECTED if own else next(same))
        self.camera.setEnabled(moving and film.layout != "contour")

    def _show_ground(self, film: FilmSpec) -> None:
        own = film.background if film.background and film.background.startswith("#") else ""
        self.ground.set_choices([*GROUNDS, *([(own, own.upper())] if own else []), (OWN, "own colour ...")])
        ground = AS_SCENE if film.background in (None, "theme") else film.background
        self.ground.set_chosen(ground or AS_SCENE)
        free = self._dialog_state.place.background == "theme" and self._dialog_state.pictured
        self.ground.setEnabled(free)
        self.ground.setToolTip("What stands behind everything" if free else "Here it can't be chosen")

    def _explain(self) -> None:
        self.others.setToolTip("More places where films are shown")
        self.layout_choice.setToolTip("What the picture is")
        self.inset.setToolTip("Which charts stand beside the surface")
        self.camera.setToolTip("How the camera moves")
        self.seconds.setToolTip("How long the film is, in seconds: any number")
        self.length.setToolTip("How long the film is; the first steps are slow, so that they can be followed")
        self.unfold.setToolTip("Form, format, size, rate, weight, style and title")
        self.direct.setToolTip("Camera, pauses, captions and shots, with the surface and the timeline in reach")

    def _lay_out(self) -> None:
        appearance, px = self._appearance, self._appearance.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(8))
        column.addWidget(Label(appearance, "For", quiet=True))
        for part in (*self.presets.values(), self.page, self.turned):
            column.addWidget(part)
        rows = (
            ("Others", self.others),
            ("Shows", self.layout_choice),
            ("Beside it", self.inset),
            ("Camera", self.camera),
            ("Length", self.length, self.seconds),
            ("Look", self.ground),
            ("Writing", self.writing),
        )
        for name, *controls in rows:
            column.addWidget(CardRow(appearance, name, tuple(controls)))
        for button in (self.unfold, self.direct):
            button.setStyleSheet("text-align: left;")
        column.addWidget(self.direct)
        column.addWidget(self.directed)
        column.addWidget(self.unfold)
        column.addWidget(self.elements)
        column.addWidget(self.details)
        column.addStretch(1)
        self.fold(True)

    def _connect(self) -> None:
        for key, card in self.presets.items():
            card.clicked.connect(lambda _checked=False, key=key: self._choose_place(key))
        self.page.clicked.connect(lambda: self.requested.emit(self._dialog_state.as_page()))
        self.turned.requested.connect(self.requested)
        self.others.chosen.connect(lambda key: self._choose_place(key or OFFERED[0]))
        self.layout_choice.chosen.connect(self._choose_layout)
        self.inset.chosen.connect(self._choose_inset)
        self.camera.chosen.connect(self._choose_camera)
        self.length.chosen.connect(self._choose_length)
        self.seconds.changed.connect(
            lambda seconds: self._choose_length(DIRECTED if math.isnan(seconds) else f"{seconds:g}")
        )
        self.ground.chosen.connect(self._choose_ground)
        self.writing.chosen.connect(lambda size: self._studio.apply(set_film("Writing of the film", text_size=size)))
        self.elements.hidden.connect(lambda hide: self._studio.apply(set_film("Elements of the film", hide=hide)))
        self.unfold.clicked.connect(self._toggle)
        self.direct.clicked.connect(self.direction_asked)
        self.details.requested.connect(self.requested)

    def _toggle(self) -> None:
        self.fold(self.details.isVisible())
        if self.details.isVisible():
            self.unfolded.emit(self.details)

    def _choose_place(self, key: str) -> None:
        kept = {name: getattr(self._dialog_state, name) for name in ("title", "style", "slide", "vary")}
        self.requested.emit(replace(FilmDialogState.of(PRESETS[key]), **kept))

    def _choose_layout(self, key: str) -> None:
        layout: Layout | None = next((each for each in get_args(Layout) if each == key), None)
        self._studio.apply(set_film("Picture of the film", layout=layout))

    def _choose_inset(self, key: str) -> None:
        inset = next((each for each in get_args(Inset) if each == key), None)
        self._studio.apply(set_film("Charts of the film", inset=inset))

    def _choose_camera(self, key: str) -> None:
        if key in CAMERAS:
            _, orbit, push_in = CAMERAS[key]
            self._studio.apply(set_film("Camera of the film", orbit=orbit, push_in=push_in, camera=()))

    def _choose_length(self, key: str) -> None:
        self.requested.emit(replace(self._dialog_state, seconds=None if key == DIRECTED else float(key)))

    def _choose_ground(self, key: str) -> None:
        background: str | None = None if key == AS_SCENE else key
        if key == OWN:
            old = self._studio.document.scene.film.background or ""
            color = self.ask_color(QColor(old if old.startswith("#") else "#1B2735"))
            background = color.name().upper() if color.isValid() else self._studio.document.scene.film.background
        self._studio.apply(set_film("Background of the film", background=background))
        if background == "transparent" and not self._dialog_state.format.alpha:
            self.requested.emit(replace(self._dialog_state, suffix=".webm", form="film"))
        else:
            self.requested.emit(self._dialog_state)


def _layouts(studio: Studio) -> list[tuple[str, str]]:
    """Return what suits this scene, the layouts that it can fill, and the one that it asks for."""
    scene = studio.document.scene
    able = {*layouts_for(scene), scene.film.layout}
    usual = layout_of(replace(scene, film=replace(scene.film, layout=None)))
    own = [(key, LAYOUT.label_of(key)) for key in LAYOUT.choices if key in able]
    return [("", f"as suits it: {LAYOUT.label_of(usual)}"), *own]


def _insets(studio: Studio) -> list[tuple[str, str]]:
    with_data = shows_data(studio.run.compiled)
    able = [key for key in INSET.choices if with_data or key in ("loss", "none")]
    return [("", "as suits it"), *((key, INSET.label_of(key)) for key in able)]

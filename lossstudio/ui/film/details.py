"""The details of a film that most people leave alone: its form, format, shape, size, rate, weight and title."""

import math
from dataclasses import replace
from typing import Any, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lossstudio.films.encode.formats import FASTEST
from lossstudio.films.plan.sizes import LARGEST_PX, SMALLEST_PX
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.card import Row
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.film.dialog_state import (
    FORMS,
    MOVING,
    STILL,
    Form,
    Wish,
)

SHAPES = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1), "9:16": (9, 16)}
OWN = "own"
MEGABYTE = 1_000_000


class FilmDetails(QWidget):
    """Rows of details.

    Signals
    -------
    wished(Wish)
        A person wants it otherwise.
    """

    wished = Signal(object)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._own_title = look, title
        self._wish = Wish()
        self.form = ComboBox(look, name="Comes as", choices=FORMS)
        self.format = ComboBox(look, name="Format", choices=MOVING)
        self.shape = ComboBox(look, name="Shape", choices=[*((key, key) for key in SHAPES), (OWN, "own")])
        sides = {"whole": True, "step": 2.0, "bounds": (float(SMALLEST_PX), float(LARGEST_PX))}
        self.width_px = NumberField(look, name="Width in pixels", **sides)  # type: ignore[arg-type]
        self.height_px = NumberField(look, name="Height in pixels", **sides)  # type: ignore[arg-type]
        self.rate = NumberField(look, name="Frames a second", whole=True, bounds=(1.0, float(FASTEST)), unit="/ s")
        self.most = NumberField(
            look, name="Largest size", bounds=(0.01, 1e5), unit="MB", none_text="any size", logarithmic=True
        )
        self.title = QLineEdit(title)
        self.title.setAccessibleName("Title in the picture")
        self._explain()
        self._lay_out()
        self._connect()

    def show_wish(self, wish: Wish) -> None:
        """Show what is chosen; nothing is emitted."""
        self._wish = wish
        self.form.set_choices(FORMS if not wish.still else (("film", "one picture"),))
        self.form.set_chosen(wish.form)
        self.format.set_choices(STILL if wish.still else MOVING)
        self.format.set_chosen(wish.suffix)
        self.format.setEnabled(wish.form in ("film", "kit"))
        width, height = wish.pixels
        alike = (key for key, (x, y) in SHAPES.items() if abs(width * y - height * x) <= max(x, y))
        self.shape.set_chosen(next(alike, OWN))
        self.width_px.set_value(width)
        self.height_px.set_value(height)
        self.rate.set_value(wish.rate)
        self.rate.setEnabled(not wish.still)
        self.most.set_value(None if wish.max_bytes is None else wish.max_bytes / MEGABYTE)
        self.most.setEnabled(wish.format.grades > 1 and wish.form in ("film", "kit"))
        if not self.title.hasFocus():
            self.title.setText(self._own_title if wish.title is None else wish.title)

    def _explain(self) -> None:
        self.form.setToolTip("A film alone, with everything for a talk, or cut into slides at its pauses")
        self.format.setToolTip("How the film is written")
        self.shape.setToolTip("The ratio of the picture's sides")
        self.rate.setToolTip("Frames a second")
        self.most.setToolTip("The film gives up fine detail, then frames, until it is no larger than this")
        self.title.setToolTip("What stands in the picture; empty for nothing")
        self.width_px.setToolTip("Width in pixels")
        self.height_px.setToolTip("Height in pixels")

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        rows: tuple[tuple[str, tuple[QWidget, ...]], ...] = (
            ("Comes as", (self.form,)),
            ("Format", (self.format,)),
            ("Shape", (self.shape,)),
            ("Size", (self.width_px, Label(look, "×", quiet=True), self.height_px)),
            ("Rate", (self.rate,)),
            ("At most", (self.most,)),
            ("Title", (self.title,)),
        )
        for name, controls in rows:
            column.addWidget(Row(look, name, controls))

    def _connect(self) -> None:
        self.form.chosen.connect(self._choose_form)
        self.format.chosen.connect(lambda suffix: self._want(suffix=suffix))
        self.shape.chosen.connect(self._choose_shape)
        self.width_px.changed.connect(lambda side: self._want(size=(self._side(side), self._wish.pixels[1])))
        self.height_px.changed.connect(lambda side: self._want(size=(self._wish.pixels[0], self._side(side))))
        self.rate.changed.connect(lambda rate: self._want(fps=int(rate)))
        self.most.changed.connect(self._choose_most)
        self.title.textEdited.connect(lambda text: self._want(title=None if text == self._own_title else text))

    def _choose_form(self, key: str) -> None:
        form: Form = next(each for each in get_args(Form) if each == key)
        suffix = ".mp4" if form in ("pptx", "clips") else self._wish.suffix
        self._want(form=form, suffix=suffix)

    def _choose_shape(self, key: str) -> None:
        if key in SHAPES:
            self.wished.emit(self._wish.shaped(*SHAPES[key]))

    def _choose_most(self, megabytes: float) -> None:
        self._want(max_bytes=None if math.isnan(megabytes) else max(1, round(megabytes * MEGABYTE)))

    def _side(self, pixels: float) -> int:
        """Return a side that the format takes."""
        return int(pixels) // 2 * 2 if self._wish.format.even else int(pixels)

    def _want(self, **fields: Any) -> None:
        self.wished.emit(replace(self._wish, **fields))

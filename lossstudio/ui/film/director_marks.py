"""The director's rows of what happens along the way: where the film goes slowly, and what stands out."""

from typing import get_args

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.project.film_spec import LEAST_SLOWER, LONGEST_SPOT, MOST_SLOWER, SPOT_ON, FilmSlow, FilmSpot, SpotOn
from lossstudio.studio.commands.film import set_film_slow, set_film_spot
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.text_line import TextLine
from lossstudio.ui.film.director_rows import ItemRow, line, small_button, step_field, word


class SlowRow(ItemRow[FilmSlow]):
    """From which step to which the film goes slowly, and how slowly."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._index = studio, 0
        self._slow = FilmSlow(first=0, last=0)
        self.first, self.last = step_field(appearance, "Slow from step"), step_field(appearance, "Slow to step")
        self.times = NumberField(appearance, name="Times as long", bounds=(LEAST_SLOWER, MOST_SLOWER), step=0.5)
        self.times.setFixedWidth(appearance.px(52))
        self.times.setToolTip("How many times as long these steps take, where the time follows the walk")
        self.remove = small_button(appearance, "x", "Take this out")
        steps = (word(appearance, "step"), self.first, word(appearance, "to"), self.last)
        line(self, appearance, *steps, word(appearance, "×"), self.times, (QWidget(), 1), self.remove)
        for field in (self.first, self.last, self.times):
            field.changed.connect(lambda _number: self._write())
        self.remove.clicked.connect(lambda: studio.apply(set_film_slow(self._index, None)))

    def show_item(self, index: int, slow: FilmSlow) -> None:
        """Show a stretch of steps."""
        self._index, self._slow = index, slow
        self.first.set_value(slow.first)
        self.last.set_value(slow.last)
        self.times.set_value(slow.times)

    def _write(self) -> None:
        first, last = int(self.first.value or 0), int(self.last.value or 0)
        made = FilmSlow(first=min(first, last), last=max(first, last), times=self.times.value or LEAST_SLOWER)
        if made != self._slow:
            self._studio.apply(set_film_slow(self._index, made))


class SpotRow(ItemRow[FilmSpot]):
    """What stands out from which step to which, and the word at its arrow."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._index = studio, 0
        self._spot = FilmSpot(first=0, last=0)
        choices = [(key, SPOT_ON.label_of(key)) for key in SPOT_ON.choices]
        self.on = ComboBox(appearance, name="What stands out", choices=choices)
        self.on.setToolTip("What stays as it is while all else dims")
        self.text = TextLine()
        self.text.setAccessibleName("Word at the arrow")
        self.text.setPlaceholderText("a word at an arrow")
        self.text.setMaxLength(LONGEST_SPOT)
        self.first, self.last = step_field(appearance, "Spot from step"), step_field(appearance, "Spot to step")
        self.remove = small_button(appearance, "x", "Take this spot out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        upper, lower = QWidget(), QWidget()
        steps = (word(appearance, "step"), self.first, word(appearance, "to"), self.last)
        line(upper, appearance, (self.on, 1), *steps, self.remove)
        line(lower, appearance, (self.text, 1))
        column.addWidget(upper)
        column.addWidget(lower)
        self.on.chosen.connect(lambda _key: self._write())
        self.text.editingFinished.connect(self._write)
        for field in (self.first, self.last):
            field.changed.connect(lambda _number: self._write())
        self.remove.clicked.connect(lambda: studio.apply(set_film_spot(self._index, None)))

    def show_item(self, index: int, spot: FilmSpot) -> None:
        """Show a spot."""
        self._index, self._spot = index, spot
        self.on.set_chosen(spot.on)
        self.text.show_text(spot.text)
        self.first.set_value(spot.first)
        self.last.set_value(spot.last)

    def _write(self) -> None:
        first, last = int(self.first.value or 0), int(self.last.value or 0)
        on: SpotOn = next(each for each in get_args(SpotOn) if each == self.on.choice)
        self.text.setModified(False)
        made = FilmSpot(first=min(first, last), last=max(first, last), on=on, text=" ".join(self.text.text().split()))
        if made != self._spot:
            self._studio.apply(set_film_spot(self._index, made))

"""Rows of the director: a camera key, a pause, a caption, a shot; each says what it is and can be changed in place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.numbers import readout
from lossstudio.project.film_spec import (
    LONGEST_CAPTION,
    LONGEST_S,
    LOOK_AT,
    SHORTEST_S,
    Easing,
    FilmCamera,
    FilmCaption,
    FilmPause,
    FilmShot,
)
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.studio.commands.film import (
    add_film_pause,
    remove_film_camera,
    remove_film_pause,
    set_film_caption,
    set_film_shot,
)
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import REFUSAL_GAP_PX
from lossstudio.ui.controls.choices import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.refusal import Refusal
from lossstudio.ui.controls.text_line import TextLine

Item = TypeVar("Item")


class ItemRow(QWidget, Generic[Item]):
    """A row about one item of a list."""

    def show_item(self, index: int, item: Item) -> None:
        """Show an item, which stands at `index` in its list."""
        raise NotImplementedError


class Section(QWidget, Generic[Item]):
    """A titled list of rows with a button that adds one; rows that stay are kept, so that nobody loses the keyboard.

    Signals
    -------
    added(QWidget)
        The row of what the button has added.
    """

    added = Signal(QWidget)

    def __init__(
        self, appearance: Appearance, title: str, add: str, make_row: Callable[[], ItemRow[Item]], hint: str
    ) -> None:
        super().__init__()
        self._appearance, self._make_row = appearance, make_row
        self.rows: list[ItemRow[Item]] = []
        self._items: tuple[Item, ...] = ()
        self._adding = False
        self.add = Button(appearance, add, icon_name="plus", kind="flat")
        self.add.setToolTip(hint)
        self.add.clicked.connect(self._expect)
        self._hint = Label(appearance, hint, points=9, quiet=True)
        self._hint.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(appearance.px(4))
        head = QWidget()
        line(head, appearance, (Label(appearance, title, weight=QFont.Weight.DemiBold), 1), self.add)
        self._column.addWidget(head)
        self._column.addWidget(self._hint)

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show what there is."""
        while len(self.rows) > len(items):
            row = self.rows.pop()
            self._column.removeWidget(row)
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(items):
            self.rows.append(self._make_row())
            self._column.addWidget(self.rows[-1])
        for index, (row, item) in enumerate(zip(self.rows, items, strict=True)):
            row.show_item(index, item)
        self._hint.setVisible(not items)
        new = [row for row, item in zip(self.rows, items, strict=True) if item not in self._items]
        self._items = items
        if self._adding and new:
            self._adding = False
            self.added.emit(new[0])

    def _expect(self) -> None:
        self._adding = True


def line(parent: QWidget, appearance: Appearance, *parts: QWidget | tuple[QWidget, int]) -> None:
    """Lay widgets out in a line; those in pairs take the room that their number says. Refusals are said below."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(appearance.px(REFUSAL_GAP_PX))
    row = QHBoxLayout()
    row.setSpacing(appearance.px(4))
    shares = [part if isinstance(part, tuple) else (part, 0) for part in parts]
    for widget, stretch in shares:
        row.addWidget(widget, stretch)
    column.addLayout(row)
    column.addWidget(Refusal(appearance, [widget for widget, _ in shares]))


def word(appearance: Appearance, text: str) -> Label:
    """Return a quiet word between fields."""
    return Label(appearance, text, points=9, quiet=True)


def small_button(appearance: Appearance, icon_name: str, tip: str) -> IconButton:
    """Return a button with an icon that says what it does."""
    button = IconButton(appearance, icon_name, name=tip, icon_px=14)
    button.setToolTip(tip)
    return button


EASINGS: dict[Easing, str] = {"walk": "with the walk", "slow_start": "slow start", "linear": "even", "ease": "gentle"}
PHASED = "Walk through predict, loss, gradient and update of each step"
GoTo = Callable[[FilmCamera], None]
Aim = Callable[[FilmCamera, str], None]
BALL = "ball:"
"""Before a runner's name: its ball."""


def aims_of(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what a camera may look at, in a race each runner's ball."""
    balls = [(f"{BALL}{name}", f"the ball of {name}") for name in names] if len(names) > 1 else []
    others = [(key, LOOK_AT.label_of(key)) for key in LOOK_AT.choices if key != "ball" or not balls]
    return [*others[:1], *balls, *others[1:]]


def aim_of(key: FilmCamera, names: tuple[str, ...]) -> str:
    """Return which of these a key looks at."""
    if key.look_at != "ball" or len(names) < 2:
        return key.look_at
    return f"{BALL}{key.runner or names[0]}"


class CameraRow(ItemRow[FilmCamera]):
    """Where the camera stands at a step: go there, put it where it is now, aim it at something, take it out."""

    def __init__(self, studio: Studio, appearance: Appearance, go_to: GoTo, replace_key: GoTo, aim: Aim) -> None:
        super().__init__()
        self._studio = studio
        self._key = FilmCamera(step=0)
        self.go = Button(appearance, "", kind="link")
        self.go.setToolTip("Show this step from here")
        self.words = ElidedLabel(appearance, points=9, quiet=True)
        self.replace = small_button(appearance, "camera", "Put this key where the camera is now")
        self.remove = small_button(appearance, "x", "Take this key out")
        self.aim = ComboBox(appearance, name="What the camera looks at", choices=aims_of(()))
        self.aim.setToolTip("What is in the middle of the picture; a point is where the selected ball is now")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        upper, lower = QWidget(), QWidget()
        line(upper, appearance, self.go, (self.words, 1), self.replace, self.remove)
        line(lower, appearance, word(appearance, "looks at"), (self.aim, 1))
        column.addWidget(upper)
        column.addWidget(lower)
        self.go.clicked.connect(lambda: go_to(self._key))
        self.replace.clicked.connect(lambda: replace_key(self._key))
        self.aim.chosen.connect(lambda what: aim(self._key, what))
        self.remove.clicked.connect(lambda: studio.apply(remove_film_camera(self._key.step)))

    def show_item(self, _index: int, key: FilmCamera) -> None:
        """Show a key."""
        self._key = key
        near = "all in sight" if key.look_at == "all" else "near"
        far = near if key.distance is None else f"{readout(key.distance, 2)} away"
        names = self._studio.run.compiled.names
        self.aim.set_choices(aims_of(names))
        self.aim.set_chosen(aim_of(key, names))
        self.go.setText(f"step {key.step}")
        self.go.setAccessibleName(f"Show the camera key at step {key.step}")
        self.words.setText(f"{key.azimuth:.0f}°, {key.elevation:.0f}° up, {far}".replace("-", "−"))


class PauseRow(ItemRow[FilmPause]):
    """A rest at a step, so many seconds long."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._step = 0
        self.go = Button(appearance, "", kind="link")
        self.go.setToolTip("Show this step")
        self.seconds = seconds_field(appearance, "Seconds of rest")
        self.remove = small_button(appearance, "x", "Take this pause out")
        line(self, appearance, self.go, (QWidget(), 1), self.seconds, self.remove)
        self.go.clicked.connect(lambda: studio.apply(show_step(self._step)))
        self.seconds.changed.connect(lambda seconds: studio.apply(add_film_pause(self._step, seconds)))
        self.remove.clicked.connect(lambda: studio.apply(remove_film_pause(self._step)))

    def show_item(self, _index: int, pause: FilmPause) -> None:
        """Show a pause."""
        self._step = pause.step
        self.go.setText(f"step {pause.step}")
        self.seconds.set_value(pause.seconds)


class CaptionRow(ItemRow[FilmCaption]):
    """A sentence, and from which step to which it stands."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._index = studio, 0
        self._caption = FilmCaption(first=0, last=0, text="")
        self.text = TextLine()
        self.text.setAccessibleName("Caption")
        self.text.setMaxLength(LONGEST_CAPTION)
        self.first, self.last = step_field(appearance, "From step"), step_field(appearance, "To step")
        self.remove = small_button(appearance, "x", "Take this caption out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        upper, lower = QWidget(), QWidget()
        line(upper, appearance, (self.text, 1), self.remove)
        line(
            lower,
            appearance,
            word(appearance, "from step"),
            self.first,
            word(appearance, "to"),
            self.last,
            (QWidget(), 1),
        )
        column.addWidget(upper)
        column.addWidget(lower)
        self.text.editingFinished.connect(self._write)
        self.first.changed.connect(lambda _step: self._write())
        self.last.changed.connect(lambda _step: self._write())
        self.remove.clicked.connect(lambda: studio.apply(set_film_caption(self._index, None)))

    def take_keyboard(self) -> None:
        """Let what is typed stand for the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def show_item(self, index: int, caption: FilmCaption) -> None:
        """Show a caption."""
        self._index, self._caption = index, caption
        self.text.show_text(caption.text)
        self.first.set_value(caption.first)
        self.last.set_value(caption.last)

    def _write(self) -> None:
        first, last = int(self.first.value or 0), int(self.last.value or 0)
        text = " ".join(self.text.text().split())
        self.text.setModified(False)
        made = FilmCaption(first=min(first, last), last=max(first, last), text=text)
        if made != self._caption:
            self._studio.apply(set_film_caption(self._index, made))


class ShotRow(ItemRow[FilmShot]):
    """From step to step in so many seconds, and at which pace."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._index = studio, 0
        self._shot = FilmShot(first=0, last=0, seconds=1.0)
        self.first, self.last = step_field(appearance, "From step"), step_field(appearance, "To step")
        self.seconds = seconds_field(appearance, "Seconds")
        self.easing = ComboBox(appearance, name="Pace", choices=list(EASINGS.items()))
        self.easing.setMinimumWidth(self.easing.whole_width())
        self.easing.setToolTip("How the time is shared out over the steps")
        self.phases = CheckBox(appearance, name="Each step in its four phases")
        self.remove = small_button(appearance, "x", "Take this shot out")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(4))
        upper, lower = QWidget(), QWidget()
        steps = (
            word(appearance, "step"),
            self.first,
            word(appearance, "to"),
            self.last,
            word(appearance, "in"),
            self.seconds,
        )
        line(upper, appearance, *steps, (QWidget(), 1), self.remove)
        line(lower, appearance, self.easing, self.phases, (word(appearance, "phase by phase"), 1))
        column.addWidget(upper)
        column.addWidget(lower)
        for field in (self.first, self.last, self.seconds):
            field.changed.connect(lambda _number: self._write())
        self.easing.chosen.connect(lambda _key: self._write())
        self.phases.clicked.connect(lambda _checked: self._write())
        self.remove.clicked.connect(lambda: studio.apply(set_film_shot(self._index, None)))

    def show_item(self, index: int, shot: FilmShot) -> None:
        """Show a shot."""
        self._index, self._shot = index, shot
        self.first.set_value(shot.first)
        self.last.set_value(shot.last)
        self.seconds.set_value(shot.seconds)
        self.easing.set_chosen(shot.easing)
        forward = shot.first <= shot.last
        self.phases.setChecked(shot.phases)
        self.phases.setEnabled(forward)
        self.phases.setToolTip(PHASED if forward else "A shot that goes backwards can't be walked through so")

    def _write(self) -> None:
        easing: Easing = next(each for each in get_args(Easing) if each == self.easing.choice)
        made = replace(
            self._shot,
            first=int(self.first.value or 0),
            last=int(self.last.value or 0),
            seconds=self.seconds.value or SHORTEST_S,
            easing=easing,
            phases=self.phases.isChecked(),
        )
        if made != self._shot:
            self._studio.apply(set_film_shot(self._index, made))


def step_field(appearance: Appearance, name: str) -> NumberField:
    """Return a field for a step of the run."""
    field = NumberField(appearance, name=name, whole=True, bounds=(0.0, float(MOST_STEPS)))
    field.setFixedWidth(appearance.px(58))
    field.setToolTip(name)
    return field


def seconds_field(
    appearance: Appearance, name: str, none_text: str = "", *, shortest: float = SHORTEST_S
) -> NumberField:
    """Return a field for a time."""
    field = NumberField(appearance, name=name, bounds=(shortest, LONGEST_S), step=0.25, unit="s", none_text=none_text)
    field.setFixedWidth(appearance.px(64))
    field.setToolTip(name)
    return field

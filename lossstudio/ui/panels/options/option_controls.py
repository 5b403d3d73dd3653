"""One control for each kind of option, made from its declaration: its bounds, its range, its help."""

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.catalogue import Entry
from lossstudio.core.numbers import exact, rounded, typed
from lossstudio.core.option import (
    LARGEST_INTEGER,
    Choice,
    Integer,
    Number,
    Option,
    OptionError,
    Sequence,
    Switch,
    Text,
)
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import ROW_GAP_PX, CardRow
from lossstudio.ui.controls.choices import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.emptying import emptied
from lossstudio.ui.controls.number import NumberField, read, span
from lossstudio.ui.controls.refusal import mark
from lossstudio.ui.controls.slider import Slider

FIELD_PX = 60.0


class OptionControl(QWidget):
    """What a person adjusts one option with.

    Signals
    -------
    edited(object)
        A person gave another value, which the option accepts; many times during a drag.
    other_edited(str, object)
        The same for another option of the same entry, which goes with this one.
    released
        The drag or the typing is over.
    refused(str)
        Why what was typed isn't taken; empty once it is mended.

    Attributes
    ----------
    wide
        Whether it takes a whole line of the panel, without a name before it.
    """

    wide = False
    edited = Signal(object)
    other_edited = Signal(str, object)
    released = Signal()
    refused = Signal(str)

    def __init__(self, appearance: Appearance, option: Option) -> None:
        super().__init__()
        self.appearance, self.option = appearance, option
        self.name = capitalised(option.title)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(appearance.px(8))
        self.setToolTip(option.help)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, value: Any) -> None:
        """Show a value; nothing is emitted."""
        raise NotImplementedError

    def show_options(self, said: Mapping[str, Any]) -> None:
        """Show what is said of the whole entry; most controls look at their own option alone."""
        self.show_value(said.get(self.option.name, self.option.default))

    def offer(self, value: Any) -> bool:
        """Emit a value if the option takes it, and say whether it does."""
        try:
            checked = self.option.check(value)
        except OptionError:
            return False
        self.edited.emit(checked)
        return True


class NumberControl(OptionControl):
    """A field for a number, beside a slider where the option has a range for one."""

    option: Number | Integer

    def __init__(self, appearance: Appearance, option: Number | Integer) -> None:
        super().__init__(appearance, option)
        whole = isinstance(option, Integer)
        logarithmic = isinstance(option, Number) and option.logarithmic
        self.slider: Slider | None = None
        if option.slider is not None:
            low, high = option.slider
            step = max(1.0, (high - low) // 100) if whole else 0.0
            self.slider = Slider(appearance, low, high, name=f"{self.name} slider", step=step, logarithmic=logarithmic)
            self.slider.setToolTip(option.help)
            self.slider.changed.connect(self._slide)
            self.slider.released.connect(self.released)
            self.line.addWidget(self.slider, 1)
        self.field = NumberField(
            appearance,
            name=self.name,
            bounds=_bounds(option),
            step=_step(option),
            logarithmic=logarithmic,
            whole=whole,
            unit=option.unit,
            none_text=option.none_text if option.optional else "",
        )
        self.field.within = _span(option)
        self.field.refused.connect(self.refused)
        self.field.setToolTip(option.help)
        self.field.changed.connect(lambda value: self.offer(None if math.isnan(value) else value))
        self.field.released.connect(self.released)
        self.line.addWidget(self.field, 0 if self.slider else 1)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_value(self, value: float | None) -> None:
        self.field.set_value(None if value is None else float(value))
        if self.slider is not None and value is not None:
            self.slider.set_number(float(value))

    def _slide(self, value: float) -> None:
        number = round(value) if isinstance(self.option, Integer) else rounded(value)
        if self.offer(number):
            self.field.set_value(float(number))

    def _dress(self) -> None:
        if self.slider is not None:
            self.field.setFixedWidth(self.appearance.px(FIELD_PX))


class SwitchControl(OptionControl):
    """A check box."""

    def __init__(self, appearance: Appearance, option: Switch) -> None:
        super().__init__(appearance, option)
        self.box = CheckBox(appearance, name=self.name)
        self.box.setToolTip(option.help)
        self.box.clicked.connect(lambda: self.offer(self.box.isChecked()))
        self.line.addWidget(self.box)
        self.line.addStretch(1)

    def show_value(self, value: bool) -> None:
        self.box.setChecked(value)


class ChoiceControl(OptionControl):
    """A combo box of the option's words."""

    def __init__(self, appearance: Appearance, option: Choice) -> None:
        super().__init__(appearance, option)
        words = [(choice, option.label_of(choice)) for choice in option.choices]
        self.combo = ComboBox(appearance, name=self.name, choices=words)
        self.combo.setToolTip(option.help)
        self.combo.chosen.connect(self.offer)
        self.line.addWidget(self.combo)

    def show_value(self, value: str) -> None:
        self.combo.set_chosen(value)


class WritingField(QLineEdit):
    """A line of writing.

    Signals
    -------
    given_up
        Escape was pressed.
    """

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class WritingControl(OptionControl):
    """A line of writing that stands for a value: text, or numbers with commas.

    What can't be taken stays there, with the reason, until it is mended or Escape takes it back.
    """

    def __init__(
        self, appearance: Appearance, option: Option, read_text: Callable[[str], Any], write: Callable[[Any], str]
    ) -> None:
        super().__init__(appearance, option)
        self._read, self._written = read_text, write
        self._value: Any = None
        self.field = WritingField()
        self.field.setAccessibleName(self.name)
        self.field.setToolTip(option.help)
        self.field.setMinimumWidth(appearance.px(FIELD_PX))
        self.field.editingFinished.connect(self._accept)
        self.field.returnPressed.connect(self._give_back)
        self.field.textEdited.connect(lambda _text: self._refuse(""))
        self.field.given_up.connect(self._take_back)
        self.line.addWidget(self.field)

    def show_value(self, value: Any) -> None:
        same, self._value = value == self._value, value
        if not self.field.hasFocus() and not (same and self.field.property("wrong")):
            self._write()

    def _accept(self) -> None:
        if self.field.isModified():
            value = self._read(self.field.text())
            if not self.offer(value):
                self._refuse(self._reason(value))
                return
        self._refuse("")
        self.field.setModified(False)

    def _reason(self, value: Any) -> str:
        """Say what is wrong with the text, and what can be typed."""
        option = self.option
        if isinstance(option, Sequence) and isinstance(option.item, Number | Integer):
            whole = "whole numbers" if isinstance(option.item, Integer) else "numbers"
            count = _count(option)
            return f"Type {' '.join(word for word in (count, whole, _span(option.item)) if word)}, with commas between."
        try:
            option.check(value)
        except OptionError as error:
            return f"This {error.reason}."
        return ""

    def _refuse(self, reason: str) -> None:
        mark(self.field, reason)
        self.refused.emit(reason)

    def _give_back(self) -> None:
        """Give the keys back to the window, unless the text has still to be mended."""
        if not self.field.property("wrong"):
            self.field.clearFocus()

    def _take_back(self) -> None:
        self._write()
        self.field.clearFocus()

    def _write(self) -> None:
        self._refuse("")
        self.field.setText(self._written(self._value))
        self.field.setModified(False)
        self.field.setCursorPosition(0)  # of long writing, show the beginning


def _count(option: Sequence) -> str:
    """Say how many items a list has; nothing where any number will do."""
    if option.longest is None:
        return f"at least {option.shortest}" if option.shortest > 1 else ""
    if option.shortest == option.longest:
        return str(option.longest)
    return f"{option.shortest} to {option.longest}" if option.shortest else f"up to {option.longest}"


def option_control(appearance: Appearance, option: Option) -> OptionControl | None:
    """Return the control for an option; None for kinds that only a file can say."""
    match option:
        case Number() | Integer():
            return NumberControl(appearance, option)
        case Switch():
            return SwitchControl(appearance, option)
        case Choice():
            return ChoiceControl(appearance, option)
        case Text():
            return WritingControl(appearance, option, str, str)
        case Sequence(item=Number() | Integer()):
            return WritingControl(appearance, option, _numbers, _with_commas)
        case _:
            return None


def capitalised(title: str) -> str:
    """Return a title as it stands in a form; letters of mathematics stay as they are."""
    return title[:1].upper() + title[1:] if title.isascii() and len(title) > 2 else title


def _bounds(option: Number | Integer) -> tuple[float, float]:
    """Return the bounds that a field accepts, an open one moved inwards by a hair."""
    low = -math.inf if option.minimum is None else float(option.minimum)
    high = float(option.maximum)
    if isinstance(option, Number):
        low = math.nextafter(low, math.inf) if option.open_minimum else low
        high = math.nextafter(high, -math.inf) if option.open_maximum else high
    return low, high


def _span(option: Number | Integer) -> str:
    """Say in words which numbers an option takes; a bound that nobody reaches is left out."""
    low = -math.inf if option.minimum is None else float(option.minimum)
    high = math.inf if isinstance(option, Integer) and option.maximum >= LARGEST_INTEGER else float(option.maximum)
    opened = (option.open_minimum, option.open_maximum) if isinstance(option, Number) else (False, False)
    return span(low, high, open_low=opened[0], open_high=opened[1])


def _step(option: Number | Integer) -> float:
    """Return what one notch of the wheel adds: a hundredth of the range."""
    if isinstance(option, Integer):
        return 1.0
    return 0.1 if option.slider is None else (option.slider[1] - option.slider[0]) / 100


def _numbers(text: str) -> tuple[float, ...] | None:
    """Return the numbers of "4, 2"; None for no text, or for what isn't numbers (which the option then refuses)."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    numbers = [read(part) for part in parts]
    return tuple(number for number in numbers if number is not None) if parts and None not in numbers else None


def _with_commas(values: tuple[float, ...] | None) -> str:
    return "" if values is None else ", ".join(typed(exact(value)) for value in values)


Maker = Callable[[Appearance, Any], OptionControl]


class OptionRows(QWidget):
    """A row for each option that has a control; without one they take no room.

    Parameters
    ----------
    special
        Controls of their own for the options of these names.

    Signals
    -------
    edited(str, object)
        A person gave the option of this name another value; many times during a drag.
    released
        The drag or the typing is over.
    """

    edited = Signal(str, object)
    released = Signal()

    def __init__(self, appearance: Appearance, special: Mapping[str, Maker] | None = None) -> None:
        super().__init__()
        self._appearance = appearance
        self._special = special or {}
        self._entry: Entry | None = None
        self._names: tuple[str, ...] = ()
        self.controls: dict[str, OptionControl] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        appearance.changed.connect(self._space)
        self._space()

    def show_entry(self, entry: Entry, said: Mapping[str, Any], *, names: Collection[str] | None = None) -> None:
        """Show the options of an entry with the values that were said; `names` chooses among them."""
        wanted = tuple(option.name for option in entry.options if names is None or option.name in names)
        if entry is not self._entry or wanted != self._names:
            self._entry, self._names = entry, wanted
            self._make(entry, wanted)
        for control in self.controls.values():
            control.show_options(said)
        self.setVisible(bool(self.controls))

    def _make(self, entry: Entry, names: tuple[str, ...]) -> None:
        for old in emptied(self._column):
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            old.hide()
            old.deleteLater()
        self.controls = {}
        for name in names:
            control = self._control(entry, name)
            if control is not None:
                control.edited.connect(lambda value, name=name: self.edited.emit(name, value))
                control.other_edited.connect(self.edited)
                control.released.connect(self.released)
                self.controls[name] = control
                self._column.addWidget(control if control.wide else CardRow(self._appearance, control.name, [control]))

    def _control(self, entry: Entry, name: str) -> OptionControl | None:
        option, special = entry.option(name), self._special.get(name)
        return special(self._appearance, option) if special else option_control(self._appearance, option)

    def _space(self) -> None:
        self._column.setSpacing(self._appearance.px(ROW_GAP_PX))

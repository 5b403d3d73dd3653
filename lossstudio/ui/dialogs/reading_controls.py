"""How a table is read: what the program guessed, each with what else it may be."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from lossstudio.project.tables import ENCODINGS, MISSING, ReadingChoices, ReadTable
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.number import NumberField

AUTOMATIC = "automatic"
DELIMITERS = {
    "comma": (",", "commas"),
    "semicolon": (";", "semicolons"),
    "tab": ("\t", "tabs"),
    "bar": ("|", "bars"),
    "space": (" ", "spaces"),
    "none": ("", "one column"),
}
DECIMALS = {"point": (".", "point"), "comma": (",", "comma")}
HEADERS = {"names": (True, "first line"), "none": (False, "none")}
MOST_ABOVE = 1_000_000


class ReadingControls(QWidget):
    """One control for each thing that was guessed; what a person says is told, the rest stays a guess.

    Signals
    -------
    changed(ReadingChoices)
        A person said something.
    """

    changed = Signal(object)

    def __init__(self, appearance: Appearance, table: ReadTable) -> None:
        super().__init__()
        self._appearance = appearance
        self.said = ReadingChoices()
        self.sheet = ComboBox(appearance, name="Sheet")
        self.encoding = ComboBox(appearance, name="Encoding of the file's letters")
        self.delimiter = ComboBox(appearance, name="What stands between cells")
        self.decimal = ComboBox(appearance, name="What stands before decimals")
        self.skip = NumberField(appearance, name="Lines above the table", bounds=(0, MOST_ABOVE), whole=True)
        self.header = ComboBox(appearance, name="Names of the columns")
        self.missing = QLineEdit()
        self.missing.setAccessibleName("Words that mean no value")
        self.missing.setPlaceholderText(f"{', '.join(MISSING[:3])}, ...")
        self.missing.setToolTip(f"Words that mean no value, with commas between them; usually {', '.join(MISSING)}")
        self._columns: list[tuple[Label, QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(appearance.px(12))
        self._grid.setVerticalSpacing(appearance.px(2))
        self._add("Sheet", self.sheet)
        self._add("Encoding", self.encoding, 3)
        self._add("Between cells", self.delimiter)
        self._add("Decimal sign", self.decimal)
        self._add("Lines above", self.skip, 1)
        self._add("Names", self.header)
        self._add("Missing values", self.missing)
        self._connect()
        self.show_table(table)

    def show_table(self, table: ReadTable) -> None:
        """Show how a table was read."""
        reading, words = table.reading, DELIMITERS
        encodings = {key: (key, label) for key, label in ENCODINGS.items()}
        _offer(self.encoding, encodings, reading.encoding, self.said.encoding is None)
        _offer(self.delimiter, words, reading.delimiter, self.said.delimiter is None)
        _offer(self.decimal, DECIMALS, reading.decimal, self.said.decimal is None)
        _offer(self.header, HEADERS, reading.header, self.said.header is None)
        self.sheet.set_choices([(name, name) for name in table.sheets])
        self.sheet.set_chosen(reading.sheet or "")
        self.skip.set_value(reading.skip)
        self._show(self.sheet, len(table.sheets) > 1)
        self._show(self.encoding, reading.encoding is not None)
        self._show(self.delimiter, not table.sheets)

    def set_kind(self, heading: str, kind: str) -> None:
        """Have a column read as numbers or as classes."""
        kinds = {**dict(self.said.kinds), heading: kind}
        self._say(kinds=tuple(kinds.items()))

    def _connect(self) -> None:
        for control, field, table in (
            (self.delimiter, "delimiter", DELIMITERS),
            (self.decimal, "decimal", DECIMALS),
            (self.header, "header", HEADERS),
        ):
            control.chosen.connect(self._taker(field, {key: value for key, (value, _) in table.items()}))
        self.encoding.chosen.connect(self._taker("encoding", {key: key for key in ENCODINGS}))
        self.sheet.chosen.connect(lambda name: self._say(sheet=name, skip=None, header=None, kinds=()))
        self.skip.changed.connect(lambda lines: self._say(skip=int(lines)))
        self.missing.editingFinished.connect(self._take_missing)

    def _taker(self, field: str, values: Mapping[str, object]) -> Callable[[str], None]:
        return lambda key: self._say(**{field: values.get(key)})

    def _take_missing(self) -> None:
        words = tuple(word.strip() for word in self.missing.text().split(",") if word.strip())
        self._say(missing=words or None)

    def _say(self, **said: object) -> None:
        wanted = replace(self.said, **said)  # type: ignore[arg-type]
        if wanted != self.said:
            self.said = wanted
            self.changed.emit(wanted)

    def _add(self, words: str, control: QWidget, stretch: int = 2) -> None:
        at = len(self._columns)
        label = Label(self._appearance, words, points=9, quiet=True)
        label.setBuddy(control)
        self._columns.append((label, control))
        self._grid.addWidget(label, 0, at)
        self._grid.addWidget(control, 1, at)
        self._grid.setColumnStretch(at, stretch)

    def _show(self, control: QWidget, shown: bool) -> None:
        at = next(at for at, (_, each) in enumerate(self._columns) if each is control)
        for each in self._columns[at]:
            each.setVisible(shown)
        self._grid.setColumnStretch(at, 2 if shown else 0)


def _offer(combo: ComboBox, choices: Mapping[str, tuple[object, str]], now: object, guessed: bool) -> None:
    """Offer the guess, with what it came to, and all others; a value of a person's own stands among them."""
    key = next((key for key, (value, _) in choices.items() if value == now), "")
    words = choices[key][1] if key else str(now)
    lines = [(AUTOMATIC, f"{words} (guessed)" if guessed else "guess"), *((each, choices[each][1]) for each in choices)]
    combo.set_choices(lines)
    combo.set_chosen(AUTOMATIC if guessed or not key else key)

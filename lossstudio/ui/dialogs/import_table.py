"""Import data: how a table is read, its first rows, and what is learned from what."""

from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.numbers import counted
from lossstudio.project.tables import (
    ColumnSelection,
    Imported,
    ReadingChoices,
    ReadTable,
    TableError,
    imported,
    suggested,
    tasks_of,
)
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardRow, ScrollArea
from lossstudio.ui.controls.choices import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel, Label, Note
from lossstudio.ui.controls.plain_tip import plain_tip
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.dialogs.reading_controls import ReadingControls
from lossstudio.ui.dialogs.sheet import Sheet
from lossstudio.ui.dialogs.table_preview import PreviewModel, TablePreview, described

SIZE_PX = (1040, 640)
SIDE_PX = 292
ANSWERS = {"regression": "a number", "binary": "yes or no", "multiclass": "one of many"}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces", "": "one column"}
KINDS = {"numbers": "numbers", "classes": "classes"}
TRY_MS = 60
MOST_ROWS_AT_ONCE = 20_000
"""The data of a larger table take more than a moment to build."""


class ImportTable(Sheet):
    """The sheet.

    Signals
    -------
    wanted(Imported)
        Train on these data.
    reading_wanted(ReadingChoices)
        Read the table again, so; `show_table` or `show_failure` answers.
    """

    wanted = Signal(object)
    reading_wanted = Signal(object)

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget, table: ReadTable) -> None:
        super().__init__(appearance, window, f"Import {table.name}", SIZE_PX)
        self.table = table
        self.imported: Imported | None = None
        self.reading = ReadingControls(appearance, table)
        self.model = PreviewModel(appearance, table)
        self.preview = TablePreview(appearance, self.model)
        self.found = ElidedLabel(appearance, "", quiet=True)
        self.target = ComboBox(appearance, name="Learn")
        self.task = ComboBox(appearance, name="Answer")
        self.column_named = ComboBox(appearance, name="Column")
        self.kind = ComboBox(appearance, name="Read the column as", choices=list(KINDS.items()))
        self.inputs: dict[str, CheckBox] = {}
        self.input_list = ScrollArea()
        self.standardize = CheckBox(appearance, name="Standardise")
        self.standardize.setToolTip("Give inputs and regression targets mean 0 and standard deviation 1")
        self.said = Note(appearance)
        self.summary = ElidedLabel(appearance, quiet=True)
        self.accept_button = Button(appearance, "Import", kind="accent")
        self._touched = False
        self._current = True  # whether the table on show is read as the controls say
        self._tries = False  # whether the worker builds the data
        self._accepts = False  # whether it is to be imported as soon as that is known to be possible
        self._trying = Throttle(self._try, self, TRY_MS)
        self._trials = studio.inquiry("import", self._take, failed=self._refuse)
        self._lay_out()
        self._connect()
        self.show_table(table)
        self.accept_button.setFocus()  # Return imports, also before anything was touched

    @property
    def selection(self) -> ColumnSelection | None:
        """What is chosen; None where no column can be learned."""
        if not self.target.choice:
            return None
        names = tuple(name for name, box in self.inputs.items() if box.isChecked() and name != self.target.choice)
        task = next(each for each in tasks_of(self.table.column(self.target.choice)) if each == self.task.choice)
        return ColumnSelection(
            inputs=names, target=self.target.choice, task=task, standardize=self.standardize.isChecked()
        )

    def accept(self) -> None:
        if self._trying.due:
            self._trying.now()
        self._accepts = self._tries
        chosen = self.imported
        if chosen is not None:
            super().accept()
            self.wanted.emit(chosen)

    def done(self, result: int) -> None:
        self._trials.cancel()
        super().done(result)

    def show_table(self, table: ReadTable) -> None:
        """Show the table, as it was read anew; what a person chose of its columns stays where they are still there."""
        before = self.selection if self._touched else None
        self.table, self._current = table, True
        self.reading.show_table(table)
        self.model.show_table(table)
        self.preview.fit()
        self.found.setText(_found(table))
        self.target.set_choices(_targets(table))
        self.column_named.set_choices([(column.heading, column.heading) for column in table.columns])
        self._show_kind()
        self._list_inputs()
        with suppress(TableError):
            self._show(_kept(table, before) or suggested(table))
        self._trying.now()

    def show_failure(self, reason: str) -> None:
        """Say why the table can't be read so."""
        self.said.say(f"It {reason}", "warning")
        self.summary.setText("")

    def _read_again(self, choices: ReadingChoices) -> None:
        self._current, self._tries, self._accepts, self.imported = False, False, False, None
        self._trials.cancel()
        self.accept_button.setEnabled(False)
        self.summary.setText("Reading ...")
        self.reading_wanted.emit(choices)

    def _show(self, selection: ColumnSelection) -> None:
        self.target.set_chosen(selection.target)
        for name, box in self.inputs.items():
            box.setChecked(name in selection.inputs)
        self.standardize.setChecked(selection.standardize)
        self._offer_tasks(selection.target)
        self.task.set_chosen(selection.task)

    def _choose_target(self, name: str) -> None:
        self._touched, self._accepts = True, False
        self._offer_tasks(name)
        self._trying.now()

    def _offer_tasks(self, name: str) -> None:
        """Offer the answers that a target can give, and take it from the inputs."""
        tasks = tasks_of(self.table.column(name))
        self.task.set_choices([(task, ANSWERS[task]) for task in tasks])
        self.task.setEnabled(len(tasks) > 1)
        for other, box in self.inputs.items():
            box.setEnabled(other != name)

    def _show_kind(self) -> None:
        column = next(each for each in self.table.columns if each.heading == self.column_named.choice)
        self.kind.set_chosen("numbers" if column.kind == "numbers" else "classes")

    def _try(self) -> None:
        """Build the data as chosen; where there are very many, the worker does."""
        if not self._current:
            return
        table, selection = self.table, self.selection
        self.model.show_use(frozenset(selection.inputs if selection else ()), selection.target if selection else "")
        if table.rows > MOST_ROWS_AT_ONCE:
            self._tries, self.imported = True, None
            self.summary.setText("Looking for complete rows ...")
            self._trials.ask(lambda: imported(table, selection or suggested(table)))
            return
        try:
            self._take(imported(table, selection or suggested(table)))
        except TableError as error:
            self._refuse(error, "")

    def _take(self, found: Imported) -> None:
        """Say what would be left out of the data that were built."""
        self._tries, self.imported = False, found
        self.said.say(" ".join(found.notices), "plain")
        self.summary.setText(f"{found.rows} of {self.table.rows} rows are complete")
        self.accept_button.setEnabled(True)
        if self._accepts:
            self.accept()

    def _refuse(self, error: Exception, _details: str) -> None:
        if not isinstance(error, TableError):
            raise error
        self._tries, self._accepts, self.imported = False, False, None
        self.said.say(" ".join((f"It {error.reason}.", *self.table.notices)), "warning")
        self.summary.setText("")
        self.accept_button.setEnabled(False)

    def _touch(self) -> None:
        self._touched, self._accepts = True, False  # what was to be imported is another choice now
        self._trying.ask()

    def _connect(self) -> None:
        self.target.chosen.connect(self._choose_target)
        self.task.chosen.connect(lambda _key: self._touch())
        self.standardize.clicked.connect(lambda _checked=False: self._touch())
        self.column_named.chosen.connect(lambda _key: self._show_kind())
        self.kind.chosen.connect(lambda kind: self.reading.set_kind(self.column_named.choice, kind))
        self.reading.changed.connect(self._read_again)
        self.accept_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        appearance, px = self._appearance, self._appearance.px
        self.column.addWidget(self.found)
        self.column.addWidget(self.reading)
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(self.preview, 1)
        side = QWidget()
        side.setFixedWidth(px(SIDE_PX))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(CardRow(appearance, "Learn", [self.target]))
        column.addWidget(CardRow(appearance, "Answer", [self.task]))
        column.addWidget(Label(appearance, "from", quiet=True))
        column.addWidget(self.input_list, 1)
        column.addWidget(self._line(self.standardize, "Standardise"))
        column.addWidget(CardRow(appearance, "Column", [self.column_named]))
        column.addWidget(CardRow(appearance, "read as", [self.kind]))
        column.addWidget(self.said)
        middle.addWidget(side)
        self.column.addLayout(middle, 1)
        cancel = Button(appearance, "Cancel")
        cancel.clicked.connect(self.reject)
        self.accept_button.setDefault(True)
        self.foot.addWidget(self.summary, 1)
        for button in (cancel, self.accept_button):
            self.foot.addWidget(button)
        self.column.addLayout(self.foot)

    def _list_inputs(self) -> None:
        """List the columns that can be inputs, each with a box."""
        self.inputs = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in self.table.columns:
            if each.kind != "text":
                box = self.inputs[each.name] = CheckBox(self._appearance, name=f"Learn from {each.name}")
                box.setToolTip(plain_tip(described(each)))
                box.clicked.connect(lambda _checked=False: self._touch())
                column.addWidget(self._line(box, each.name))
        column.addStretch(1)
        self.input_list.hold(inside)

    def _line(self, box: CheckBox, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._appearance.px(8))
        row.addWidget(box)
        row.addWidget(ElidedLabel(self._appearance, words), 1)
        return line


def _kept(table: ReadTable, before: ColumnSelection | None) -> ColumnSelection | None:
    """Return what was chosen, where the table still has it."""
    if before is None:
        return None
    try:
        target = table.column(before.target)
        inputs = [table.column(name) for name in before.inputs]
    except TableError:
        return None
    able = before.task in tasks_of(target) and not target.constant and all(each.kind != "text" for each in inputs)
    return before if able else None


def _targets(table: ReadTable) -> list[tuple[str, str]]:
    return [(column.name, column.name) for column in table.columns if tasks_of(column) and not column.constant]


def _found(table: ReadTable) -> str:
    """Say how a table was written and how large it is, and how much is missing."""
    said, parted = table.reading, table.reading.delimiter or ""
    words = [
        f"{counted(table.rows, 'row')}, {counted(len(table.columns), 'column')}",
        *((said.encoding.upper(),) if said.encoding else ()),
        *((f"sheet {said.sheet}",) if said.sheet else (DELIMITERS.get(parted, f"parted by {parted!r}"),)),
        f"decimal {'comma' if said.decimal == ',' else 'point'}",
    ]
    missing = sum(column.missing for column in table.columns)
    return "  ·  ".join([*words, counted(missing, "missing value") if missing else "no missing values"])

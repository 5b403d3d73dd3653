"""Import data: the first rows of a table, and what is learned from what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.project.tables import Imported, ReadTable, Selection, TableError, imported, suggested, tasks_of
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import Row
from lossstudio.ui.controls.check_box import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.note import Note
from lossstudio.ui.controls.scroll_area import ScrollArea
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.dialogs.sheet import Sheet
from lossstudio.ui.dialogs.table_preview import PreviewModel, TablePreview, described

SIZE_PX = (980, 600)
SIDE_PX = 292
ANSWERS = {"regression": "a number", "binary": "yes or no", "multiclass": "one of many"}
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces", "": "one column"}
TRY_MS = 60


class ImportTable(Sheet):
    """The sheet.

    Signals
    -------
    wanted(Imported)
        Train on these data.

    Raises
    ------
    TableError
        If the table has no column to learn.
    """

    wanted = Signal(object)

    def __init__(self, look: Look, window: QWidget, table: ReadTable) -> None:
        first = suggested(table)
        super().__init__(look, window, f"Import {table.name}", SIZE_PX)
        self.table = table
        self.imported: Imported | None = None
        self.model = PreviewModel(look, table)
        self.target = ComboBox(look, name="Learn", choices=_targets(table))
        self.task = ComboBox(look, name="Answer")
        self.inputs: dict[str, CheckBox] = {}
        self.standardize = CheckBox(look, name="Standardise")
        self.standardize.setToolTip("Give inputs and regression targets mean 0 and standard deviation 1")
        self.said = Note(look)
        self.summary = ElidedLabel(look, quiet=True)
        self.accept_button = Button(look, "Import", kind="accent")
        self._trying = Throttle(self._try, self, TRY_MS)
        self._lay_out()
        self._connect()
        self._show(first)
        self.accept_button.setFocus()  # Return imports, also before anything was touched

    @property
    def selection(self) -> Selection:
        """What is chosen."""
        names = tuple(name for name, box in self.inputs.items() if box.isChecked() and name != self.target.choice)
        task = next(each for each in tasks_of(self.table.column(self.target.choice)) if each == self.task.choice)
        return Selection(inputs=names, target=self.target.choice, task=task, standardize=self.standardize.isChecked())

    def accept(self) -> None:
        self._trying.now()
        chosen = self.imported
        if chosen is not None:
            super().accept()
            self.wanted.emit(chosen)

    def _show(self, selection: Selection) -> None:
        self.target.set_chosen(selection.target)
        for name, box in self.inputs.items():
            box.setChecked(name in selection.inputs)
        self.standardize.setChecked(selection.standardize)
        self._choose_target(selection.target)

    def _choose_target(self, name: str) -> None:
        """Offer the answers that a target can give, and take it from the inputs."""
        tasks = tasks_of(self.table.column(name))
        self.task.set_choices([(task, ANSWERS[task]) for task in tasks])
        self.task.setEnabled(len(tasks) > 1)
        for other, box in self.inputs.items():
            box.setEnabled(other != name)
        self._trying.now()

    def _try(self) -> None:
        """Build the data as chosen, and say what would be left out."""
        selection = self.selection
        self.model.show_use(frozenset(selection.inputs), selection.target)
        try:
            self.imported = imported(self.table, selection)
        except TableError as error:
            self.imported = None
            self.said.say(error.reason, "warning")
            self.summary.setText("")
        else:
            self.said.say(" ".join(self.imported.notices), "plain")
            self.summary.setText(f"{self.imported.rows} of {self.table.rows} rows are complete")
        self.accept_button.setEnabled(self.imported is not None)

    def _connect(self) -> None:
        self.target.chosen.connect(self._choose_target)
        self.task.chosen.connect(lambda _key: self._trying.now())
        for box in (*self.inputs.values(), self.standardize):
            box.clicked.connect(lambda _checked=False: self._trying.ask())
        self.accept_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        look, px = self._look, self._look.px
        self.column.addWidget(ElidedLabel(look, _found(self.table), quiet=True))
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(TablePreview(look, self.model), 1)
        side = QWidget()
        side.setFixedWidth(px(SIDE_PX))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(Row(look, "Learn", [self.target]))
        column.addWidget(Row(look, "Answer", [self.task]))
        column.addWidget(Label(look, "from", quiet=True))
        column.addWidget(self._input_list(), 1)
        column.addWidget(self._line(self.standardize, "Standardise"))
        column.addWidget(self.said)
        middle.addWidget(side)
        self.column.addLayout(middle, 1)
        cancel = Button(look, "Cancel")
        cancel.clicked.connect(self.reject)
        self.accept_button.setDefault(True)
        self.foot.addWidget(self.summary, 1)
        for button in (cancel, self.accept_button):
            self.foot.addWidget(button)
        self.column.addLayout(self.foot)

    def _input_list(self) -> ScrollArea:
        """Return the columns that can be inputs, each with a box."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in self.table.columns:
            if each.kind != "text":
                box = self.inputs[each.name] = CheckBox(self._look, name=f"Learn from {each.name}")
                box.setToolTip(described(each))
                column.addWidget(self._line(box, each.name))
        column.addStretch(1)
        return ScrollArea(inside)

    def _line(self, box: CheckBox, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(8))
        row.addWidget(box)
        row.addWidget(ElidedLabel(self._look, words), 1)
        return line


def _targets(table: ReadTable) -> list[tuple[str, str]]:
    return [(column.name, column.name) for column in table.columns if tasks_of(column) and not column.constant]


def _found(table: ReadTable) -> str:
    """Say how a table was written and how large it is, and how much is missing."""
    words = [
        f"{table.rows} rows, {len(table.columns)} columns",
        *((table.encoding.upper(),) if table.encoding != "text" else ()),
        DELIMITERS.get(table.delimiter, f"parted by {table.delimiter!r}"),
        f"decimal {'comma' if table.decimal == ',' else 'point'}",
    ]
    missing = sum(column.missing for column in table.columns)
    return "  ·  ".join([*words, f"{missing} missing values" if missing else "no missing values"])

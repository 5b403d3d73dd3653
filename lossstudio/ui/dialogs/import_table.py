"""Import data: the first rows of a table, and what is learned from what."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from lossstudio.project.tables import (
    ColumnSelection,
    Imported,
    ReadTable,
    TableColumn,
    TableError,
    imported,
    suggested,
    tasks_of,
)
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardRow, ScrollArea
from lossstudio.ui.controls.choices import CheckBox
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel, Label, Note
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.dialogs.sheet import Sheet

ROWS = 50
WIDEST_PX, NARROWEST_PX, ROOM_PX = 160, 64, 10
Index = QModelIndex | QPersistentModelIndex
KINDS = {"numbers": "numbers", "classes": "classes", "text": "text"}


class PreviewModel(QAbstractTableModel):
    """The cells as they stand in the file; columns that aren't used are quiet."""

    def __init__(self, appearance: Appearance, table: ReadTable) -> None:
        super().__init__()
        self._appearance, self._table = appearance, table
        self._inputs: frozenset[str] = frozenset()
        self._target = ""

    def show_use(self, inputs: frozenset[str], target: str) -> None:
        """Show which columns are inputs, and which one is the target."""
        self._inputs, self._target = inputs, target
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, _parent: Index | None = None) -> int:
        return min(len(self._table.preview), ROWS)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.preview[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._appearance.color(
                "text" if self._use(self._table.columns[index.column()]) else "secondary", 1.0
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = self._table.columns[index.column()].kind == "numbers"
            side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.name}\n{self._use(column) or '–'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return described(column)
        return None

    def _use(self, column: TableColumn) -> str:
        return "target" if column.name == self._target else "input" if column.name in self._inputs else ""


class TablePreview(QTableView):
    """Shows a PreviewModel; nothing can be selected or changed."""

    def __init__(self, appearance: Appearance, model: PreviewModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName("First rows of the table")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            header.setHighlightSections(False)
            header.setFont(appearance.font(9))
        self.setFont(appearance.font(9.5))
        self.verticalHeader().setDefaultSectionSize(appearance.px(22))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self._fit(appearance)

    def _fit(self, appearance: Appearance) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        for at in range(self._model.columnCount()):
            wide = min(
                max(header.sectionSize(at) + appearance.px(ROOM_PX), appearance.px(NARROWEST_PX)),
                appearance.px(WIDEST_PX),
            )
            header.resizeSection(at, wide)


def described(column: TableColumn) -> str:
    """Say what a column holds, and what it lacks."""
    words = f"{len(column.classes)} classes" if column.kind == "classes" else KINDS[column.kind]
    if column.missing:
        words += f", {column.missing} missing"
    if column.constant:
        words += ", always the same"
    return f"{column.name}: {words}"


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

    def __init__(self, appearance: Appearance, window: QWidget, table: ReadTable) -> None:
        first = suggested(table)
        super().__init__(appearance, window, f"Import {table.name}", SIZE_PX)
        self.table = table
        self.imported: Imported | None = None
        self.model = PreviewModel(appearance, table)
        self.target = ComboBox(appearance, name="Learn", choices=_targets(table))
        self.task = ComboBox(appearance, name="Answer")
        self.inputs: dict[str, CheckBox] = {}
        self.standardize = CheckBox(appearance, name="Standardise")
        self.standardize.setToolTip("Give inputs and regression targets mean 0 and standard deviation 1")
        self.said = Note(appearance)
        self.summary = ElidedLabel(appearance, quiet=True)
        self.accept_button = Button(appearance, "Import", kind="accent")
        self._trying = Throttle(self._try, self, TRY_MS)
        self._lay_out()
        self._connect()
        self._show(first)
        self.accept_button.setFocus()  # Return imports, also before anything was touched

    @property
    def selection(self) -> ColumnSelection:
        """What is chosen."""
        names = tuple(name for name, box in self.inputs.items() if box.isChecked() and name != self.target.choice)
        task = next(each for each in tasks_of(self.table.column(self.target.choice)) if each == self.task.choice)
        return ColumnSelection(
            inputs=names, target=self.target.choice, task=task, standardize=self.standardize.isChecked()
        )

    def accept(self) -> None:
        self._trying.now()
        chosen = self.imported
        if chosen is not None:
            super().accept()
            self.wanted.emit(chosen)

    def _show(self, selection: ColumnSelection) -> None:
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
        appearance, px = self._appearance, self._appearance.px
        self.column.addWidget(ElidedLabel(appearance, _found(self.table), quiet=True))
        middle = QHBoxLayout()
        middle.setSpacing(px(20))
        middle.addWidget(TablePreview(appearance, self.model), 1)
        side = QWidget()
        side.setFixedWidth(px(SIDE_PX))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(CardRow(appearance, "Learn", [self.target]))
        column.addWidget(CardRow(appearance, "Answer", [self.task]))
        column.addWidget(Label(appearance, "from", quiet=True))
        column.addWidget(self._input_list(), 1)
        column.addWidget(self._line(self.standardize, "Standardise"))
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

    def _input_list(self) -> ScrollArea:
        """Return the columns that can be inputs, each with a box."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in self.table.columns:
            if each.kind != "text":
                box = self.inputs[each.name] = CheckBox(self._appearance, name=f"Learn from {each.name}")
                box.setToolTip(described(each))
                column.addWidget(self._line(box, each.name))
        column.addStretch(1)
        return ScrollArea(inside)

    def _line(self, box: CheckBox, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._appearance.px(8))
        row.addWidget(box)
        row.addWidget(ElidedLabel(self._appearance, words), 1)
        return line


def _targets(table: ReadTable) -> list[tuple[str, str]]:
    return [(column.name, column.name) for column in table.columns if tasks_of(column) and not column.constant]


def _found(table: ReadTable) -> str:
    """Say how a table was written and how large it is, and how much is missing."""
    said, parted = table.reading, table.reading.delimiter or ""
    words = [
        f"{table.rows} rows, {len(table.columns)} columns",
        *((said.encoding.upper(),) if said.encoding else ()),
        *((f"sheet {said.sheet}",) if said.sheet else (DELIMITERS.get(parted, f"parted by {parted!r}"),)),
        f"decimal {'comma' if said.decimal == ',' else 'point'}",
    ]
    missing = sum(column.missing for column in table.columns)
    return "  ·  ".join([*words, f"{missing} missing values" if missing else "no missing values"])

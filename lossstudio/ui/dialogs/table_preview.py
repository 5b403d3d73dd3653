"""The first rows of a table that was read, with what each column is and what it is used for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lossstudio.project.tables import Column, ReadTable
from lossstudio.ui.appearance.theme import Look

ROWS = 50
WIDEST_PX, NARROWEST_PX, ROOM_PX = 160, 64, 10
Index = QModelIndex | QPersistentModelIndex
KINDS = {"numbers": "numbers", "classes": "classes", "text": "text"}


class PreviewModel(QAbstractTableModel):
    """The cells as they stand in the file; columns that aren't used are quiet."""

    def __init__(self, look: Look, table: ReadTable) -> None:
        super().__init__()
        self._look, self._table = look, table
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
            return self._look.color("text" if self._use(self._table.columns[index.column()]) else "secondary", 1.0)
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

    def _use(self, column: Column) -> str:
        return "target" if column.name == self._target else "input" if column.name in self._inputs else ""


class TablePreview(QTableView):
    """Shows a PreviewModel; nothing can be selected or changed."""

    def __init__(self, look: Look, model: PreviewModel) -> None:
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
            header.setFont(look.font(9))
        self.setFont(look.font(9.5))
        self.verticalHeader().setDefaultSectionSize(look.px(22))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self._fit(look)

    def _fit(self, look: Look) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        for at in range(self._model.columnCount()):
            wide = min(max(header.sectionSize(at) + look.px(ROOM_PX), look.px(NARROWEST_PX)), look.px(WIDEST_PX))
            header.resizeSection(at, wide)


def described(column: Column) -> str:
    """Say what a column holds, and what it lacks."""
    words = f"{len(column.classes)} classes" if column.kind == "classes" else KINDS[column.kind]
    if column.missing:
        words += f", {column.missing} missing"
    if column.constant:
        words += ", always the same"
    return f"{column.name}: {words}"

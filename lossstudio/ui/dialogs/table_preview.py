"""The first rows of a table, with what is used of them and which rows are left out."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lossstudio.project.tables import ReadTable, TableColumn
from lossstudio.ui.appearance.theme import Appearance

ROWS = 50
WIDEST_PX, NARROWEST_PX, ROOM_PX = 160, 64, 10
TINT = 0.16
Index = QModelIndex | QPersistentModelIndex
KINDS = {"numbers": "numbers", "classes": "classes", "text": "text"}


class PreviewModel(QAbstractTableModel):
    """The cells as they stand in the file; columns that aren't used are quiet, and so are rows that are left out."""

    def __init__(self, appearance: Appearance, table: ReadTable) -> None:
        super().__init__()
        self._appearance, self._table = appearance, table
        self._inputs: frozenset[str] = frozenset()
        self._target = ""

    def show_table(self, table: ReadTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table, self._inputs, self._target = table, frozenset(), ""
        self.endResetModel()

    def show_use(self, inputs: frozenset[str], target: str) -> None:
        """Show which columns are inputs, and which one is the target."""
        self._inputs, self._target = inputs, target
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, _parent: Index | None = None) -> int:
        return min(len(self._table.preview), ROWS)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._table.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._table.preview[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            used = self._use(column) and not self.why_left_out(index.row())
            return self._appearance.color("text" if used else "secondary", 1.0)
        if role == Qt.ItemDataRole.BackgroundRole and self._lacks(column, index.row()):
            return self._appearance.color("error", TINT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.why_left_out(index.row()) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind == "numbers" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.why_left_out(section) or f"{self._table.place.title()} {self._table.lines[section]}"
            return str(self._table.lines[section]) if role == Qt.ItemDataRole.DisplayRole else None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.name}\n{self._use(column) or '–'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return described(column)
        return None

    def why_left_out(self, row: int) -> str:
        """Say why a row can't be used; "" where it can."""
        lacking = [column.name for column in self._table.columns if self._lacks(column, row)]
        where = f"{self._table.place.title()} {self._table.lines[row]}"
        return f"{where} is left out: it has no value for {', '.join(lacking)}" if lacking else ""

    def _lacks(self, column: TableColumn, row: int) -> bool:
        return bool(self._use(column)) and bool(np.isnan(column.values[row]))

    def _use(self, column: TableColumn) -> str:
        return "target" if column.name == self._target else "input" if column.name in self._inputs else ""


class TablePreview(QTableView):
    """Shows a PreviewModel; nothing can be selected or changed."""

    def __init__(self, appearance: Appearance, model: PreviewModel) -> None:
        super().__init__()
        self._appearance, self._model = appearance, model
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
            appearance.give_font(header, 9)
        appearance.give_font(self, 9.5)
        self.verticalHeader().setDefaultSectionSize(appearance.px(22))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.fit()

    def fit(self) -> None:
        """Give the columns the width of what they hold, within reason."""
        header, px = self.horizontalHeader(), self._appearance.px
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.resizeColumnsToContents()
        for at in range(self._model.columnCount()):
            wide = min(max(header.sectionSize(at) + px(ROOM_PX), px(NARROWEST_PX)), px(WIDEST_PX))
            header.resizeSection(at, wide)


def described(column: TableColumn) -> str:
    """Say what a column holds, and what it lacks."""
    words = f"{len(column.classes)} classes" if column.kind == "classes" else KINDS[column.kind]
    if column.missing:
        words += f", {column.missing} missing"
    if column.constant:
        words += ", always the same"
    return f"{column.name}: {words}"

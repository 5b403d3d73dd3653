"""Tables of one's own: reading files of comma-separated values as people have them."""

from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.selection import (
    ColumnSelection,
    Imported,
    imported,
    suggested,
    tasks_of,
)
from lossstudio.project.tables.table import (
    ReadTable,
    TableColumn,
    parse_table,
    parsing_table,
    read_table,
    reading_table,
)

__all__ = [
    "ColumnSelection",
    "Imported",
    "ReadTable",
    "TableColumn",
    "TableError",
    "imported",
    "parse_table",
    "parsing_table",
    "read_table",
    "reading_table",
    "suggested",
    "tasks_of",
]

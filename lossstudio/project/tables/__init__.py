"""Tables of one's own: reading text files and workbooks as people have them."""

from lossstudio.project.table_suffixes import SUFFIXES
from lossstudio.project.tables.choices import ReadingChoices
from lossstudio.project.tables.columns import TableColumn
from lossstudio.project.tables.decoding import TableError
from lossstudio.project.tables.encodings import ENCODINGS
from lossstudio.project.tables.numbers import MISSING
from lossstudio.project.tables.read_table import ReadTable
from lossstudio.project.tables.selection import (
    ColumnSelection,
    Imported,
    imported,
    suggested,
    tasks_of,
)
from lossstudio.project.tables.table import (
    parse_table,
    parsing_table,
    read_table,
    reading_table,
)

__all__ = [
    "ENCODINGS",
    "MISSING",
    "SUFFIXES",
    "ColumnSelection",
    "Imported",
    "ReadTable",
    "ReadingChoices",
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

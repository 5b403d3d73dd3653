"""What comes of reading a table: its columns, what they hold, and what a person should know about them."""

from dataclasses import dataclass

from lossstudio.core.array import Integers
from lossstudio.core.option import nearest
from lossstudio.project.tables.choices import ReadingChoices
from lossstudio.project.tables.columns import TableColumn
from lossstudio.project.tables.decoding import TableError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table.

    Attributes
    ----------
    name
        What errors call it: the file's name.
    columns
        All columns, in the file's order.
    rows
        How many rows there are.
    lines, place
        ``(rows,)``: in which line of the file, or row of the sheet, each begins; and which of the two, "line" or "row".
    preview
        The first rows' cells, as they stand in the file.
    reading
        How it was read: all that was said, and what was guessed of the rest. What was left open about missing values
        stays open, since it is found out for each column.
    sheets
        All sheets of its workbook; empty for a text.
    notices
        What a person should know: what was left out, and what can't be used.
    """

    name: str
    columns: tuple[TableColumn, ...]
    rows: int
    lines: Integers
    place: str
    preview: tuple[tuple[str, ...], ...]
    reading: ReadingChoices
    sheets: tuple[str, ...]
    notices: tuple[str, ...]

    def column(self, name: str) -> TableColumn:
        """Return a column, by its name with or without its unit.

        Raises
        ------
        TableError
            If there is none of that name.
        """
        for column in self.columns:
            if column.name == name:
                return column
        for column in self.columns:
            if column.heading == name:
                return column
        names = [column.name for column in self.columns]
        some = ", ".join(names[:MOST_NAMED]) + (", ..." if len(names) > MOST_NAMED else "")
        hint = nearest(name, names)
        raise TableError(f"has no column called {name!r}; it has {some}{hint}", self.name)


MOST_NAMED = 20

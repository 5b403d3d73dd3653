"""What a person may say about how a table is to be read; whatever is left open is guessed."""

from dataclasses import dataclass
from typing import Literal

Decimal = Literal[".", ","]
Kind = Literal["numbers", "classes", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """How a table is read. None, or nothing said, is a guess; a ReadTable tells what was guessed in the same words.

    Attributes
    ----------
    encoding
        What stands for the file's letters, by Python's name of it; of no meaning in a workbook.
    delimiter
        What stands between two cells: one character, a space for any white space, or "" for a single column.
    decimal
        What stands before the decimals of a number.
    skip
        How many lines of the file, or rows of the sheet, come before the table.
    header
        Whether the table's first line is made of names.
    missing
        Words that mean "no value"; an empty cell always does. None: the usual ones, where they can't be classes.
    kinds
        Columns that are to be numbers, or classes, by their names as the file has them.
    sheet
        The sheet of a workbook.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: Decimal | None = None
    skip: int | None = None
    header: bool | None = None
    missing: tuple[str, ...] | None = None
    kinds: tuple[tuple[str, Kind], ...] = ()
    sheet: str | None = None


ALL_GUESSED = ReadingChoices()

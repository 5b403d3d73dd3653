"""The text in a file, in the encoding that a person says, or in the likeliest one."""

import codecs
import re

from lossstudio.core.option import nearest
from lossstudio.project.tables.encodings import ENCODINGS, likely_encoding
from lossstudio.run.recipe.errors import SceneError


class TableError(SceneError):
    """A data file can't be used; the text says why, where, and what to do. Its path is the file's name."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(name, reason)


LARGEST_BYTES = 64 * 2**20
"""Of a table: reading so much takes a gigabyte, and a scene holds half of it at most."""
SAMPLE_BYTES = 4096

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MARKED = "utf-8-sig"
"""UTF-8 in which a mark at the beginning is no letter."""
OTHER_FILES = (
    (b"PK\x03\x04", "is a spreadsheet or an archive, not text: save the sheet as CSV or .xlsx first"),
    (b"\xd0\xcf\x11\xe0", "is an old or a locked spreadsheet, not text: save the sheet as CSV or .xlsx first"),
    (b"\x1f\x8b", "is compressed: unpack it first"),
    (b"%PDF", "is a PDF document: copy its table into a CSV file first"),
    (b"PAR1", "is a Parquet file: save it as CSV first"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
LINE_END = re.compile("\r\n|\r|\n")


def decoded(content: bytes, said: str | None = None) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding.

    A byte-order mark decides; then UTF-16 shows by its zero bytes, UTF-8 by being valid, and the rest is told by its
    words.

    Parameters
    ----------
    said
        The encoding that somebody says it has.

    Raises
    ------
    TableError
        If it is no text, or not in the encoding that was said.
    """
    if len(content) > LARGEST_BYTES:
        raise TableError(f"has more than {LARGEST_BYTES // 2**20} megabytes: take a part of the rows")
    for start, reason in OTHER_FILES:
        if content.startswith(start):
            raise TableError(reason)
    encoding = _encoding(content) if said is None else _known(said)
    try:
        text = content.decode(MARKED if encoding == "utf-8" else encoding)
    except UnicodeError as error:
        raise TableError(_not_in(content, encoding, error)) from None
    return whole(text), encoding


def whole(text: str) -> str:
    """Return a text that has no control characters or half characters.

    Raises
    ------
    TableError
        If it has some.
    """
    if found := CONTROL.search(text):
        raise TableError(f"isn't text: line {_line(text[: found.start()])} holds control characters")
    return text


def _line(before: str) -> int:
    return 1 + len(LINE_END.findall(before))


def _known(said: str) -> str:
    """Return the name of an encoding for texts that somebody says."""
    try:
        "a".encode(said.strip())  # a codec that isn't for texts is no encoding either
        name = codecs.lookup(said.strip()).name
    except (LookupError, ValueError):
        usual = ", ".join(ENCODINGS)
        raise TableError(f"no encoding is called {said!r}; use {usual}{nearest(said, list(ENCODINGS))}") from None
    return "utf-8" if name == MARKED else said.strip()


def _not_in(content: bytes, encoding: str, error: UnicodeError) -> str:
    """Say where a file isn't in an encoding."""
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    place = 1 + max(content[:start].count(b"\n"), content[:start].count(b"\r"))
    shown = encoding.upper()
    return f"isn't whole, or isn't text: line {place} can't be read as {shown}; choose another encoding"


def _encoding(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:SAMPLE_BYTES]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) > 0.3 * len(sample[first::2]) and sample[1 - first :: 2].count(0) == 0:
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return likely_encoding(content)
    return "utf-8"

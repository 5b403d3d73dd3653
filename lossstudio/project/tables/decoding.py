"""The text in a file whose encoding isn't known."""

import codecs
import re

from lossstudio.run.recipe.errors import SceneError


class TableError(SceneError):
    """A data file can't be used; the text says why, where, and what to do. Its path is the file's name."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(name, reason)


LARGEST_BYTES = 200 * 2**20
SAMPLE_BYTES = 4096

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OTHER_FILES = (
    (b"PK\x03\x04", "is a spreadsheet or an archive, not text: save the sheet as CSV first"),
    (b"\xd0\xcf\x11\xe0", "is an old spreadsheet, not text: save the sheet as CSV first"),
    (b"\x1f\x8b", "is compressed: unpack it first"),
    (b"%PDF", "is a PDF document: copy its table into a CSV file first"),
    (b"PAR1", "is a Parquet file: save it as CSV first"),
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the name of its encoding.

    Byte-order marks decide; then UTF-16 shows by its zero bytes, UTF-8 by being valid, and the rest is cp1252.

    Raises
    ------
    TableError
        If it is no text.
    """
    if len(content) > LARGEST_BYTES:
        raise TableError(f"has more than {LARGEST_BYTES // 2**20} megabytes: take a part of the rows")
    for start, reason in OTHER_FILES:
        if content.startswith(start):
            raise TableError(reason)
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise TableError(f"isn't whole, or isn't text: it can't be read as {encoding.upper()}") from None
    return whole(text), encoding


def whole(text: str) -> str:
    """Return a text that has no control characters or half characters.

    Raises
    ------
    TableError
        If it has some.
    """
    if CONTROL.search(text):
        raise TableError("isn't text: it holds control characters")
    return text


def _encoding(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    sample = content[:SAMPLE_BYTES]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[first::2].count(0) > 0.3 * len(sample[first::2]) and sample[1 - first :: 2].count(0) == 0:
            return encoding
    for encoding in ("utf-8", "cp1252"):
        if _is_valid(content, encoding):
            return encoding
    return "latin-1"


def _is_valid(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True

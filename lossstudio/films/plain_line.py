"""Text of a scene in one line, for files whose lines mean something."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")


def plain_line(text: str) -> str:
    """Return a text in one line, without characters that end lines or that files can't hold."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())

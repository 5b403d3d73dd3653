"""Text of a scene in one line, for files whose lines mean something."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of all that comes after them; letters have one of their own."""


def plain_line(text: str) -> str:
    """Return a text in one line, without characters that end lines, turn what comes after, or that files can't hold."""
    return " ".join(_TURNING.sub("", _UNWRITABLE.sub(" ", text)).split())

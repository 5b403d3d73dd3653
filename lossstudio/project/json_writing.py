"""Writing a document as JSON for people and diffs: short values, and each row of a table, stand on one line."""

import json
from typing import Any

from lossstudio.project.json_reading import plain

WIDEST = 100
"""A value that fits into so many characters stands on one line."""
INDENT = "  "


def write(document: dict[str, Any]) -> str:
    """Return the JSON text of a document; each of its own keys begins a line.

    Raises
    ------
    SceneError
        If it holds what JSON can't say.
    """
    parts = _parts(plain(document), INDENT)
    return _broken(parts, "{}", "") + "\n"


def _text(value: Any, indent: str) -> str:
    """Return the text of a value that begins in a line indented by `indent`."""
    if not isinstance(value, dict | list):
        return _scalar(value)
    marks = "{}" if isinstance(value, dict) else "[]"
    parts = _parts(value, indent + INDENT)
    line = _line(parts, marks)
    fits = len(indent) + len(line) <= WIDEST and "\n" not in line
    return line if fits else _broken(parts, marks, indent)


def _parts(value: dict[str, Any] | list[Any], indent: str) -> list[str]:
    if isinstance(value, dict):
        return [f"{_scalar(key)}: {_text(item, indent)}" for key, item in value.items()]
    return [
        _line([_scalar(number) for number in item], "[]") if _is_row(item) else _text(item, indent) for item in value
    ]


def _line(parts: list[str], marks: str) -> str:
    return marks[0] + ", ".join(parts) + marks[1]


def _broken(parts: list[str], marks: str, indent: str) -> str:
    deeper = indent + INDENT
    return f"{marks[0]}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{marks[1]}"


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)


def _scalar(value: Any) -> str:
    """Return the text of a word or number; whole floats are written as integers, which mean the same."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and str(value) != "-0.0":
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

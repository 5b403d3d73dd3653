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
    return _broken(plain(document), "") + "\n"


def _written(value: Any, indent: str) -> str:
    line = _one_line(value)
    if len(indent) + len(line) <= WIDEST or not isinstance(value, dict | list):
        return line
    return _broken(value, indent)


def _broken(value: dict[str, Any] | list[Any], indent: str) -> str:
    """Return an object or list with a line, or more where it is long, for each of its parts."""
    deeper = indent + INDENT
    if isinstance(value, dict):
        parts = [f"{_one_line(key)}: {_written(item, deeper)}" for key, item in value.items()]
    else:
        parts = [_one_line(item) if _is_row(item) else _written(item, deeper) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(deeper + part for part in parts) + f"\n{indent}{closing}"


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)


def _one_line(value: Any) -> str:
    return json.dumps(_shortened(value), ensure_ascii=False, allow_nan=False)


def _shortened(value: Any) -> Any:
    """Return whole floats as integers, which mean the same and read better."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and str(value) != "-0.0":
        return int(value)
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if isinstance(value, dict):
        return {key: _shortened(item) for key, item in value.items()}
    return value

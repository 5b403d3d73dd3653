"""The JSON that scenes are written in: read strictly, and written for people and diffs."""

import json
import math
from typing import Any

from lossstudio.core.option import describe
from lossstudio.project.document_value import DocumentValue
from lossstudio.run.recipe.errors import SceneError

DEEPEST = 40
"""Scenes are shallow; only hostile files go deeper."""
LARGEST_INTEGER = 2**63


class _Twice(dict[str, Any]):
    """An object in which `key` stood twice; the walk over the document tells where."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def parse(text: str) -> Any:
    """Return the plain value (dicts, lists, words, finite numbers) that a JSON text holds.

    Raises
    ------
    SceneError
        If the text isn't JSON, or holds a key twice, NaN, an infinite number, or too deep a nesting.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise SceneError("", _what_is_wrong(error)) from None
    except RecursionError:
        raise _too_deep() from None
    return plain(value)


def plain(value: Any) -> Any:
    """Return a copy of a value as dicts, lists, words and finite numbers; NumPy's arrays and numbers become those.

    Raises
    ------
    SceneError
        If it holds anything that JSON can't say; the path is where.
    """
    return _plain(DocumentValue("", value), 0)


def _plain(place: DocumentValue, depth: int) -> Any:
    value = place.value.tolist() if hasattr(place.value, "tolist") else place.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(place, value)
    if isinstance(value, str):
        return _text(place, value)
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, dict):
        return _plain_object(DocumentValue(place.path, value), depth)
    if isinstance(value, list | tuple):
        if all(map(_is_plain_number, value)):
            return list(value)
        return [_plain(item, depth + 1) for item in DocumentValue(place.path, list(value)).items()]
    raise place.error(f"must be something that JSON can say, not {describe(value)}")


def _is_plain_number(value: Any) -> bool:
    """Say quickly what holds for nearly everything in a table."""
    return (type(value) is float and math.isfinite(value)) or (type(value) is int and abs(value) <= LARGEST_INTEGER)


def _plain_object(place: DocumentValue, depth: int) -> dict[str, Any]:
    if isinstance(place.value, _Twice):
        raise place.error(f"the key {describe(place.value.key)} stands here twice")
    for key in place.value:
        if not isinstance(key, str):
            raise place.error(f"keys must be text, not {describe(key)}")
        _text(place, key)
    return {key: _plain(item, depth + 1) for key, item in place.entries().items()}


def _text(place: DocumentValue, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise place.error("holds half a character (a lone surrogate)") from None
    return value


def _number(place: DocumentValue, value: float) -> float:
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise place.error("is too large for a number")
    elif not math.isfinite(value):
        raise place.error("must be a finite number")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            return _Twice(key)
        found[key] = value
    return found


def _integer(digits: str) -> float:
    return int(digits) if len(digits) < 30 else math.inf


def _too_deep() -> SceneError:
    return SceneError("", "the scene is nested too deeply")


def _what_is_wrong(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "the scene is empty"
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return "the scene isn't whole: its text ends too early"
    what = error.msg[0].lower() + error.msg[1:]
    return f"the scene isn't JSON: {what} at line {error.lineno}, column {error.colno}"


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


def _written(value: Any, indent: str) -> str:
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
        return [f"{_scalar(key)}: {_written(item, indent)}" for key, item in value.items()]
    return [
        _line([_scalar(number) for number in item], "[]") if _is_row(item) else _written(item, indent) for item in value
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

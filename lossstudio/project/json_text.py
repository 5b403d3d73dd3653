"""The JSON that scenes are written in: read strictly, and written for people and diffs."""

import json
import math
import re
from typing import Any

from lossstudio.core.option import describe
from lossstudio.project.document_value import below
from lossstudio.run.recipe.errors import SceneError

DEEPEST = 40
"""Scenes are shallow; only hostile files go deeper."""
LARGEST_INTEGER = 2**63
MOST_PARTS = {"{": (100_000, "objects"), ":": (200_000, "keys"), "[": (2_000_000, "lists"), ",": (8_000_000, "values")}
"""How often a mark may stand in a scene's text, and what each makes: no scene of use has more, and each costs time and
some hundred bytes."""


TOO_DEEP = "this is nested too deeply"


class _Twice(dict[str, Any]):
    """An object in which `key` stood twice; the walk over the document tells where."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def parse(text: str, *, noun: str = "scene") -> Any:
    """Return the plain value (dicts, lists, words, finite numbers) that a JSON text holds, which is called `noun`.

    Raises
    ------
    SceneError
        If the text isn't JSON, or holds a key twice, NaN, an infinite number, too deep a nesting, or too many parts.
    """
    for mark, (most, what) in MOST_PARTS.items():
        if (count := text.count(mark)) > most:
            raise SceneError("", f"the {noun} has some {count:,} {what}, and {most:,} may be")
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise SceneError("", _what_is_wrong(error, noun)) from None
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
    return _plain(value, 0)


def _plain(value: Any, depth: int) -> Any:
    """Return the copy; an error's path begins here, and is completed on the way out, where alone it is needed."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, dict):
        return _plain_object(value, depth)
    if isinstance(value, list | tuple):
        return _plain_list(value, depth)
    raise SceneError("", f"must be something that JSON can say, not {describe(value)}")


def _plain_list(values: list[Any] | tuple[Any, ...], depth: int) -> list[Any]:
    if _is_plain_row(values):
        return list(values)
    made: list[Any] = []
    try:
        for item in values:
            made.append(_plain(item, depth + 1))  # noqa: PERF401 - the error's place is how many are made
    except SceneError as error:
        raise _within(f"[{len(made)}]", error) from None
    return made


def _is_plain_row(values: list[Any] | tuple[Any, ...]) -> bool:
    """Say quickly what holds for nearly all that is in a table: these are finite numbers.

    A sum that is finite has no part that isn't.
    """
    kinds = set(map(type, values))
    if not kinds <= {int, float}:
        return False
    if int in kinds and (max(values) > LARGEST_INTEGER or min(values) < -LARGEST_INTEGER):
        return False
    return math.isfinite(sum(values))


def _plain_object(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    if isinstance(value, _Twice):
        raise SceneError("", f"the key {describe(value.key)} stands here twice")
    made: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise SceneError("", f"keys must be text, not {describe(key)}")
        _text(key)
        try:
            made[key] = _plain(item, depth + 1)
        except SceneError as error:
            raise _within(below("", key), error) from None
    return made


def _within(place: str, error: SceneError) -> SceneError:
    """Return an error, whose path begins in a value at `place`, as one of what is around it."""
    if error.reason == TOO_DEEP:
        return error
    joint = "." if error.path and not error.path.startswith("[") else ""
    return SceneError(f"{place}{joint}{error.path}", error.reason)


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise SceneError("", "holds half a character (a lone surrogate)") from None
    return value


def _number(value: float) -> float:
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise SceneError("", "is too large for a number")
    elif not math.isfinite(value):
        raise SceneError("", "must be a finite number")
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
    return SceneError("", TOO_DEEP)


def _what_is_wrong(error: json.JSONDecodeError, noun: str) -> str:
    if not error.doc.strip():
        return f"the {noun} is empty"
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"the {noun} isn't whole: its text ends too early"
    what = error.msg[0].lower() + error.msg[1:]
    return f"the {noun} isn't JSON: {what} at line {error.lineno}, column {error.colno}"


WIDEST = 100
"""A value that fits into so many characters stands on one line."""
INDENT = "  "
LARGEST_WHOLE = 1e15
"""Whole floats below are written as integers, which mean the same; but -0.0 isn't 0."""

_WHOLE = re.compile(r"(?<!-0)\.0(?=[,\]])")


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
    return [_row(item) if _is_row(item) else _written(item, indent) for item in value]


def _row(values: list[Any]) -> str:
    """Return the text of a list without lists in it, on one line; of plain numbers, as in tables, fast."""
    if _is_plain_row(values) and values and max(values) < LARGEST_WHOLE and min(values) > -LARGEST_WHOLE:
        text = json.dumps(values)
        return _WHOLE.sub("", text) if ".0" in text else text
    return _line([_scalar(value) for value in values], "[]")


def _line(parts: list[str], marks: str) -> str:
    return marks[0] + ", ".join(parts) + marks[1]


def _broken(parts: list[str], marks: str, indent: str) -> str:
    deeper = indent + INDENT
    return f"{marks[0]}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{marks[1]}"


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and {dict, list}.isdisjoint(map(type, value))


def _scalar(value: Any) -> str:
    """Return the text of a word or number."""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE and str(value) != "-0.0":
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

"""The JSON of scenes is read strictly: one value for a key, finite numbers, bounded depth."""

import numpy as np
import pytest

from lossstudio.project.json_text import DEEPEST, MOST_PARTS, parse, plain
from lossstudio.run.recipe.errors import SceneError


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "the scene is empty"),
        (" \n ", "the scene is empty"),
        ('{"a": 1', "the scene isn't whole: its text ends too early"),
        ('{"a": "b', "the scene isn't whole: its text ends too early"),
        ("{", "the scene isn't whole: its text ends too early"),
        ("hello", "the scene isn't JSON: expecting value at line 1, column 1"),
        ('{"a": 1,\n "b" 2}', "the scene isn't JSON: expecting ':' delimiter at line 2, column 6"),
        ('{"a": 1} x', "the scene isn't JSON: extra data at line 1, column 10"),
        ('{"a": {"b": [1, {"c": 1, "c": 2}]}}', "a.b[1]: the key 'c' stands here twice"),
        ('{"a": {"b": NaN}}', "a.b: must be a finite number"),
        ('{"a": [0, -Infinity]}', "a[1]: must be a finite number"),
        ('{"a": 1e999}', "a: must be a finite number"),
        ('{"a": ' + "9" * 25 + "}", "a: is too large for a number"),
        ('{"a": ' + "9" * 5000 + "}", "a: must be a finite number"),
        ('{"a": "\\ud800"}', "a: holds half a character (a lone surrogate)"),
        ('{"\\udfff": 1}', "holds half a character (a lone surrogate)"),
        ("[" * 100_000, "this is nested too deeply"),
        ("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2), "this is nested too deeply"),
    ],
)
def test_what_is_no_plain_json_is_refused_with_a_sentence(text: str, error: str) -> None:
    with pytest.raises(SceneError) as caught:
        parse(text)
    assert str(caught.value) == error


def test_ordinary_json_is_read_as_it_is() -> None:
    assert parse('{"a": [1, -2.5, true, null, "λ"], "b": {}}') == {"a": [1, -2.5, True, None, "λ"], "b": {}}


def test_arrays_and_numbers_of_numpy_become_plain() -> None:
    said = plain({"a": np.arange(3.0), "b": np.float64(2), "c": (1, 2)})
    assert said == {"a": [0.0, 1.0, 2.0], "b": 2.0, "c": [1, 2]}
    assert type(said["b"]) is float


@pytest.mark.parametrize("value", [object(), {1: 2}, {"a": {1, 2}}, b"bytes", np.array([np.inf])])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(SceneError):
        plain(value)


def test_a_list_that_holds_itself_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(SceneError, match="nested too deeply"):
        plain(endless)


@pytest.mark.parametrize("mark", MOST_PARTS)
def test_a_text_of_very_many_parts_is_refused_before_it_is_read(mark: str) -> None:
    most, what = MOST_PARTS[mark]
    with pytest.raises(SceneError, match=f"{most + 1:,} {what}, and {most:,} may be"):
        parse(mark * (most + 1))

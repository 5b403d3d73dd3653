"""Whatever a scene file holds, the reader answers with a Scene or a SceneError, and soon."""

import copy
import json
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lossstudio.project.examples import EXAMPLES
from lossstudio.project.json_text import parse
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 1.0, 2**63, 10**400, 1e308, 5e-324, 1e6])
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(max_size=20)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=20,
)
TABLES = [
    {"kind": "table", "inputs": [[0, 1], [1, 0], [1, 1], [2, 2]], "targets": [0, 1, 1, 0], "task": task}
    for task in ("regression", "binary")
]
WHOLE: list[dict[str, Any]] = [
    *(example.load().to_dict() for example in EXAMPLES.values()),
    *(
        {
            "format": "lossstudio",
            "version": 1,
            "objective": {"kind": "supervised", "data": table, "model": {"kind": "polynomial", "degree": 2}},
            "training": {"batch_size": 2, "changes": [{"step": 3, "loss": {"kind": "mse"}}]},
            "runners": [{"start": {"seed": 0, "init": "normal", "scale": 1.0}, "clip_norm": 1.0}],
            "plane": {"kind": "random", "seed": 0, "origin": 0, "range": [0, 1, 0, 1]},
            "view": {"camera": {"azimuth": 1, "elevation": 1, "distance": 1}, "height": "log"},
        }
        for table in TABLES
    ),
]
PATIENT = settings(max_examples=300, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.too_slow])


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the ways to everything inside a document."""
    if isinstance(value, dict):
        inside = list(value.items())
    else:
        inside = list(enumerate(value)) if isinstance(value, list) else []
    return [way, *(place for key, item in inside for place in places(item, (*way, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """Return a document in which something is replaced, added or taken away."""
    document: Any = copy.deepcopy(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from([way for way in places(document) if way]))
        place = document
        for key in way[:-1]:
            place = place[key]
        deed = draw(st.sampled_from(["replace", "remove", "add"]))
        if deed == "remove":
            del place[way[-1]]
        elif deed == "add" and isinstance(place, dict):
            place[draw(st.text(max_size=8) | st.sampled_from(["origin", "samples", "seed", "test_fraction"]))] = draw(
                ANYTHING
            )
        else:
            place[way[-1]] = draw(ANYTHING)
        if not places(document)[1:]:
            break
    return document


def tell(error: SceneError) -> None:
    """See that an error can be told in one line."""
    assert str(error).encode().decode().splitlines() == [str(error)]


def answers(document: Any) -> None:
    """See that the reader gives a scene that comes back the same, or a plain sentence."""
    try:
        scene = Scene.from_dict(document)
    except SceneError as error:
        tell(error)
    else:
        assert Scene.from_dict(json.loads(json.dumps(scene.to_dict()))) == scene


@PATIENT
@given(damaged())
def test_a_damaged_document_is_read_or_refused(document: Any) -> None:
    answers(document)


@PATIENT
@given(ANYTHING)
def test_any_value_is_refused(document: Any) -> None:
    answers(document)


@PATIENT
@given(st.text(max_size=60) | st.text(alphabet='{}[]",:0123456789.eE-+ntf \\u', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except SceneError as error:
        tell(error)

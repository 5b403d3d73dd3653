"""The map of runs in a scene file: kept as it was said, and refused with a reason where it can't be."""

import pytest

from lossstudio import Scene
from lossstudio.run.recipe.errors import SceneError

TERRAIN = {"kind": "terrain", "terrain": {"kind": "himmelblau"}}
SIDES = ["start.x=-5..5:32", "learning_rate=0.001..1:log:64"]


def scene(said: object) -> Scene:
    return Scene.from_dict({"format": "lossstudio", "version": 1, "objective": TERRAIN, "map": said})


@pytest.mark.parametrize(
    "said", [{}, {"over": SIDES}, {"over": SIDES, "measure": "steps_to=0.1", "steps": 7}, {"measure": "minimum"}]
)
def test_it_comes_back_as_it_was_written(said: dict[str, object]) -> None:
    assert scene(said).to_dict()["map"] == said


def test_a_scene_has_none_unless_it_says_so() -> None:
    assert "map" not in scene(None).to_dict()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"over": ["learning_rate"] * 2}, "must be PATH=LOW..HIGH"),
        ({"over": [7, 8]}, "must be a text"),
        ({"over": SIDES[:1]}, "at least 2"),
        ({"over": ["start.x=-5..5:9999"] * 2}, "2 to 512 values"),
        ({"over": ["learning_rate=-1..1:log:8"] * 2}, "only numbers above 0"),
        ({"over": SIDES[:1] * 2}, r"map\.over: start\.x can't go across and up"),
        ({"measure": "speed"}, "there is no such measure"),
        ({"measure": 3}, "must be a word"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(said: object, reason: str) -> None:
    with pytest.raises(SceneError, match=reason):
        scene(said)

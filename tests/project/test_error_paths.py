"""Every refusal of a document names the place that is wrong, however deep it lies."""

from typing import Any

import pytest

from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

LINE: dict[str, Any] = {"kind": "supervised", "data": {"kind": "line"}}


def refusal(objective: dict[str, Any], **parts: Any) -> str:
    """Return why a document is refused."""
    with pytest.raises(SceneError) as caught:
        Scene.from_dict({"format": "lossstudio", "version": 1, "objective": objective, **parts})
    return str(caught.value)


def with_loss(loss: dict[str, Any]) -> str:
    return refusal(LINE | {"loss": loss})


def test_the_nearest_key_is_offered() -> None:
    assert with_loss({"kind": "msee"}) == "objective.loss.kind: no loss is called 'msee'; did you mean 'mse'?"


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ({"loss": {"kind": "msee"}}, "[0].loss.kind: no loss is called 'msee'; did you mean 'mse'?"),
        ({"loss": {"kind": "huber", "delta": 0}}, "[0].loss.delta: must be above 0, not 0"),
        ({"weight": True, "loss": {"kind": "mse"}}, "[0].weight: must be a number, not true"),
        ({"wait": 1}, "[0].wait: there is no such key here; did you mean 'weight'?"),
    ],
)
def test_a_part_of_a_weighted_sum_is_found(part: dict[str, Any], place: str) -> None:
    assert with_loss({"kind": "weighted_sum", "parts": [part]}) == f"objective.loss.parts{place}"


def test_a_formula_is_wrong_at_its_own_key() -> None:
    terrain = {"kind": "formula", "expression": "x +* y"}
    assert refusal({"kind": "terrain", "terrain": terrain}).startswith("objective.terrain.expression: character 4: ")
    typed = {"kind": "formula", "expression": "1 + prediction)"}
    assert with_loss(typed).startswith("objective.loss.expression: character 15: ")
    runners = [{}, {"loss": typed}]
    assert refusal(LINE, runners=runners).startswith("runners[1].loss.expression: character 15: ")
    changes = [{"step": 3, "loss": typed}]
    assert refusal(LINE, training={"changes": changes}).startswith("training.changes[0].loss.expression: character 15")


def test_a_corner_of_a_drawn_schedule_is_found() -> None:
    schedule = {"kind": "drawn", "points": [[0, 1], [5, "x"]]}
    reason = "runners[0].schedule.points[1][1]: the factor must be a finite number of at least 0, not 'x'"
    assert refusal(LINE, runners=[{"schedule": schedule}]) == reason


def test_a_row_with_an_impossible_target_is_counted_in_the_table() -> None:
    data = {"kind": "table", "inputs": [[1], [2], [3], [4]], "targets": [1, 2, 0, 3], "test_fraction": 0.5}
    for seed in range(4):
        task = {"kind": "supervised", "data": data | {"seed": seed}, "loss": {"kind": "mape"}}
        assert "the target of row 3 is 0" in refusal(task)


def test_a_model_that_sees_more_than_memory_holds_is_refused() -> None:
    task = {"kind": "supervised", "data": {"kind": "line", "samples": 1_000_000}}
    said = refusal(task | {"model": {"kind": "polynomial", "degree": 200}})
    assert said.startswith("objective.model: 200 columns of 1,000,000 rows make 200 million numbers")
    assert "lower the degree" in said

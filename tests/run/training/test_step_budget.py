"""What takes the machine is refused before the work, in one sentence that says what to change."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline

WIDE = {"kind": "mlp", "hidden": [32] * 6}


def scene(data: dict[str, Any], model: dict[str, Any], **more: Any) -> Scene:
    objective = {"kind": "supervised", "data": data, "model": model}
    return Scene.from_dict({"format": "lossstudio", "version": 1, "objective": objective} | more)


@pytest.mark.parametrize(
    ("data", "model", "more", "path", "words"),
    [
        ({"kind": "moons"}, WIDE, {"runners": [{"optimizer": {"kind": "newton"}}]}, "runners", ["million", "'lbfgs'"]),
        ({"kind": "moons", "samples": 1_000_000}, WIDE, {}, "training.batch_size", ["200 million", "batch_size"]),
        (
            {"kind": "table", "inputs": [[0.0] * 600_000], "targets": [1.0]},
            {"kind": "linear"},
            {},
            "objective.model",
            ["600,001", "524,288", "smaller"],
        ),
    ],
)
def test_a_step_that_takes_the_machine_is_refused(
    data: dict[str, Any], model: dict[str, Any], more: dict[str, Any], path: str, words: list[str]
) -> None:
    with pytest.raises(SceneError) as refused:
        scene(data, model, **more)
    assert refused.value.path == path
    assert all(word in str(refused.value) for word in words)
    assert "\n" not in str(refused.value)


def test_many_parameters_have_a_plane_without_a_matrix_of_them_all() -> None:
    rows = {"kind": "table", "inputs": [[0.0] * 70_000], "targets": [1.0]}
    wide = CompiledRecipe.of(scene(rows, {"kind": "linear"}).recipe)  # a square of them would take 39 GB
    for spec in (None, PlaneSpec(kind="axes", axes=(0, 69_999))):
        plane = fit_plane(wide, Timeline(wide), spec)
        assert float(plane.x @ plane.y) == 0.0
        assert float(np.linalg.norm(plane.x)) == 1.0


def test_a_start_among_many_rows_is_sought_on_some_of_them() -> None:
    many = scene({"kind": "blobs", "samples": 20_000}, {"kind": "polynomial", "degree": 6})
    start = CompiledRecipe.of(many.recipe).starts
    assert np.isfinite(start).all()
    assert start.any()
    again = replace(many.recipe, training=replace(many.recipe.training, steps=3))
    assert np.array_equal(CompiledRecipe.of(again).starts, start)

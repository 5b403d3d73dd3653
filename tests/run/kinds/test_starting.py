"""Where a runner begins when nothing is said."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.starting import default_initial_point
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.run.recipes import PENGUINS, XOR, recipe


@pytest.mark.parametrize(
    "task",
    [
        Supervised(data=PENGUINS),
        Supervised(data=Spec.of("line"), loss=Spec("mae")),
        Supervised(data=Spec.of("moons")),
        Supervised(data=Spec.of("circle"), model=Spec("linear")),
    ],
)
def test_the_start_of_a_show_is_above_the_minimum_and_always_the_same(task: Supervised) -> None:
    compiled = CompiledRecipe.of(recipe(task=task))
    objective, start = compiled.objective(), compiled.starts[0]
    assert np.isfinite(start).all()
    assert np.array_equal(start, default_initial_point(objective))
    _, gradient = objective.values_and_gradients(start)
    assert np.linalg.norm(gradient) > 1e-4
    assert objective.values(start - 1e-4 * gradient) < objective.values(start)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_where_classes_can_be_parted_the_start_is_on_a_slope_and_not_on_the_plateau(sign: float) -> None:
    hours, score = (-1.6, -1.1, -0.5, -0.2, 0.2, 0.6, 1.1, 1.5), (-1.4, -1.2, -0.6, -0.3, 0.3, 0.4, 1.3, 1.5)
    inputs = tuple((sign * first, sign * second) for first, second in zip(hours, score, strict=True))
    data = Spec.of("table", task="binary", inputs=inputs, targets=(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0))
    compiled = CompiledRecipe.of(recipe(task=Supervised(data=data)))
    objective, start = compiled.objective(), compiled.starts[0]
    assert objective.values(np.zeros(3)) < objective.values(start) < 2 * objective.values(np.zeros(3))
    _, gradient = objective.values_and_gradients(start)
    assert objective.values(start - gradient) < 0.9 * objective.values(start)


def test_terrains_begin_at_their_classical_start_and_networks_at_seed_zero() -> None:
    assert list(CompiledRecipe.of(recipe(task=OnTerrain(terrain=Spec("rosenbrock")))).starts[0]) == [-2, 2]
    drawn = CompiledRecipe.of(recipe(Runner(start=DrawnStart(seed=0)), task=XOR))
    assert np.array_equal(CompiledRecipe.of(recipe(task=XOR)).starts, drawn.starts)


def test_a_start_of_the_wrong_size_says_where_and_how_many() -> None:
    runners = (Runner(), Runner(name="b", start=GivenStart(theta=(1.0, 2.0, 3.0))))
    with pytest.raises(SceneError, match=r"runners\[1\]\.start\.theta: has 3 numbers, but there are 2 parameters"):
        CompiledRecipe.of(recipe(*runners))


def test_a_start_without_layers_is_drawn_as_it_says() -> None:
    def drawn(init: str | None, scale: float = 1.0) -> list[float]:
        start = DrawnStart(seed=3, init=init, scale=scale)
        compiled = CompiledRecipe.of(recipe(Runner(start=start), task=OnTerrain(terrain=Spec("bowl"))))
        return [float(number) for number in compiled.starts[0]]

    assert drawn("zeros") == [0.0, 0.0]
    assert drawn("normal", 2.0) == [2 * number for number in drawn(None)]
    assert drawn("uniform") != drawn("normal")
    assert max(map(abs, drawn("uniform", 0.1))) <= 0.1


def test_where_there_are_too_many_parameters_for_a_hessian_a_show_begins_at_zero() -> None:
    large = Supervised(data=Spec("moons"), model=Spec.of("mlp", hidden=(30, 30)), loss=Spec("bce"))
    objective = CompiledRecipe.of(recipe(task=large)).objective()
    assert not default_initial_point(objective).any()


@pytest.mark.parametrize(
    "expression",
    [
        "0 * prediction",
        "prediction - target",
        "softplus(prediction) - target * prediction",
        "-(prediction - target)**2",
        "(prediction - target)**2 - (prediction - target)**4",
    ],
)
def test_where_there_is_no_minimum_to_be_above_the_start_is_near_zero(expression: str) -> None:
    data = Spec.of("table", inputs=((1.0,), (2.0,), (3.0,)), targets=(2.0, 4.1, 5.9))
    loss = Spec.of("formula", expression=expression)
    start = CompiledRecipe.of(recipe(task=Supervised(data=data, loss=loss))).starts[0]
    assert 0.0 < np.linalg.norm(start) < 10.0


def test_the_unit_of_the_targets_only_scales_the_start() -> None:
    def start(unit: float) -> np.ndarray:
        rows = ((1.0,), (2.0,), (3.0,), (4.0,))
        data = Spec.of("table", inputs=rows, targets=tuple(unit * each for each in (2.0, 4.1, 5.9, 8.0)))
        return CompiledRecipe.of(recipe(task=Supervised(data=data))).starts[0] / unit

    for unit in (1e-9, 1e9):
        np.testing.assert_allclose(start(unit), start(1.0), rtol=1e-3)

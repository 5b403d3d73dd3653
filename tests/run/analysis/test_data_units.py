"""A line that was trained on standardised or shifted data is told in the data's own units."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio import Scene, train
from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.data_units import data_units, is_weighted_sum
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import Run


def run_on(rows: np.ndarray, targets: np.ndarray, steps: int = 400, **options: object) -> Run:
    return train(Scene.from_arrays(rows, targets, standardize=True, **options), steps)


def test_slope_and_constant_come_back() -> None:
    hours = np.array([10.0, 20, 30, 40, 50])
    run = run_on(hours, 2 * hours + 1, input_names=["hours (h)"], target_name="score")
    units = data_units(run.compiled.problem)
    weights, constant = units.coefficients(run.theta[-1, 0])
    np.testing.assert_allclose(weights, [2.0], rtol=1e-9)
    assert constant == pytest.approx(1.0, abs=1e-6)
    assert units.equation(run.theta[-1, 0]) == "score = 2 × hours + 1"


def test_names_that_differ_by_their_brackets_alone_stay_apart() -> None:
    rows = np.random.default_rng(0).normal(size=(20, 3)) * 7.0 + 30.0
    run = run_on(rows, rows.sum(axis=1), input_names=["x", "x (2)", "t (s)"], target_name="y (m)")
    assert data_units(run.compiled.problem).equation(run.theta[-1, 0]).startswith("y = ")
    assert data_units(run.compiled.problem).inputs == ("x", "x (2)", "t")
    assert run.compiled.problem.prepared.input_names[1] == "x (2) (standardised)"
    alike = run_on(rows[:, :2], rows.sum(axis=1), input_names=["y", "y (m)"], target_name="y (2)")
    units = data_units(alike.compiled.problem)
    assert len({units.target, *units.inputs}) == 3


def test_they_are_those_of_least_squares_on_the_raw_columns() -> None:
    chance = np.random.default_rng(0)
    rows = chance.normal(size=(40, 3)) * [3.0, 50.0, 0.2] + [100.0, -7.0, 5.0]
    targets = rows @ [0.5, -2.0, 30.0] + 4.0 + chance.normal(size=40)
    run = run_on(rows, targets, 3000)
    weights, constant = data_units(run.compiled.problem).coefficients(run.theta[-1, 0])
    wanted = np.linalg.lstsq(np.c_[rows, np.ones(40)], targets, rcond=None)[0]
    np.testing.assert_allclose([*weights, constant], wanted, rtol=1e-6)


def test_the_line_answers_as_the_model_does_wherever_it_stands() -> None:
    run = train(EXAMPLES["penguins"].load(), 7)
    data, units = run.compiled.problem.prepared, data_units(run.compiled.problem)
    weights, constant = units.coefficients(run.theta[7, 0])
    said = data.samples.inputs @ weights + constant
    answers = run.compiled.problem.network.predict(run.theta[7, 0], data.train_inputs)[:, 0]
    np.testing.assert_allclose(said[data.train_rows], answers, rtol=1e-12)


def test_signs_and_what_is_no_number_are_written() -> None:
    run = run_on(np.array([[1.0, 2], [2, 5], [3, 3]]), np.array([1.0, 2, 4]), 0)
    units = data_units(run.compiled.problem)
    assert units.equation(np.array([-1.0, 2.0, 0.0])).startswith("y = −")
    assert "infinity" in units.equation(np.array([np.inf, 0.0, 0.0]))


@pytest.mark.parametrize(
    "options",
    [
        {"standardize": False},
        {"standardize": True, "model": "mlp"},
        {"standardize": True, "model": "polynomial"},
        {"standardize": True, "task": "binary"},
    ],
)
def test_what_is_no_line_or_in_these_units_already_has_none(options: dict[str, object]) -> None:
    scene = Scene.from_arrays(np.array([1.0, 2, 4]), np.array([0.0, 1, 1]), **options)
    assert data_units(train(scene, 0).compiled.problem) is None


def test_a_sum_of_very_many_columns_is_known_for_one() -> None:
    rows = np.random.default_rng(0).normal(size=(2, 200_000))
    assert is_weighted_sum(CompiledRecipe.of(Scene.from_arrays(rows, rows[:, 0]).recipe).problem)


@pytest.mark.parametrize(("features", "straight"), [(["x1", "x2"], True), (["x2", "x1"], False), (["x1", "x1"], False)])
def test_features_make_a_plain_sum_where_they_are_the_inputs(features: list[str], straight: bool) -> None:
    scene = Scene.from_arrays(np.eye(2), np.array([0.0, 1]))
    task = replace(scene.recipe.task, model=Spec.of("mlp", hidden=(), features=tuple(features)))
    assert is_weighted_sum(CompiledRecipe.of(replace(scene.recipe, task=task)).problem) == straight

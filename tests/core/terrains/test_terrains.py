"""What every terrain promises."""

import numpy as np
import pytest

from lossstudio.core.curvature import hessian
from lossstudio.core.objective.terrain import TerrainObjective
from lossstudio.core.option import Number
from lossstudio.core.terrains import TERRAINS

STEP = 6e-6


def places(key: str) -> np.ndarray:
    """Spots inside the terrain's view, as theta."""
    low_x, high_x, low_y, high_y = TERRAINS[key].view
    unit = np.random.default_rng(0).random((4, 5, 2))
    return np.array([low_x, low_y]) + unit * np.array([high_x - low_x, high_y - low_y])


@pytest.mark.parametrize("key", TERRAINS)
def test_the_gradient_agrees_with_differences(key):
    objective, theta = TerrainObjective(TERRAINS[key]), places(key)
    value, gradient = objective.values_and_gradients(theta)
    np.testing.assert_array_equal(value, objective.values(theta))
    for axis in np.eye(2):
        difference = (objective.values(theta + STEP * axis) - objective.values(theta - STEP * axis)) / (2 * STEP)
        np.testing.assert_allclose(gradient @ axis, difference, rtol=1e-6, atol=1e-6 * (1 + np.abs(value).max()))


@pytest.mark.parametrize("key", TERRAINS)
def test_the_hessian_agrees_with_differences_of_the_gradient(key):
    objective = TerrainObjective(TERRAINS[key])
    for theta in np.random.default_rng(3).uniform(-2.0, 2.0, (8, 2)):
        products = objective.hessian_products(theta, np.eye(2))
        high, low = (objective.values_and_gradients(theta + way * 1e-5 * np.eye(2))[1] for way in (1.0, -1.0))
        np.testing.assert_allclose(products, (high - low) / 2e-5, rtol=1e-6, atol=1e-6 * np.abs(products).max())
        np.testing.assert_array_equal(products, products.T)


@pytest.mark.parametrize("key", TERRAINS)
def test_the_expression_and_its_derivatives_are_the_height_and_its_slopes(key):
    terrain, rng = TERRAINS[key], np.random.default_rng(11)
    x, y = np.moveaxis(places(key), -1, 0)
    for _ in range(20):
        options = terrain.complete(
            {
                option.name: float(rng.uniform(*option.slider))
                for option in terrain.options
                if isinstance(option, Number)
            }
        )
        found, size = terrain.expressed(options), np.abs(terrain.value(x, y, **options)).max()
        np.testing.assert_allclose(found.value(x=x, y=y), terrain.value(x, y, **options), rtol=1e-12, atol=1e-14 * size)
        for name, slope in zip("xy", terrain.gradient(x, y, **options), strict=True):
            size = np.abs(slope).max()
            np.testing.assert_allclose(found.slope(name, x=x, y=y), slope, rtol=1e-11, atol=1e-13 * size)


@pytest.mark.parametrize("key", TERRAINS)
def test_a_stack_of_places_is_a_stack_of_values(key):
    objective, theta = TerrainObjective(TERRAINS[key]), places(key)
    before = theta.copy()
    one_by_one = [[objective.values_and_gradients(place) for place in row] for row in theta]
    value, gradient = objective.values_and_gradients(theta)
    np.testing.assert_allclose(value, [[one[0] for one in row] for row in one_by_one], rtol=1e-14)
    np.testing.assert_allclose(gradient, [[one[1] for one in row] for row in one_by_one], rtol=1e-14)
    np.testing.assert_array_equal(theta, before)


@pytest.mark.parametrize("key", TERRAINS)
def test_its_minima_are_flat_equal_and_lowest(key):
    terrain = TERRAINS[key]
    objective = TerrainObjective(terrain)
    minima = terrain.minima(**terrain.complete({}))
    for place in minima:
        value, gradient = objective.values_and_gradients(np.array(place))
        assert value == pytest.approx(objective.values(np.array(minima[0])), abs=1e-9)
        np.testing.assert_allclose(gradient, 0.0, atol=1e-6)
        assert value <= objective.values(places(key)).min()


@pytest.mark.parametrize("key", TERRAINS)
def test_it_is_called_quadratic_where_its_curvature_is_up_and_the_same_everywhere(key):
    objective = TerrainObjective(TERRAINS[key])
    curvatures = np.array([hessian(objective, place) for place in places(key).reshape(-1, 2)])
    alike = np.allclose(curvatures, curvatures[0], rtol=1e-5)
    assert TERRAINS[key].quadratic == (alike and np.linalg.eigvalsh(curvatures[0])[0] > 0)


@pytest.mark.parametrize("key", TERRAINS)
def test_plain_descent_goes_down_from_its_start_and_stays_in_view(key):
    terrain = TERRAINS[key]
    steps = 200 if terrain.minima(**terrain.complete({})) else 40  # without a minimum the way down leads out of view
    objective, theta = TerrainObjective(terrain), np.array(terrain.start)
    low_x, high_x, low_y, high_y = terrain.view
    heights = []
    for _ in range(steps):
        value, gradient = objective.values_and_gradients(theta)
        heights.append(value)
        theta = theta - terrain.learning_rate * gradient
        assert low_x <= theta[0] <= high_x
        assert low_y <= theta[1] <= high_y
    assert np.all(np.diff(heights) <= 1e-12)
    assert heights[-1] < heights[0]


def test_rosenbrock_has_its_minimum_where_its_option_says():
    terrain = TERRAINS["rosenbrock"]
    objective = TerrainObjective(terrain, {"a": 1.5})
    assert terrain.minima(**objective.options) == ((1.5, 2.25),)
    assert objective.values(np.array([1.5, 2.25])) == 0.0


def test_the_way_down_from_a_saddle_ends_without_a_warning():
    objective, theta = TerrainObjective(TERRAINS["monkey_saddle"]), np.array([1e200, -1e200])
    assert not np.isfinite(objective.values(theta))
    assert not np.isfinite(objective.values_and_gradients(theta)[1]).all()


def test_ackley_is_flat_at_the_tip_of_its_pit_by_convention():
    value, gradient = TerrainObjective(TERRAINS["ackley"]).values_and_gradients(np.zeros(2))
    assert value == pytest.approx(0.0, abs=1e-14)
    np.testing.assert_array_equal(gradient, 0.0)


def test_ravine_has_the_condition_it_is_asked_for():
    objective = TerrainObjective(TERRAINS["ravine"], {"condition": 25})
    assert objective.values(np.array([2.0, 0.0])) == 2.0
    assert objective.values(np.array([0.0, 2.0])) == 50.0


def test_a_formula_is_a_terrain_with_constants():
    objective = TerrainObjective(TERRAINS["formula"], {"expression": "a*x**2 + x*y", "constants": {"a": 3}})
    value, gradient = objective.values_and_gradients(np.array([[2.0, 5.0], [0.0, 1.0]]))
    np.testing.assert_allclose(value, [22.0, 0.0])
    np.testing.assert_allclose(gradient, [[17.0, 2.0], [1.0, 0.0]])


def test_a_formula_that_cannot_be_read_is_refused_with_its_place():
    terrain = TERRAINS["formula"]
    assert terrain.clash(**terrain.complete({})) is None
    option, reason = terrain.clash(**terrain.complete({"expression": "x + prediction"}))
    assert option == "expression"
    assert reason.startswith("character 5: nothing is called 'prediction'")


@pytest.mark.parametrize("key", TERRAINS)
def test_every_terrain_introduces_itself(key):
    terrain = TERRAINS[key]
    assert terrain.key == key
    for text in (terrain.label, terrain.summary, terrain.formula, terrain.source):
        assert text == text.strip() != ""


def test_a_terrain_as_an_objective_has_two_parameters_and_no_rows():
    objective = TerrainObjective(TERRAINS["bowl"])
    assert (objective.size, objective.rows, objective.parameter_names) == (2, 0, ("x", "y"))
    assert objective.values(np.array([3.0, 4.0]), np.array([1, 2])) == 25.0
    assert objective.describe() == "the height of Bowl"


@pytest.mark.parametrize("key", TERRAINS)
def test_nothing_is_lower_than_what_it_says_is_lowest(key):
    objective = TerrainObjective(TERRAINS[key])
    assert (objective.least is None) is (len(objective.minima) == 0)
    if objective.least is not None:
        assert objective.values(places(key)).min() >= objective.least
        for place in objective.minima:
            assert objective.values(place) == pytest.approx(objective.least, abs=1e-9)

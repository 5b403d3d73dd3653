"""What the losses on values promise, in numbers that can be checked by hand."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES


def value(key: str, output: float, target: float, **options: object) -> float:
    return LOSSES[key].value(np.array([[output]]), np.array([[target]]), **options).item()


def gradient(key: str, output: float, target: float, **options: object) -> float:
    return LOSSES[key].gradient(np.array([[output]]), np.array([[target]]), **options).item()


def test_distance_is_the_euclidean_norm_over_the_outputs():
    output, target = np.array([[3.0, 4.0], [1.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 1.0]])
    np.testing.assert_array_equal(LOSSES["distance"].value(output, target), [5.0, 0.0])
    np.testing.assert_allclose(LOSSES["distance"].gradient(output, target), [[0.6, 0.8], [0.0, 0.0]])


def test_huber_is_half_the_square_near_and_straight_far():
    assert value("huber", 0.5, 0.0) == 0.125
    assert value("huber", 3.0, 0.0) == 2.5
    assert value("huber", -3.0, 0.0, delta=2.0) == 4.0
    assert gradient("huber", -3.0, 0.0, delta=2.0) == -2.0


@pytest.mark.parametrize("residual", [1e-8, 1e-4, 0.3, 0.9999, 1.0, 5.0])
def test_log_cosh_is_precise_where_the_plain_formula_works(residual):
    expected = residual**2 / 2 - residual**4 / 12 if residual < 1e-3 else np.log(np.cosh(residual))
    assert value("log_cosh", residual, 0.0) == pytest.approx(expected, rel=1e-12)
    assert value("log_cosh", -residual, 0.0) == value("log_cosh", residual, 0.0)


def test_log_cosh_of_a_thousand_does_not_overflow():
    assert value("log_cosh", 1000.0, 0.0) == pytest.approx(1000.0 - np.log(2.0), rel=1e-15)


def test_quantile_weighs_targets_above_the_prediction_by_tau():
    assert value("quantile", 0.0, 2.0, tau=0.9) == pytest.approx(1.8)
    assert value("quantile", 2.0, 0.0, tau=0.9) == pytest.approx(0.2)
    assert gradient("quantile", 0.0, 2.0, tau=0.9) == -0.9
    assert gradient("quantile", 2.0, 2.0, tau=0.9) == 0.0


def test_mape_is_a_fraction_and_refuses_a_target_of_zero():
    assert value("mape", 90.0, 100.0) == pytest.approx(0.1)
    assert gradient("mape", 90.0, -100.0) == pytest.approx(0.01)
    assert LOSSES["mape"].refusal(np.array([[1.0], [2.0]]), 1) is None
    assert "row 2 is 0" in LOSSES["mape"].refusal(np.array([[1.0], [0.0]]), 1)


def test_msle_is_the_squared_difference_of_logarithms():
    assert value("msle", np.e - 1, 0.0) == pytest.approx(1.0)
    assert "row 1" in LOSSES["msle"].refusal(np.array([[-1.0], [0.0]]), 1)
    assert LOSSES["msle"].refusal(np.array([[-0.5]]), 1) is None


@pytest.mark.parametrize("output", [-1.0, -2.0])
def test_msle_of_an_impossible_prediction_is_not_finite_and_silent(output):
    assert not np.isfinite(value("msle", output, 1.0))
    gradient("msle", output, 1.0)


def test_poisson_is_least_where_the_score_is_the_logarithm_of_the_count():
    assert gradient("poisson", np.log(3.0), 3.0) == pytest.approx(0.0, abs=1e-15)
    assert value("poisson", 0.0, 3.0) == 1.0
    assert value("poisson", 1000.0, 3.0) == np.inf

"""What mse, mae and bce promise, in numbers that can be checked by hand."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES

OUTPUT = np.array([[3.0], [-1.0], [0.0]])
TARGET = np.array([[1.0], [-1.5], [0.0]])


def test_mse_is_the_square_of_the_residual():
    np.testing.assert_array_equal(LOSSES["mse"].value(OUTPUT, TARGET), [4.0, 0.25, 0.0])
    np.testing.assert_array_equal(LOSSES["mse"].gradient(OUTPUT, TARGET), [[4.0], [1.0], [0.0]])


def test_mae_is_the_size_of_the_residual_and_flat_at_its_kink():
    np.testing.assert_array_equal(LOSSES["mae"].value(OUTPUT, TARGET), [2.0, 0.5, 0.0])
    np.testing.assert_array_equal(LOSSES["mae"].gradient(OUTPUT, TARGET), [[1.0], [1.0], [0.0]])


def test_several_outputs_are_averaged():
    np.testing.assert_array_equal(LOSSES["mse"].value(np.array([[1.0, 3.0]]), np.zeros((1, 2))), [5.0])
    np.testing.assert_array_equal(LOSSES["mae"].gradient(np.array([[1.0, -3.0]]), np.zeros((1, 2))), [[0.5, -0.5]])


def test_bce_punishes_the_confident_mistake():
    score = np.log([[0.95 / 0.05], [0.05 / 0.95]])
    np.testing.assert_allclose(LOSSES["bce"].value(score, np.ones((2, 1))), -np.log([0.95, 0.05]))


def test_bce_weighs_positives():
    score, target = np.array([[0.3], [0.3]]), np.array([[1.0], [0.0]])
    plain, heavy = (LOSSES["bce"].value(score, target, positive_weight=w) for w in (1.0, 4.0))
    np.testing.assert_allclose(heavy, plain * [4.0, 1.0])


def test_bce_smooths_labels_towards_one_half():
    score = np.array([[0.7]])
    smoothed = LOSSES["bce"].value(score, np.ones((1, 1)), label_smoothing=0.2)
    np.testing.assert_allclose(smoothed, LOSSES["bce"].value(score, np.full((1, 1), 0.9)))


@pytest.mark.parametrize("score", [-1e4, -800.0, 800.0, 1e4])
def test_bce_stays_finite_for_any_score(score):
    output, target = np.array([[score]]), np.array([[1.0]])
    assert LOSSES["bce"].value(output, target) == max(0.0, -score)
    assert LOSSES["bce"].gradient(output, target) == (0.0 if score > 0 else -1.0)

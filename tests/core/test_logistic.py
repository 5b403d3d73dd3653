"""What the logistic function and its relatives promise."""

import numpy as np

from lossstudio.core.special_functions import log_softmax, sigmoid, softplus

SCORES = np.array([-1e30, -800.0, -40.0, 0.0, 40.0, 800.0, 1e30])


def test_sigmoid_is_precise_in_both_tails():
    np.testing.assert_allclose(sigmoid(SCORES)[2:], [np.exp(-40.0), 0.5, 1.0, 1.0, 1.0], rtol=1e-15)
    assert (sigmoid(SCORES)[:2] < 1e-300).all()


def test_sigmoid_may_write_over_its_scores():
    scores = SCORES.copy()
    assert sigmoid(scores, scores) is scores
    np.testing.assert_array_equal(scores, sigmoid(SCORES))


def test_softplus_is_the_score_far_above_and_its_exponential_far_below():
    np.testing.assert_allclose(softplus(SCORES), [0.0, 0.0, np.exp(-40.0), np.log(2.0), 40.0, 800.0, 1e30], rtol=1e-15)


def test_log_softmax_survives_scores_of_any_size():
    np.testing.assert_array_equal(log_softmax(np.array([1e4, -1e4])), [0.0, -2e4])
    np.testing.assert_allclose(np.exp(log_softmax(np.array([[1.0, 2.0], [3.0, 3.0]]))).sum(axis=-1), 1.0)
    np.testing.assert_allclose(log_softmax(np.array([[1.0], [3.0]]), axis=0)[:, 0], [-2.126928, -0.126928], rtol=1e-6)

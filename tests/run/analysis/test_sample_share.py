"""What is one sample's doing: parts of loss and gradient that are worked out by hand or one sample after another."""

import numpy as np
import pytest

from lossstudio.project.examples import EXAMPLES
from lossstudio.run.analysis.sample_share import sample_share
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def objective(example):
    compiled = CompiledRecipe.of(EXAMPLES[example].load().recipe)
    found = compiled.objective().pointwise
    assert found is not None
    return found, compiled.starts[0]


def test_shares_of_a_line_are_those_of_squares_worked_by_hand():
    judged, _ = objective("outlier")
    theta = np.array([0.5, 0.25])
    x, y = judged.inputs[:, 0], judged.targets[:, 0]
    residual = theta[0] * x + theta[1] - y
    pulls = 2 * np.abs(residual) * np.hypot(x, 1.0)
    found = sample_share(judged, theta, 11)
    assert found.prediction == pytest.approx([theta[0] * x[11] + theta[1]])
    assert found.loss == pytest.approx(residual[11] ** 2 / (residual**2).sum())
    assert found.gradient == pytest.approx(pulls[11] / pulls.sum())


@pytest.mark.parametrize("example", ["moons", "blobs", "overfitting", "rare-class", "weighted-sum"])
def test_the_shares_of_all_samples_make_the_whole(example):
    judged, theta = objective(example)
    shares = [sample_share(judged, theta, row) for row in range(judged.rows)]
    assert sum(share.loss for share in shares) == pytest.approx(1.0)
    assert sum(share.gradient for share in shares) == pytest.approx(1.0)


@pytest.mark.parametrize("example", ["spiral", "blobs", "percentages", "wrong-loss"])
def test_each_samples_slope_is_that_of_a_batch_of_it_alone(example):
    judged, theta = objective(example)
    slopes = judged.sample_slopes(theta)
    assert judged.penalty(theta) is None
    for row in range(0, judged.rows, 7):
        alone = judged.values_and_gradients(theta, np.array([row]))[1]
        assert slopes[row] == pytest.approx(np.linalg.norm(alone))


def test_where_nothing_is_wrong_nothing_has_a_share():
    judged, _ = objective("outlier")
    nothing = np.zeros(2)
    flat = type(judged)(judged.network, judged.inputs, judged.predict(nothing), judged.loss)
    share = sample_share(flat, nothing, 0)
    assert np.isnan(share.loss)
    assert np.isnan(share.gradient)


def test_a_loss_beyond_all_bounds_has_no_warning():
    judged, _ = objective("outlier")
    assert np.isnan(sample_share(judged, np.array([1e300, 0.0]), 3).loss)


def test_a_row_that_is_not_there_is_refused():
    judged, theta = objective("outlier")
    with pytest.raises(IndexError, match="no row 12"):
        sample_share(judged, theta, 12)

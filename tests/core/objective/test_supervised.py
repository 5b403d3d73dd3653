"""What the supervised objective promises."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective import blocks
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.supervised import SupervisedObjective

RNG = np.random.default_rng(0)
INPUTS = RNG.normal(size=(23, 2))
TARGETS = (INPUTS[:, :1] * INPUTS[:, 1:] > 0).astype(float)
NETWORK = MODELS["mlp"].build(2, 1, **MODELS["mlp"].complete({}))


def objective(loss: str = "mse", options=None, **penalty) -> SupervisedObjective:
    return SupervisedObjective(NETWORK, INPUTS, TARGETS, LOSSES[loss], options, Decay.over(NETWORK.groups, **penalty))


def test_the_value_is_the_mean_over_samples():
    theta = NETWORK.start(0)
    residual = NETWORK.predict(theta, INPUTS) - TARGETS
    np.testing.assert_allclose(objective().values(theta), np.mean(residual**2))
    np.testing.assert_allclose(objective().sample_losses(theta), residual[:, 0] ** 2)


def test_a_batch_is_the_mean_over_its_rows():
    theta, rows = NETWORK.start(0), np.array([4, 1, 20])
    value, gradient = objective().values_and_gradients(theta, rows)
    some = SupervisedObjective(NETWORK, INPUTS[rows], TARGETS[rows], LOSSES["mse"])
    np.testing.assert_allclose(value, some.values(theta))
    np.testing.assert_allclose(gradient, some.values_and_gradients(theta)[1])
    np.testing.assert_allclose(objective().values(theta, rows), value)


def test_the_penalty_spares_biases_unless_asked():
    theta = NETWORK.start(0, "normal")
    weights = np.concatenate([theta[g.start : g.stop] for g in NETWORK.groups if not g.bias])
    plain = objective().values(theta)
    extra = objective(l1=0.5, l2=0.1).values(theta) - plain
    np.testing.assert_allclose(extra, 0.5 * np.abs(weights).sum() + 0.05 * (weights**2).sum())
    everything = objective(l1=0.5, l2=0.1, biases=True).values(theta) - plain
    np.testing.assert_allclose(everything, 0.5 * np.abs(theta).sum() + 0.05 * (theta**2).sum())
    np.testing.assert_allclose(objective(l1=0.5).data_values(theta), plain)


def test_the_penalty_has_its_gradient_and_none_at_zero():
    theta = NETWORK.start(0, "normal")
    theta[0] = 0.0
    plain = objective().values_and_gradients(theta)[1]
    extra = objective(l1=0.5, l2=0.1, biases=True).values_and_gradients(theta)[1] - plain
    np.testing.assert_allclose(extra, 0.5 * np.sign(theta) + 0.1 * theta, atol=1e-15)


@pytest.mark.parametrize(("points", "samples"), [(1200, 23), (1, 40_000), (3, 20_000)])
def test_blocks_give_what_pieces_give_that_need_none(points, samples):
    rows = np.arange(samples) % len(INPUTS)
    found = SupervisedObjective(NETWORK, INPUTS[rows], TARGETS[rows], LOSSES["bce"])
    assert not blocks.fits(points, samples, NETWORK.width)
    theta = RNG.normal(size=(points, NETWORK.size))
    value, gradient = found.values_and_gradients(theta)
    pieces = np.split(rows, range(len(INPUTS), samples, len(INPUTS)))
    weights = np.array([len(some) for some in pieces]) / samples
    each = [
        SupervisedObjective(NETWORK, INPUTS[: len(piece)], TARGETS[: len(piece)], LOSSES["bce"]) for piece in pieces
    ]
    for point, expected, slope in zip(theta[:40], value, gradient, strict=False):
        values, slopes = zip(*(piece.values_and_gradients(point) for piece in each), strict=True)
        np.testing.assert_allclose(weights @ values, expected, rtol=1e-10)
        np.testing.assert_allclose(weights @ np.array(slopes), slope, rtol=1e-8, atol=1e-12)
    np.testing.assert_allclose(found.values(theta), value, rtol=1e-12)


@pytest.mark.parametrize(("points", "samples", "width"), [(1, 1, 1), (7, 100, 3), (10201, 250, 9), (3, 10**6, 100)])
def test_blocks_cover_everything_once_within_the_budget(points, samples, width):
    seen = 0
    for some, rows in blocks.blocks(points, samples, width):
        here = len(range(points)[some]) * len(range(samples)[rows])
        assert here * width * 8 <= blocks.BUDGET_BYTES
        seen += here
    assert seen == points * samples


def test_a_runaway_theta_gives_infinity_or_nan_without_a_warning():
    theta = np.full(NETWORK.size, 1e200)
    linear = MODELS["linear"].build(2, 1, bias=True)
    steep = SupervisedObjective(linear, INPUTS, TARGETS, LOSSES["mse"], decay=Decay.over(linear.groups, l2=1.0))
    assert steep.values(theta[:3]) == np.inf
    value, gradient = steep.values_and_gradients(theta[:3])
    assert not np.isfinite(value)
    assert gradient.shape == (3,)
    assert np.isnan(objective().values(theta * np.nan))


def test_theta_may_be_a_list_or_whole_numbers():
    linear = SupervisedObjective(MODELS["linear"].build(2, 1, bias=True), INPUTS, TARGETS, LOSSES["mse"])
    expected = linear.values_and_gradients(np.array([1.0, 2.0, 3.0]))
    for theta in ([1, 2, 3], np.array([1, 2, 3])):
        value, gradient = linear.values_and_gradients(theta)
        assert value == expected[0] == linear.values(theta)
        np.testing.assert_array_equal(gradient, expected[1])


def test_targets_may_be_one_column_or_a_plain_list():
    theta = NETWORK.start(0)
    flat = SupervisedObjective(NETWORK, INPUTS, TARGETS[:, 0], LOSSES["mse"])
    assert flat.values(theta) == objective().values(theta)


def test_shapes_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="don't fit"):
        SupervisedObjective(NETWORK, INPUTS, TARGETS[:5], LOSSES["mse"])
    two = MODELS["linear"].build(2, 2, bias=True)
    with pytest.raises(ValueError, match="3 targets a sample don't fit a model with 2 outputs"):
        SupervisedObjective(two, INPUTS, np.zeros((23, 3)), LOSSES["mse"])


def test_it_says_what_it_is():
    assert objective().describe() == "mean squared error of a 2-4-2-1 model on 23 samples"
    assert objective().size == 25
    assert objective().rows == 23
    assert objective().groups == NETWORK.groups
    assert objective().parameter_names == NETWORK.parameter_names
    assert objective().predict(NETWORK.start(0)).shape == (23, 1)

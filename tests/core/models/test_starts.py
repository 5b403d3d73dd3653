"""What the initialisers promise."""

import numpy as np
import pytest

from lossstudio.core.models import MODELS
from lossstudio.core.models.starts import INITS

NETWORK = MODELS["mlp"].build(3, 2, **MODELS["mlp"].complete({"hidden": [32, 16]}))


def weights(theta):
    return [theta[g.start : g.stop] for g in NETWORK.groups if not g.bias]


def biases(theta):
    return np.concatenate([theta[g.start : g.stop] for g in NETWORK.groups if g.bias])


@pytest.mark.parametrize(
    ("init", "limits"),
    [
        ("xavier", [np.sqrt(6 / 35), np.sqrt(6 / 48), np.sqrt(6 / 18)]),
        ("he", [np.sqrt(6 / 3), np.sqrt(6 / 32), np.sqrt(6 / 16)]),
        ("lecun", [np.sqrt(3 / 3), np.sqrt(3 / 32), np.sqrt(3 / 16)]),
        ("playground", [0.5, 0.5, 0.5]),
    ],
)
def test_uniform_initialisers_fill_their_interval(init, limits):
    for limit, drawn in zip(limits, weights(NETWORK.start(1, init)), strict=True):
        assert np.abs(drawn).max() < limit
        assert np.abs(drawn).max() > 0.8 * limit


@pytest.mark.parametrize(("init", "bias"), [("xavier", 0.0), ("he", 0.0), ("lecun", 0.0), ("playground", 0.1)])
def test_biases_begin_where_the_initialiser_says(init, bias):
    np.testing.assert_array_equal(biases(NETWORK.start(1, init)), bias)


def test_normal_is_standard_normal():
    drawn = NETWORK.start(0, "normal")
    assert abs(drawn.mean()) < 0.1
    assert abs(drawn.std() - 1) < 0.1


def test_uniform_lies_between_minus_one_and_one():
    drawn = NETWORK.start(0, "uniform")
    assert -1 <= drawn.min() < -0.95
    assert 0.95 < drawn.max() < 1


def test_zeros_are_zeros():
    assert not NETWORK.start(5, "zeros").any()


@pytest.mark.parametrize("init", INITS)
def test_a_seed_means_the_same_start(init):
    np.testing.assert_array_equal(NETWORK.start(3, init), NETWORK.start(3, init))


@pytest.mark.parametrize("init", [key for key in INITS if key != "zeros"])
def test_another_seed_means_another_start(init):
    assert (NETWORK.start(3, init) != NETWORK.start(4, init)).any()


@pytest.mark.parametrize("init", [key for key in INITS if key != "playground"])
def test_scale_multiplies_what_is_drawn(init):
    np.testing.assert_allclose(NETWORK.start(3, init, 2.5), 2.5 * NETWORK.start(3, init))


def test_scale_leaves_the_playgrounds_biases():
    np.testing.assert_array_equal(biases(NETWORK.start(3, "playground", 2.5)), 0.1)


@pytest.mark.parametrize(
    ("activation", "init"),
    [("tanh", "xavier"), ("relu", "he"), ("sigmoid", "xavier"), ("gelu", "he"), ("sin", "lecun")],
)
def test_the_default_suits_the_activation(activation, init):
    entry = MODELS["mlp"]
    assert entry.build(2, 1, **entry.complete({"activation": activation})).default_init == init

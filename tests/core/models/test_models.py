"""What every model promises, entry by entry."""

import math
from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.models import MODELS
from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS
from lossstudio.core.models.features import NAMED_FEATURES
from lossstudio.core.models.model import ModelError
from lossstudio.core.models.network import LARGE, Network, product

INPUTS = np.array([[0.5, -1.0], [2.0, 3.0], [-0.25, 0.75]])


def built(key: str, inputs: int = 2, outputs: int = 1, **said: object) -> Network:
    entry = MODELS[key]
    return entry.build(inputs, outputs, **entry.complete(said))


@pytest.mark.parametrize("shapes", [((3, 5, 160), (160, LARGE // 160 + 1)), ((LARGE // 160 + 1, 160), (3, 160, 5))])
@pytest.mark.parametrize("given", [False, True])
def test_a_stack_times_one_large_matrix_is_what_each_of_it_is(shapes: tuple[tuple[int, ...], ...], given: bool) -> None:
    random = np.random.default_rng(3)
    left, right = (random.normal(size=shape) for shape in shapes)
    pairs = [(each, right) for each in left] if left.ndim == 3 else [(left, each) for each in right]
    expected = np.stack([one.dot(other) for one, other in pairs])
    out = np.empty(expected.shape) if given else None
    found = product(left, right, out)
    assert (found is out) == given
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


def test_linear_theta_is_the_matrix_by_rows_then_the_biases():
    theta = np.array([1.0, 2.0, 3.0, 4.0, 10.0, 20.0])
    expected = INPUTS @ theta[:4].reshape(2, 2) + theta[4:]
    np.testing.assert_allclose(built("linear", outputs=2).predict(theta, INPUTS), expected)


def test_linear_without_bias_goes_through_the_origin():
    network = built("linear", bias=False)
    assert network.size == 2
    assert network.predict(np.array([1.0, 1.0]), np.zeros((1, 2))) == 0.0


def test_linear_without_anything_is_refused_with_a_hint():
    with pytest.raises(ModelError, match="constant"):
        built("linear", inputs=0, bias=False)


def test_constant_is_one_parameter_per_output_and_needs_no_inputs():
    network = built("constant", inputs=0, outputs=2)
    assert network.size == 2
    assert network.parameter_names == ("c₁", "c₂")
    np.testing.assert_array_equal(network.predict(np.array([3.0, 4.0]), np.empty((2, 0))), [[3.0, 4.0], [3.0, 4.0]])


def test_polynomial_takes_monomials_in_the_usual_order_without_the_constant():
    network = built("polynomial", degree=2)
    assert [feature.name for feature in network.features] == ["x1", "x2", "x1^2", "x1*x2", "x2^2"]
    x, y = INPUTS.T
    theta = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    expected = x + 2 * y + 3 * x * x + 4 * x * y + 5 * y * y + 6
    np.testing.assert_allclose(network.predict(theta, INPUTS)[:, 0], expected)


def test_polynomial_that_would_explode_is_refused():
    with pytest.raises(ModelError, match="lower the degree"):
        built("polynomial", inputs=10, degree=20)


@pytest.mark.parametrize(
    ("activation", "function"),
    [("tanh", np.tanh), ("relu", lambda s: np.maximum(s, 0)), ("sigmoid", lambda s: 1 / (1 + np.exp(-s)))],
)
def test_network_lays_theta_out_layer_by_layer(activation, function):
    network = built("mlp", hidden=[3], activation=activation, outputs=2)
    assert network.layers == (2, 3, 2)
    theta = np.linspace(-1.0, 1.5, network.size)
    hidden = function(INPUTS @ theta[:6].reshape(2, 3) + theta[6:9])
    np.testing.assert_allclose(network.predict(theta, INPUTS), hidden @ theta[9:15].reshape(3, 2) + theta[15:])


def test_network_without_hidden_layers_is_linear():
    theta = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(
        built("mlp", hidden=[]).predict(theta, INPUTS), built("linear").predict(theta, INPUTS)
    )


def test_network_without_biases_has_only_matrices():
    network = built("mlp", bias=False)
    assert network.size == 2 * 4 + 4 * 2 + 2
    assert not any(group.bias for group in network.groups)


@pytest.mark.parametrize("name", NAMED_FEATURES)
def test_a_feature_is_what_its_name_says(name):
    places = np.array([[2.0, 3.0, 9.0], [-0.5, 1.5, 9.0]])
    said = eval(name.replace("^", "**"), {"sin": np.sin, "x1": places[:, 0], "x2": places[:, 1]})
    np.testing.assert_array_equal(NAMED_FEATURES[name].value(places), said)


def test_network_sees_the_features_that_were_asked_for():
    network = built("mlp", hidden=[], features=["sin(x1)", "x1*x2"])
    expected = np.sin(INPUTS[:, 0]) + 10 * INPUTS[:, 0] * INPUTS[:, 1]
    np.testing.assert_allclose(network.predict(np.array([1.0, 10.0, 0.0]), INPUTS)[:, 0], expected)


def test_a_feature_of_a_missing_input_is_refused():
    with pytest.raises(ModelError, match=r"'x2' needs 2 inputs, but the data have 1"):
        built("mlp", inputs=1, features=["x1", "x2"])


def test_groups_and_names_cover_theta_without_gaps():
    for network in (built("linear"), built("mlp"), built("polynomial"), built("constant"), built("mlp", bias=False)):
        edges = [edge for group in network.groups for edge in (group.start, group.stop)]
        assert edges[0] == 0
        assert edges[-1] == network.size
        assert edges[1:-1:2] == edges[2::2]
        assert len(network.parameter_names) == len(set(network.parameter_names)) == network.size
        assert all(np.prod(group.shape) == group.stop - group.start for group in network.groups)


def test_parameters_are_named_as_a_person_would():
    assert built("linear", inputs=1).parameter_names == ("w", "b")
    assert built("linear").parameter_names == ("w₁", "w₂", "b")
    assert built("mlp", hidden=[1]).parameter_names == ("w⁽¹⁾₁₁", "w⁽¹⁾₂₁", "b⁽¹⁾₁", "w⁽²⁾₁₁", "b⁽²⁾₁")
    assert built("linear", inputs=10, outputs=2).parameter_names[1] == "w₁,₂"
    assert built("linear", inputs=12).parameter_names[8:] == ("w₉", "w₁₀", "w₁₁", "w₁₂", "b")
    assert built("mlp", hidden=[10]).parameter_names[9:12] == ("w⁽¹⁾₁,₁₀", "w⁽¹⁾₂,₁", "w⁽¹⁾₂,₂")


def test_the_tape_shows_each_layers_activations():
    network = built("mlp")
    theta = network.start(0)
    tape = network.forward(np.stack([theta, theta]), INPUTS)
    assert [a.shape for a in tape.activations] == [(2, 3, 4), (2, 3, 2), (2, 3, 1)]
    np.testing.assert_array_equal(tape.activations[-1], tape.output)
    np.testing.assert_allclose(tape.activations[0][0], np.tanh(INPUTS @ theta[:8].reshape(2, 4) + theta[8:12]))


ERF = np.vectorize(math.erf)
FORMULAS = {
    "tanh": np.tanh,
    "relu": lambda s: np.maximum(s, 0),
    "leaky_relu": lambda s: np.where(s > 0, s, 0.01 * s),
    "elu": lambda s: np.where(s > 0, s, np.exp(s) - 1),
    "gelu": lambda s: s * 0.5 * (1 + ERF(s / np.sqrt(2))),
    "silu": lambda s: s / (1 + np.exp(-s)),
    "softplus": lambda s: np.log(1 + np.exp(s)),
    "sigmoid": lambda s: 1 / (1 + np.exp(-s)),
    "sin": np.sin,
    "linear": lambda s: s,
}


@pytest.mark.parametrize("key", HIDDEN_ACTIVATIONS)
def test_every_activation_is_its_formula(key):
    sums = np.linspace(-6.0, 6.0, 41).reshape(1, 41)
    out = np.empty_like(sums)
    HIDDEN_ACTIVATIONS[key].apply(sums, out)
    np.testing.assert_allclose(out, FORMULAS[key](sums), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("key", OUTPUT_ACTIVATIONS | HIDDEN_ACTIVATIONS)
def test_every_activation_stays_finite_and_silent_for_enormous_sums(key):
    activation = (OUTPUT_ACTIVATIONS | HIDDEN_ACTIVATIONS)[key]
    sums = np.array([[-1e30, -800.0, 0.0, 800.0, 1e30]]).T
    out = np.empty_like(sums)
    activation.apply(sums, out)
    slope = activation.pull_back(np.ones_like(sums), sums if activation.keeps_sums else out)
    assert np.isfinite(out).all()
    assert np.isfinite(slope).all()


def test_softmax_shares_one_among_the_outputs():
    network = built("mlp", hidden=[], output="softmax", outputs=3)
    theta = network.start(0)
    scores = built("linear", outputs=3).predict(theta, INPUTS)
    shares = network.predict(theta, INPUTS)
    np.testing.assert_allclose(shares.sum(axis=-1), 1.0)
    np.testing.assert_allclose(shares, np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True))


@pytest.mark.parametrize("kind", ["mlp", "polynomial"])
def test_a_model_that_needs_an_input_says_which_one_does_not(kind):
    with pytest.raises(ModelError, match="choose the model 'constant'"):
        MODELS[kind].build(0, 1, **MODELS[kind].complete({}))


def test_a_sum_of_no_inputs_has_its_biases_alone():
    network = MODELS["linear"].build(0, 2, bias=True)
    assert [group.name for group in network.groups] == ["biases"]
    with pytest.raises(ModelError, match="needs its bias"):
        MODELS["linear"].build(0, 2, bias=False)


def test_inputs_as_they_are_become_the_design_without_asking_for_each() -> None:
    inputs = np.random.default_rng(3).normal(size=(5, 4))
    for key, said in (("linear", {}), ("polynomial", {"degree": 2})):
        network = MODELS[key].build(4, 1, **MODELS[key].complete(said))
        columns = [feature.value(inputs) for feature in network.features]
        assert np.array_equal(network.design(inputs), [*columns, np.ones(5)])
    wide = MODELS["linear"].build(4, 1, **MODELS["linear"].complete({}))
    unasked = tuple(replace(feature, value=lambda _inputs: pytest.fail("it was asked")) for feature in wide.features)
    assert np.array_equal(replace(wide, features=unasked).design(inputs), wide.design(inputs))


def test_a_model_is_given_all_the_columns_that_it_sees() -> None:
    with pytest.raises(IndexError, match="sees 4 columns, and there are 1"):
        MODELS["linear"].build(4, 1, **MODELS["linear"].complete({})).design(np.ones((5, 1)))

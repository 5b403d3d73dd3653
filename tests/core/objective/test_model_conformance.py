"""One suite over every model under every fitting loss: gradients, leading axes, purity."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS
from lossstudio.core.objective.supervised import SupervisedObjective

STEP = 6e-6
SAMPLES, INPUTS, OUTPUTS = 9, 2, 3
RNG = np.random.default_rng(8)
SAID = [
    *[(key, {}) for key in MODELS],
    ("linear", {"bias": False}),
    ("polynomial", {"degree": 3, "bias": False}),
    ("mlp", {"hidden": [], "output": "sigmoid"}),
    ("mlp", {"hidden": [5, 4, 3], "bias": False}),
    ("mlp", {"hidden": [3], "features": ["x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)"]}),
    *[("mlp", {"hidden": [4, 3], "activation": key}) for key in HIDDEN_ACTIVATIONS],
    *[("mlp", {"hidden": [4], "output": key}) for key in OUTPUT_ACTIVATIONS],
]


def objective(model: str, said: dict, loss: str) -> SupervisedObjective:
    network = MODELS[model].build(INPUTS, OUTPUTS, **MODELS[model].complete(said))
    rng = np.random.default_rng(2)
    inputs = rng.normal(size=(SAMPLES, INPUTS))
    wanted = rng.integers(0, OUTPUTS, SAMPLES) if LOSSES[loss].takes in ("scores", "probabilities") else None
    binary = LOSSES[loss].takes in ("score", "probability")
    targets = rng.integers(0, 2, (SAMPLES, OUTPUTS)) if binary else rng.normal(size=(SAMPLES, OUTPUTS)) + 3
    return SupervisedObjective(network, inputs, wanted if wanted is not None else targets.astype(float), LOSSES[loss])


def assert_gradient(found: SupervisedObjective, theta: np.ndarray) -> None:
    value, gradient = found.values_and_gradients(theta)
    np.testing.assert_allclose(value, found.values(theta), rtol=1e-12)
    assert gradient.shape == theta.shape
    for index, axis in enumerate(np.eye(found.size)):
        difference = (found.values(theta + STEP * axis) - found.values(theta - STEP * axis)) / (2 * STEP)
        np.testing.assert_allclose(gradient[..., index], difference, rtol=2e-6, atol=2e-8)


@pytest.mark.parametrize(("model", "said"), SAID)
@pytest.mark.parametrize("lead", [(), (3,), (2, 2)])
def test_every_models_gradient_agrees_with_central_differences(model, said, lead):
    found = objective(model, said, "mse")
    assert_gradient(found, RNG.normal(size=(*lead, found.size)))


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_trains_a_network_with_a_true_gradient(loss):
    output = {"probability": "sigmoid", "probabilities": "softmax"}.get(LOSSES[loss].takes, "linear")
    output = "sigmoid" if loss == "msle" else output  # it needs predictions above -1
    found = objective("mlp", {"output": output}, loss)
    assert_gradient(found, RNG.normal(size=(2, found.size)))


@pytest.mark.parametrize(("model", "said"), SAID)
def test_a_stack_of_thetas_is_a_stack_of_answers(model, said):
    found = objective(model, said, "mse")
    theta = RNG.normal(size=(2, 3, found.size))
    values, gradients = found.values_and_gradients(theta)
    predictions = found.predict(theta)
    for index in np.ndindex(2, 3):
        value, gradient = found.values_and_gradients(theta[index])
        np.testing.assert_allclose(values[index], value, rtol=1e-12)
        np.testing.assert_allclose(gradients[index], gradient, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(predictions[index], found.predict(theta[index]), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize(("model", "said"), SAID)
def test_evaluating_changes_nothing_and_gives_the_same_bytes_again(model, said):
    found = objective(model, said, "mse")
    theta = RNG.normal(size=(3, found.size))
    theta.flags.writeable = found.inputs.flags.writeable = found.targets.flags.writeable = False
    first, second = found.values_and_gradients(theta), found.values_and_gradients(theta)
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[1], second[1])


@pytest.mark.parametrize(("model", "said"), SAID)
def test_a_view_with_odd_strides_is_as_good_as_a_copy(model, said):
    found = objective(model, said, "mse")
    theta = RNG.normal(size=(found.size, 4)).T
    np.testing.assert_allclose(found.values(theta), found.values(theta.copy()), rtol=1e-12)
    row = RNG.normal(size=(2 * found.size,))[::2]
    np.testing.assert_allclose(
        found.values_and_gradients(row)[1], found.values_and_gradients(row.copy())[1], rtol=1e-10, atol=1e-13
    )


@pytest.mark.parametrize("key", MODELS)
def test_every_model_introduces_itself(key):
    model = MODELS[key]
    assert model.key == key
    for text in (model.label, model.summary, model.formula, model.best_for):
        assert text == text.strip() != ""

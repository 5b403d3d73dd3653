"""The closed form of a quadratic against its samples."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.quadratic import quadratic
from lossstudio.core.objective.supervised import MANY_POINTS, MANY_ROWS, SupervisedObjective
from lossstudio.core.random import normal

SHAPES = [
    ("linear", {}, 1, 1),
    ("linear", {"bias": False}, 3, 2),
    ("polynomial", {"degree": 3}, 2, 1),
    ("constant", {}, 0, 2),
    ("mlp", {"hidden": ()}, 2, 3),
]
PARABOLAS = [
    {"kind": "mse"},
    {"kind": "formula", "expression": "(prediction-target)**2"},
    {"kind": "formula", "expression": "2*(prediction - target)**2 + 3*prediction - 1"},
    {"kind": "formula", "expression": "where(target > 0, 10, 1)*(prediction - target)**2"},
    {"kind": "formula", "expression": "where(target > 0, 1, -2)*(prediction - target)**2 + target*prediction"},
    {"kind": "formula", "expression": "3*prediction - target"},
    {
        "kind": "weighted_sum",
        "parts": [
            {"weight": 0.5, "loss": {"kind": "mse"}},
            {"weight": -0.1, "loss": {"kind": "formula", "expression": "(prediction + target)**2"}},
        ],
    },
]
CURVED = [
    {"kind": "mae"},
    {"kind": "huber"},
    {"kind": "formula", "expression": "abs(prediction - target)"},
    {
        "kind": "weighted_sum",
        "parts": [{"weight": 1.0, "loss": {"kind": "mse"}}, {"weight": 1.0, "loss": {"kind": "mae"}}],
    },
]


def an_objective(said, model="linear", options=None, inputs=1, outputs=1, samples=50, **penalty):
    entry, said = MODELS[model], dict(said)
    network = entry.build(inputs, outputs, **entry.complete(options or {}))
    loss = LOSSES[said.pop("kind")]
    checked = {name: loss.option(name).check(value) for name, value in said.items()}
    rows, targets = normal(0, "x", (samples, inputs)), normal(0, "y", (samples, outputs))
    return SupervisedObjective(network, rows, targets, loss, checked, Decay.over(network.groups, **penalty))


@pytest.mark.parametrize("said", PARABOLAS, ids=lambda said: str(said.get("expression", said["kind"])))
@pytest.mark.parametrize(("model", "options", "inputs", "outputs"), SHAPES)
def test_many_points_in_closed_form_are_the_points_one_by_one(model, options, inputs, outputs, said) -> None:
    objective = an_objective(said, model, options, inputs, outputs, l1=0.1, l2=0.2)
    theta = normal(1, "theta", (MANY_POINTS, objective.size))
    values, gradients = zip(*(objective.values_and_gradients(point) for point in theta), strict=True)
    found, slopes = objective.values_and_gradients(theta)
    np.testing.assert_allclose(found, values, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(slopes, gradients, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(objective.values(theta), found)
    np.testing.assert_array_equal(objective.values(theta.reshape(2, -1, objective.size)), found.reshape(2, -1))


@pytest.mark.parametrize("said", PARABOLAS, ids=lambda said: str(said.get("expression", said["kind"])))
def test_a_closed_form_never_looks_at_the_samples_again(said, monkeypatch) -> None:
    objective = an_objective(said)
    theta = normal(1, "theta", (MANY_POINTS, objective.size))
    first = objective.values(theta)
    looking = lambda *_: pytest.fail("the model was run on the samples")  # noqa: E731
    monkeypatch.setattr(type(objective.network), "run", looking)
    np.testing.assert_array_equal(objective.values(theta), first)
    objective.values_and_gradients(theta)


@pytest.mark.parametrize("said", CURVED, ids=lambda said: str(said.get("expression", said["kind"])))
def test_other_losses_have_no_closed_form(said) -> None:
    objective = an_objective(said)
    theta = normal(1, "theta", (MANY_POINTS, objective.size))
    np.testing.assert_allclose(objective.values(theta), [objective.values(point) for point in theta], rtol=1e-12)
    assert not objective.is_bowl


def test_a_batch_is_no_closed_form() -> None:
    objective = an_objective(PARABOLAS[0])
    theta, batch = normal(1, "theta", (MANY_POINTS, 2)), np.arange(7)
    one_by_one = [objective.values(point, batch) for point in theta]
    np.testing.assert_allclose(objective.values(theta, batch), one_by_one, rtol=1e-12)


def test_a_bowl_bends_upwards_everywhere_alike() -> None:
    assert an_objective(PARABOLAS[0], l2=0.1).is_bowl
    assert an_objective(PARABOLAS[3]).is_bowl
    assert not an_objective(PARABOLAS[0], l1=0.1).is_bowl
    assert not an_objective(PARABOLAS[4]).is_bowl
    assert not an_objective(PARABOLAS[5]).is_bowl
    assert not an_objective(PARABOLAS[0], "mlp").is_bowl


@pytest.mark.parametrize("said", PARABOLAS[:2], ids=lambda said: said["kind"])
def test_far_from_the_data_and_at_the_minimum_the_form_is_as_precise(said) -> None:
    entry, said = MODELS["linear"], dict(said)
    network = entry.build(1, 1, **entry.complete({}))
    rows = 1e4 + normal(0, "x", (50, 1))
    objective = SupervisedObjective(network, rows, 2 * rows + 1, LOSSES[said.pop("kind")], said)
    theta = np.tile([2.0, 1.0], (MANY_POINTS, 1))
    assert np.abs(objective.values(theta)).max() < 1e-10


def test_a_loss_whose_sum_is_too_large_is_infinite_in_closed_form_too() -> None:
    objective = an_objective({"kind": "mse"}, samples=400)
    theta = np.tile([1.5e153, 1.5e153], (MANY_POINTS, 1))
    with np.errstate(over="ignore"):
        (alone,) = objective.values(theta[:1])
        assert alone == np.inf
        assert (objective.values(theta) == alone).all()


def test_a_least_value_that_is_too_large_has_no_closed_form() -> None:
    network = MODELS["linear"].build(1, 1, **MODELS["linear"].complete({}))
    design, targets = np.ones((2, 8)), np.array([[1e200], [-1e200]] * 4)
    with np.errstate(over="ignore"):
        assert quadratic(network, design, targets, (1.0, 0.0, 0.0)) is None
    assert quadratic(network, design, targets / 1e100, (1.0, 0.0, 0.0)) is not None


def test_along_a_flat_valley_the_form_is_as_precise() -> None:
    """Body mass by millimetres: a condition of ten million."""
    entry = MODELS["linear"]
    network = entry.build(1, 1, **entry.complete({}))
    rows = 200.0 + 14.0 * normal(0, "x", (300, 1))
    objective = SupervisedObjective(network, rows, 50.0 * rows - 5800.0, LOSSES["mse"])
    along = np.linspace(-1.0, 1.0, MANY_POINTS)[:, np.newaxis]
    theta = np.array([50.0, -5800.0]) + along * np.array([-0.005, 1.0])
    values, gradients = zip(*(objective.values_and_gradients(point) for point in theta), strict=True)
    found, slopes = objective.values_and_gradients(theta)
    np.testing.assert_allclose(found, values, rtol=1e-10)
    np.testing.assert_allclose(slopes, gradients, rtol=1e-8)


@pytest.mark.parametrize("expression", ["log(target)*(prediction - target)**2", "(prediction - 1e200*target)**2*1e200"])
def test_a_form_that_is_not_finite_is_left_to_the_samples(expression) -> None:
    objective = an_objective({"kind": "formula", "expression": expression})
    assert not np.isfinite(objective.values(np.zeros((MANY_POINTS, 2)))).any()


def test_fewer_samples_than_parameters_have_no_form_and_still_a_value() -> None:
    objective = an_objective(PARABOLAS[0], inputs=3, samples=2)
    assert np.isfinite(objective.values(np.zeros((MANY_POINTS, objective.size)))).all()


@pytest.mark.parametrize("said", PARABOLAS, ids=lambda said: str(said.get("expression", said["kind"])))
def test_very_many_samples_are_summed_once_for_all_that_is_asked(said) -> None:
    many = an_objective(said, inputs=3, samples=MANY_ROWS + 77, l2=0.1)
    theta, vectors, rows = normal(1, "theta", (4,)), np.eye(4), np.arange(many.rows)
    value, gradient = many.values_and_gradients(theta)
    one_by_one = many.values_and_gradients(theta, rows)
    assert many.has_closed_form
    np.testing.assert_allclose(many.values(theta), many.values(theta, rows), rtol=1e-11)
    np.testing.assert_allclose(value, one_by_one[0], rtol=1e-11)
    np.testing.assert_allclose(gradient, one_by_one[1], rtol=1e-9, atol=1e-12)
    curved, bent = (many.hessian_products(theta, vectors, some) for some in (None, rows))
    np.testing.assert_allclose(curved, bent, rtol=1e-9, atol=1e-12)

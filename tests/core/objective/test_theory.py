"""Models and losses find what theory, or a well-kept solver, says they should."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.supervised import SupervisedObjective

STORED = json.loads((Path(__file__).parents[2] / "golden" / "solver_answers.json").read_text(encoding="utf-8"))
INPUTS = np.array(STORED["inputs"])
VALUES = np.array([3.0, -1.0, 4.0, 1.5, -5.0, 9.0, 2.5, 6.0, 5.0, 3.5, 8.0])


def on_constant(loss: str, targets: Floats, **options: float) -> SupervisedObjective:
    network = MODELS["constant"].build(0, targets.shape[1])
    return SupervisedObjective(network, np.empty((len(targets), 0)), targets, LOSSES[loss], options)


def descended(objective: SupervisedObjective, theta: Floats, rate: float, steps: int) -> Floats:
    for _ in range(steps):
        theta = theta - rate * objective.values_and_gradients(theta)[1]
    return theta


def best_of(objective: SupervisedObjective, candidates: Floats) -> float:
    return float(candidates[np.argmin(objective.values(candidates[:, np.newaxis]))])


def test_squared_error_finds_the_mean():
    assert descended(on_constant("mse", VALUES[:, np.newaxis]), np.zeros(1), 0.4, 100) == pytest.approx(VALUES.mean())


def test_absolute_error_finds_the_median():
    assert best_of(on_constant("mae", VALUES[:, np.newaxis]), np.linspace(-6, 10, 1601)) == np.median(VALUES)


@pytest.mark.parametrize("tau", [0.1, 0.25, 0.5, 0.9])
def test_the_quantile_loss_finds_the_quantile(tau):
    found = best_of(on_constant("quantile", VALUES[:, np.newaxis], tau=tau), np.linspace(-6, 10, 1601))
    assert found == pytest.approx(np.quantile(VALUES, tau, method="inverted_cdf"))


def test_distance_finds_the_geometric_median():
    throws = np.array([[0.0, 0.0], [4.0, 1.0], [5.0, 5.0], [1.0, 3.0]])  # of four corners, it is where diagonals cross
    found = descended(on_constant("distance", throws), np.array([1.0, 1.0]), 0.5, 500)
    np.testing.assert_allclose(found, [2.2, 2.2], atol=1e-9)


def test_squared_error_aims_at_the_mean_and_absolute_error_at_the_middle_of_each_coordinate():
    throws = np.array([[0.0, 0.0], [4.0, 0.5], [1.0, 3.0]])
    np.testing.assert_allclose(descended(on_constant("mse", throws), np.zeros(2), 0.5, 200), throws.mean(axis=0))
    middle = np.median(throws, axis=0)
    objective = on_constant("mae", throws)
    around = middle + 0.1 * np.random.default_rng(0).normal(size=(50, 2))
    assert (objective.values(around) >= objective.values(middle)).all()


def test_a_line_under_squared_error_reaches_the_normal_equations():
    targets = (INPUTS @ [1.5, -2.0] + 0.3 + np.cos(5 * np.arange(len(INPUTS))))[:, np.newaxis]
    objective = SupervisedObjective(MODELS["linear"].build(2, 1, bias=True), INPUTS, targets, LOSSES["mse"])
    design = np.column_stack([INPUTS, np.ones(len(INPUTS))])
    expected = np.linalg.solve(design.T @ design, design.T @ targets[:, 0])
    np.testing.assert_allclose(descended(objective, np.zeros(3), 0.2, 1000), expected, rtol=1e-10)


def test_logistic_regression_reaches_the_solvers_answer():
    network = MODELS["linear"].build(2, 1, bias=True)
    objective = SupervisedObjective(network, INPUTS, np.array(STORED["labels"], float), LOSSES["bce"])
    np.testing.assert_allclose(descended(objective, np.zeros(3), 1.0, 2000), STORED["answers"]["logistic"], rtol=1e-6)


def test_softmax_regression_reaches_the_solvers_answer():
    network = MODELS["linear"].build(2, 3, bias=True)
    decay = Decay.over(network.groups, l2=STORED["l2"])
    objective = SupervisedObjective(network, INPUTS, np.array(STORED["classes"]), LOSSES["cce"], decay=decay)
    found, answer = descended(objective, np.zeros(9), 0.5, 2000), np.array(STORED["answers"]["softmax"])
    np.testing.assert_allclose(found[:6], answer[:6], rtol=1e-6)
    np.testing.assert_allclose(found[6:] - found[6], answer[6:] - answer[6], rtol=1e-6)  # one bias is free


def test_the_linear_support_vector_machine_reaches_the_solvers_answer():
    network = MODELS["linear"].build(2, 1, bias=True)
    labels = np.array(STORED["labels"], float)
    decay = Decay.over(network.groups, l2=STORED["l2"])
    objective = SupervisedObjective(network, INPUTS, labels, LOSSES["hinge"], decay=decay)
    theta = np.zeros(3)
    for step in range(2000):
        theta = theta - 2.0 / (20.0 + step) * objective.values_and_gradients(theta)[1]
    answer = np.array(STORED["answers"]["support_vectors"])
    assert objective.values(theta) == pytest.approx(objective.values(answer), rel=1e-4)
    np.testing.assert_allclose(theta, answer, atol=0.03)


def trained(loss: str, inputs: Floats, targets: Floats) -> Floats:
    """Train a classifier or a line for a while on samples that are hardly any."""
    takes = LOSSES[loss].takes
    classes = takes in ("scores", "probabilities")
    entry = MODELS["mlp"]
    said = {"hidden": [], "output": {"probability": "sigmoid", "probabilities": "softmax"}.get(takes, "linear")}
    network = entry.build(inputs.shape[1], 2 if classes else 1, **entry.complete(said))
    objective = SupervisedObjective(network, inputs, targets, LOSSES[loss], decay=Decay.over(network.groups, l2=0.01))
    theta = descended(objective, np.zeros(network.size), 0.01, 150)  # a rate that the steepest loss bears
    assert np.isfinite(objective.values(theta))
    return theta


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(
    ("inputs", "targets"),
    [
        ([[0.5]], [1.0]),
        ([[0.5], [-1.0], [2.0]], [1.0, 1.0, 1.0]),
        ([[3.0], [3.0], [3.0]], [1.0, 0.0, 1.0]),
        ([[0.0], [0.0]], [1.0, 1.0]),
    ],
    ids=["one sample", "equal labels", "constant feature", "all zero"],
)
def test_samples_that_say_little_still_give_finite_answers(loss, inputs, targets):
    labels = np.array(targets)
    if loss == "mape":
        labels = labels + 1.0  # it refuses a target of 0
    assert np.isfinite(trained(loss, np.array(inputs), labels)).all()

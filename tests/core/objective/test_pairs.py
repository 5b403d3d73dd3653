"""Losses on pairs and triplets: as they are written, over all of them, with true gradients."""

from itertools import permutations

import numpy as np
import pytest

from lossstudio.core.models import MODELS
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.objective.pairs.objective import PairsObjective, distances

STEP = 6e-6
RNG = np.random.default_rng(4)
INPUTS, CLASSES = RNG.normal(size=(9, 3)), np.array([0, 1, 2, 0, 1, 0, 2, 2, 1])
MODELS_SAID = [("linear", {}), ("linear", {"bias": False}), ("mlp", {"hidden": [4], "activation": "tanh"})]


def objective(loss: str, model: str = "linear", said: dict | None = None, **options: float) -> PairsObjective:
    network = MODELS[model].build(3, 2, **MODELS[model].complete(said or {}))
    return PairsObjective(network, INPUTS, CLASSES, PAIR_LOSSES[loss], options)


def thetas(found: PairsObjective, *shape: int) -> np.ndarray:
    return 0.5 * np.random.default_rng(6).normal(size=(*shape, found.size))


def as_written(loss: str, place: np.ndarray, classes: np.ndarray, margin: float) -> float:
    """The mean over all pairs or triplets, one by one."""
    terms, count = [], len(place)
    away = np.linalg.norm(place[:, None] - place, axis=-1)
    if loss == "contrastive":
        for i in range(count):
            for j in range(i):
                same = classes[i] == classes[j]
                terms.append(away[i, j] ** 2 if same else max(0.0, margin - away[i, j]) ** 2)
    else:
        for a, p, n in permutations(range(count), 3):
            if classes[a] == classes[p] != classes[n]:
                terms.append(max(0.0, away[a, p] - away[a, n] + margin))
    return float(np.mean(terms)) if terms else 0.0


def terms_of(loss: str, anchor: int) -> int:
    """How many pairs, or triplets, have this anchor."""
    like = int(np.sum(CLASSES[anchor] == CLASSES)) - 1
    unlike = int(np.sum(CLASSES[anchor] != CLASSES))
    return like + unlike if loss == "contrastive" else like * unlike


@pytest.mark.parametrize("margin", [0.0, 0.3, 1.0, 4.0])
@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_it_is_the_mean_over_all_of_them(loss, margin):
    found = objective(loss, margin=margin)
    for theta in thetas(found, 4):
        assert found.values(theta) == pytest.approx(as_written(loss, found.predict(theta), CLASSES, margin), rel=1e-12)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_a_batch_is_the_pairs_among_its_rows(loss):
    found, rows = objective(loss), np.array([7, 0, 3, 1])
    for theta in thetas(found, 3):
        expected = as_written(loss, found.predict(theta)[rows], CLASSES[rows], 1.0)
        assert found.values(theta, rows) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_a_batch_without_a_pair_costs_nothing_and_pulls_nowhere(loss):
    found = objective(loss)
    value, gradient = found.values_and_gradients(thetas(found, 2), np.array([3]))
    np.testing.assert_array_equal(value, 0.0)
    np.testing.assert_array_equal(gradient, 0.0)


@pytest.mark.parametrize("rows", [None, np.array([8, 2, 5, 4, 0])], ids=["all", "batch"])
@pytest.mark.parametrize(("model", "said"), MODELS_SAID)
@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_the_gradient_agrees_with_differences(loss, model, said, rows):
    found = objective(loss, model, said)
    theta = thetas(found, 2, 3)
    value, gradient = found.values_and_gradients(theta, rows)
    np.testing.assert_allclose(value, found.values(theta, rows), rtol=1e-13)
    for index, axis in enumerate(np.eye(found.size)):
        above, below = found.values(theta + STEP * axis, rows), found.values(theta - STEP * axis, rows)
        np.testing.assert_allclose(gradient[..., index], (above - below) / (2 * STEP), rtol=2e-6, atol=1e-8)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_products_with_the_hessian_agree_with_differences(loss):
    for model, said in MODELS_SAID:
        found = objective(loss, model, said)
        theta, vectors = thetas(found), np.random.default_rng(8).normal(size=(3, found.size))
        for rows in (None, np.array([0, 1, 3, 4, 8])):
            high, low = (found.values_and_gradients(theta + way * STEP * vectors, rows)[1] for way in (1.0, -1.0))
            products = found.hessian_products(theta, vectors, rows)
            np.testing.assert_allclose(products, (high - low) / (2 * STEP), rtol=1e-6, atol=1e-7)


def test_points_on_one_spot_bend_as_the_square_of_their_distance():
    found = objective("contrastive")
    together = PairsObjective(found.network, np.ones((2, 3)), np.array([0, 0]), PAIR_LOSSES["contrastive"])
    apart = PairsObjective(found.network, np.eye(3)[:2], np.array([0, 0]), PAIR_LOSSES["contrastive"])
    vectors = np.eye(found.size)
    assert not np.any(together.hessian_products(np.zeros(found.size), vectors))  # weights move both alike
    ((first, second),) = [(vectors @ apart.hessian_products(np.zeros(found.size), vectors))[[0, 2], [0, 2]]]
    assert (first, second) == (2.0, 2.0)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_a_stack_of_thetas_is_a_stack_of_values_and_stays_as_it_is(loss):
    found = objective(loss, "mlp", {"hidden": [4]})
    theta = thetas(found, 2, 40)
    before = theta.copy()
    value, gradient = found.values_and_gradients(theta)
    for place in [(0, 0), (1, 7), (1, 39)]:
        one, slope = found.values_and_gradients(theta[place])
        np.testing.assert_allclose(one, value[place], rtol=1e-12)
        np.testing.assert_allclose(slope, gradient[place], rtol=1e-10, atol=1e-14)
    np.testing.assert_array_equal(theta, before)


def test_values_worked_by_hand():
    network = MODELS["linear"].build(2, 2, bias=False)
    same = np.array([1.0, 0.0, 0.0, 1.0])
    inputs, classes = np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 0.5]]), np.array([0, 0, 1])
    pairs = PairsObjective(network, inputs, classes, PAIR_LOSSES["contrastive"], {"margin": 2.0})
    assert pairs.values(same) == pytest.approx((25.0 + 1.5**2 + 0.0) / 3)
    triplets = PairsObjective(network, inputs, classes, PAIR_LOSSES["triplet"], {"margin": 2.0})
    assert triplets.values(same) == pytest.approx(((5 - 0.5 + 2) + (5 - np.hypot(3, 3.5) + 2)) / 2)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_points_on_one_spot_have_a_finite_value_and_do_not_pull(loss):
    found = objective(loss)
    value, gradient = found.values_and_gradients(np.zeros(found.size))
    assert np.isfinite(value)
    np.testing.assert_array_equal(gradient, 0.0)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_forces_are_minus_the_derivative_by_each_place_and_add_up_from_their_parts(loss):
    network = MODELS["linear"].build(2, 2, bias=False)
    place, classes = RNG.normal(size=(7, 2)), np.array([0, 1, 0, 2, 1, 0, 1])
    same = np.array([1.0, 0.0, 0.0, 1.0])
    forces = PairsObjective(network, place, classes, PAIR_LOSSES[loss]).forces(same)
    for row in range(7):
        for axis in range(2):
            sides = []
            for side in (STEP, -STEP):
                moved = place.copy()
                moved[row, axis] += side
                sides.append(as_written(loss, moved, classes, 1.0))
            assert forces[row, axis] == pytest.approx(-(sides[0] - sides[1]) / (2 * STEP), abs=1e-7)
        parts = PairsObjective(network, place, classes, PAIR_LOSSES[loss]).forces(same, row)
        np.testing.assert_allclose(parts.sum(axis=0), forces[row], atol=1e-14)


def test_what_is_near_its_like_pulls_and_what_is_near_the_unlike_pushes():
    network = MODELS["linear"].build(2, 2, bias=False)
    place, classes = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 0.4]]), np.array([0, 0, 1])
    found = PairsObjective(network, place, classes, PAIR_LOSSES["contrastive"])
    parts = found.forces(np.array([1.0, 0.0, 0.0, 1.0]), 0)
    assert parts[1] @ [1.0, 0.0] > 0
    assert parts[2] @ [0.0, 1.0] < 0


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_sample_losses_are_each_anchors_own_mean(loss):
    found = objective(loss)
    theta = thetas(found)
    counts = np.array([terms_of(loss, anchor) for anchor in range(len(CLASSES))])
    assert counts @ found.sample_losses(theta) / counts.sum() == pytest.approx(float(found.values(theta)), rel=1e-12)


@pytest.mark.parametrize("loss", PAIR_LOSSES)
def test_where_there_are_too_many_a_seeded_choice_stands_for_all_and_says_so(loss):
    rng = np.random.default_rng(0)
    inputs, classes = rng.normal(size=(700, 3)), rng.integers(0, 3, 700)
    network = MODELS["linear"].build(3, 2, bias=False)
    one, same, other = (PairsObjective(network, inputs, classes, PAIR_LOSSES[loss], seed=seed) for seed in (0, 0, 1))
    theta = rng.normal(size=6)
    assert one.values(theta) == same.values(theta) != other.values(theta)
    assert one.values(theta) == pytest.approx(float(other.values(theta)), rel=0.2)
    assert "200 of 700 points" in one.describe()
    assert one.forces(theta).shape == (700, 2)
    assert one.sample_losses(theta).shape == (700,)
    index = int(np.flatnonzero(one.forces(theta).any(axis=1))[0])
    np.testing.assert_allclose(one.forces(theta, index).sum(axis=0), one.forces(theta)[index], atol=1e-14)


def test_distances_of_equal_places_are_exactly_zero():
    place = np.array([[1e8 + 0.1, 3.0], [1e8 + 0.1, 3.0], [1e8, 3.0]])
    away = distances(place, place)
    assert away[0, 1] == 0.0
    assert away[0, 2] == pytest.approx(0.1, rel=1e-6)


def test_its_parameters_are_the_models():
    found = objective("contrastive", "mlp", {"hidden": [4]})
    assert found.groups == found.network.groups
    assert found.parameter_names == found.network.parameter_names


def test_a_point_that_is_not_among_those_looked_at_is_left_alone():
    rng = np.random.default_rng(0)
    inputs, classes = rng.normal(size=(700, 3)), rng.integers(0, 3, 700)
    found = PairsObjective(MODELS["linear"].build(3, 2, bias=False), inputs, classes, PAIR_LOSSES["contrastive"])
    theta = rng.normal(size=6)
    still = int(np.flatnonzero(~found.forces(theta).any(axis=1))[0])
    assert not found.forces(theta, still).any()

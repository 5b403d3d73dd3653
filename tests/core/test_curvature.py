"""What is known of a point's curvature."""

import numpy as np
import pytest

from lossstudio.core import curvature
from lossstudio.core.array import Floats
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.random import normal


class Quadratic:
    """Half of x A x, with A known."""

    rows = 0
    groups = ()
    parameter_names = ()

    def __init__(self, matrix: Floats) -> None:
        self.matrix = matrix
        self.size = len(matrix)

    def values(self, theta, batch=None):
        return 0.5 * np.einsum("...i,ij,...j->...", theta, self.matrix, theta)

    def values_and_gradients(self, theta, batch=None):
        return self.values(theta), theta @ self.matrix

    def hessian_products(self, theta, vectors, batch=None):
        return vectors @ self.matrix

    def describe(self):
        return "a quadratic"


def _matrix(size: int, seed: int) -> Floats:
    rough = normal(seed, "matrix", (size, size))
    return (rough + rough.T) / 2


@pytest.mark.parametrize("seed", range(5))
def test_the_hessian_of_a_quadratic_is_its_matrix(seed: int) -> None:
    objective = Quadratic(_matrix(7, seed))
    theta = normal(seed, "theta", (3, 7))
    np.testing.assert_allclose(
        curvature.hessian(objective, theta), np.broadcast_to(objective.matrix, (3, 7, 7)), atol=1e-8
    )


@pytest.mark.parametrize("seed", range(50))
def test_lanczos_finds_the_dense_answer(seed: int) -> None:
    size = 2 + 3 * seed
    objective = Quadratic(_matrix(size, seed) + 3.0 * (seed % 3 - 1) * np.eye(size))
    theta = normal(seed, "theta", (size,))
    exact = np.linalg.eigvalsh(objective.matrix)[[0, -1]]
    scale = float(np.abs(exact).max())
    np.testing.assert_allclose(curvature.extreme_eigenvalues(objective, theta), exact, atol=1e-7 * scale)
    found = curvature.extreme_eigenvalues(objective, theta, dense_limit=0)
    np.testing.assert_allclose(found, exact, atol=1e-5 * scale)


@pytest.mark.parametrize("seed", range(10))
def test_extreme_eigenvalues_of_networks_are_the_dense_ones_too(seed: int) -> None:
    network = MODELS["mlp"].build(2, 1, **MODELS["mlp"].complete({"hidden": [3 + seed % 5, 3]}))
    inputs = normal(seed, "inputs", (30, 2))
    objective = SupervisedObjective(network, inputs, np.sin(3.0 * inputs[:, :1]), LOSSES["mse"])
    theta = network.start(seed, "normal")
    exact = np.linalg.eigvalsh(curvature.hessian(objective, theta))[[0, -1]]
    found = curvature.extreme_eigenvalues(objective, theta, dense_limit=0)
    np.testing.assert_allclose(found, exact, atol=1e-4 * float(np.abs(exact).max()))


@pytest.mark.parametrize(("kind", "options", "factor"), [("gd", {}, 2.0), ("momentum", {"momentum": 0.9}, 3.8)])
def test_descent_explodes_exactly_above_its_limit(kind: str, options: dict[str, float], factor: float) -> None:
    limit = curvature.stability_limit(OPTIMIZERS[kind], options, 8.0)
    assert limit == pytest.approx(factor / 8.0)
    assert curvature.stability_limit(OPTIMIZERS[kind], options, -1.0) is None


def test_adaptive_methods_have_no_limit_that_simple() -> None:
    options = OPTIMIZERS["adam"].complete({})
    assert curvature.stability_limit(OPTIMIZERS["adam"], options, 8.0) is None


@pytest.mark.parametrize("limit", [200, 0])
def test_where_the_curvature_is_no_number_there_are_no_eigenvalues(limit: int) -> None:
    nowhere = Quadratic(np.full((3, 3), np.inf))
    with np.errstate(all="ignore"):
        values, vectors = curvature.extreme_eigenvectors(nowhere, np.ones(3), dense_limit=limit)
    assert np.isnan(values).all()
    assert np.isfinite(vectors).all()


def test_of_very_many_parameters_no_more_products_are_made_than_are_needed() -> None:
    size, outer = 5_000, (-3.0, 7.0)
    inner = np.linspace(-1.0, 1.0, size - 2)
    diagonal = np.concatenate([[outer[0]], inner, [outer[1]]])
    asked = []

    class Diagonal(Quadratic):
        def __init__(self) -> None:
            self.size = size

        def hessian_products(self, theta, vectors, batch=None):
            asked.append(len(vectors))
            return vectors * diagonal

    work = curvature.extreme_eigenvectors_in_pieces(Diagonal(), np.zeros(size))
    pauses, (values, vectors) = 0, (np.empty(0), np.empty(0))
    try:
        while True:
            next(work)
            pauses += 1
    except StopIteration as end:
        values, vectors = end.value
    assert len(asked) == sum(asked) == pauses + 1 < curvature.MOST_PRODUCTS // 2
    np.testing.assert_allclose(values, outer, rtol=1e-13)
    np.testing.assert_allclose(np.abs(vectors[:, [0, -1]]), np.eye(2), atol=1e-8)

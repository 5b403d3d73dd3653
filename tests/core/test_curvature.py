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
def test_lanczos_finds_the_dense_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 2 + 3 * seed
    objective = Quadratic(_matrix(size, seed) + 3.0 * (seed % 3 - 1) * np.eye(size))
    theta = normal(seed, "theta", (size,))
    exact = np.linalg.eigvalsh(objective.matrix)[[0, -1]]
    scale = float(np.abs(exact).max())
    np.testing.assert_allclose(curvature.extreme_eigenvalues(objective, theta), exact, atol=1e-7 * scale)
    monkeypatch.setattr(curvature, "DENSE_LIMIT", 0)
    np.testing.assert_allclose(curvature.extreme_eigenvalues(objective, theta), exact, atol=1e-5 * scale)


@pytest.mark.parametrize("seed", range(10))
def test_extreme_eigenvalues_of_networks_are_the_dense_ones_too(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = MODELS["mlp"].build(2, 1, **MODELS["mlp"].complete({"hidden": [3 + seed % 5, 3]}))
    inputs = normal(seed, "inputs", (30, 2))
    objective = SupervisedObjective(network, inputs, np.sin(3.0 * inputs[:, :1]), LOSSES["mse"])
    theta = network.start(seed, "normal")
    exact = np.linalg.eigvalsh(curvature.hessian(objective, theta))[[0, -1]]
    monkeypatch.setattr(curvature, "DENSE_LIMIT", 0)
    found = curvature.extreme_eigenvalues(objective, theta)
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
def test_where_the_curvature_is_no_number_there_are_no_eigenvalues(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curvature, "DENSE_LIMIT", limit)
    with np.errstate(all="ignore"):
        values, vectors = curvature.extreme_eigenvectors(Quadratic(np.full((3, 3), np.inf)), np.ones(3))
    assert np.isnan(values).all()
    assert np.isfinite(vectors).all()

"""What is known of a point's curvature."""

import numpy as np
import pytest

from lossstudio.core import curvature
from lossstudio.core.array import Floats
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
    vector = normal(seed, "vector", (3, 7))
    product = curvature.hessian_vector_product(objective, theta, vector)
    np.testing.assert_allclose(product, vector @ objective.matrix, atol=1e-7)


@pytest.mark.parametrize("seed", range(10))
def test_lanczos_finds_the_dense_answer(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    objective = Quadratic(_matrix(60, seed))
    theta = normal(seed, "theta", (60,))
    dense = curvature.extreme_eigenvalues(objective, theta)
    monkeypatch.setattr(curvature, "DENSE_LIMIT", 0)
    np.testing.assert_allclose(curvature.extreme_eigenvalues(objective, theta), dense, rtol=1e-5)


@pytest.mark.parametrize(("kind", "options", "factor"), [("gd", {}, 2.0), ("momentum", {"momentum": 0.9}, 3.8)])
def test_descent_explodes_exactly_above_its_limit(kind: str, options: dict[str, float], factor: float) -> None:
    limit = curvature.stability_limit(OPTIMIZERS[kind], options, 8.0)
    assert limit == pytest.approx(factor / 8.0)
    assert curvature.stability_limit(OPTIMIZERS[kind], options, -1.0) is None


def test_adaptive_methods_have_no_limit_that_simple() -> None:
    options = OPTIMIZERS["adam"].complete({})
    assert curvature.stability_limit(OPTIMIZERS["adam"], options, 8.0) is None

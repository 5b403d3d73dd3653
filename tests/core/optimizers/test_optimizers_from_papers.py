"""The optimizers that PyTorch lacks walk as plain implementations, written from their papers, walk."""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.line_search import backtracked

ROWS = np.arange(15)
FEATURES = np.column_stack([np.sin(1.3 * ROWS + 0.2), np.cos(0.7 * ROWS - 0.4), np.ones(15)])
VALUES = 0.8 * FEATURES[:, 0] - 0.5 * FEATURES[:, 1] ** 2
LABELS = (VALUES > 0).astype(float)


class Problem:
    """A function of one theta, its derivatives by the complex step, and so a point to stand on."""

    def __init__(self, function: Callable[[Any], Any], start: list[float]) -> None:
        self.function = function
        self.start = start

    def at(self, theta: Any) -> "Problem":
        moved = Problem(self.function, self.start)
        moved.theta = np.asarray(theta, dtype=float)
        moved.gradient = self.gradient_at(moved.theta)
        moved.loss = self.value(moved.theta)
        return moved

    def value(self, theta: Any) -> float:
        return float(self.function(theta).real)

    def gradient_at(self, theta: Any) -> Any:
        tilted = np.asarray(theta, dtype=complex) + 1e-30j * np.eye(len(theta))
        return np.array([self.function(row).imag / 1e-30 for row in tilted])

    def hessian(self) -> Any:
        columns = [
            (self.gradient_at(self.theta + 1e-6 * unit) - self.gradient_at(self.theta - 1e-6 * unit)) / 2e-6
            for unit in np.eye(len(self.theta))
        ]
        return (np.array(columns) + np.array(columns).T) / 2


def network(theta: Any) -> Any:
    hidden = np.tanh(FEATURES[:, :2] @ theta[:4].reshape(2, 2) + theta[4:6])
    return ((hidden @ theta[6:8] + theta[8] - VALUES) ** 2).mean()


PROBLEMS = {
    "bowl": Problem(lambda t: 0.5 * (t[0] ** 2 + 25 * t[1] ** 2), [-4.0, 2.0]),
    "rosenbrock": Problem(lambda t: (1 - t[0]) ** 2 + 100 * (t[1] - t[0] ** 2) ** 2, [-1.2, 1.0]),
    "line": Problem(lambda t: ((FEATURES @ t - VALUES) ** 2).mean(), [1.5, -2.0, 0.7]),
    "logistic": Problem(
        lambda t: (np.log(1 + np.exp(FEATURES @ t)) - LABELS * (FEATURES @ t)).mean(), [-1.0, 0.5, 0.2]
    ),
    "network": Problem(network, [0.7 * math.sin(2.1 * i + 0.3) for i in range(9)]),
}


def armijo(problem: Problem, theta: Any, direction: Any, first: float, shrink: float = 0.5, slope: float = 1e-4) -> Any:
    size = first
    here, descent = problem.value(theta), problem.gradient_at(theta) @ direction
    while not problem.value(theta + size * direction) <= here + slope * size * descent:
        size *= shrink
        if size < 1e-20 * first:
            return 0.0 * direction
    return size * direction


def plain_lion(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    m = np.zeros_like(theta)
    for _ in range(steps):
        g = problem.gradient_at(theta)
        theta = theta - rate * np.sign(0.9 * m + (1 - 0.9) * g)
        m = 0.99 * m + (1 - 0.99) * g
        yield theta


def plain_qhm(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    buffer = np.zeros_like(theta)
    for _ in range(steps):
        g = problem.gradient_at(theta)
        buffer = 0.999 * buffer + (1 - 0.999) * g
        theta = theta - rate * ((1 - 0.7) * g + 0.7 * buffer)
        yield theta


def plain_qhadam(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    g_buffer, s_buffer = np.zeros_like(theta), np.zeros_like(theta)
    for t in range(1, steps + 1):
        g = problem.gradient_at(theta)
        g_buffer = 0.995 * g_buffer + (1 - 0.995) * g
        s_buffer = 0.999 * s_buffer + (1 - 0.999) * g**2
        g_hat, s_hat = g_buffer / (1 - 0.995**t), s_buffer / (1 - 0.999**t)
        theta = theta - rate * ((1 - 0.7) * g + 0.7 * g_hat) / (np.sqrt((1 - 1.0) * g**2 + 1.0 * s_hat) + 1e-8)
        yield theta


def plain_newton(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    for _ in range(steps):
        here = problem.at(theta)
        values, vectors = np.linalg.eigh(here.hessian())
        absolute = vectors @ np.diag(np.abs(values) + 1e-3) @ vectors.T
        theta = theta - rate * np.linalg.solve(absolute, here.gradient)
        yield theta


def plain_line_search(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    for _ in range(steps):
        theta = theta + armijo(problem, theta, -problem.gradient_at(theta), rate)
        yield theta


def plain_conjugate_gradient(problem: Problem, theta: Any, rate: float, steps: int) -> Any:
    before, direction = None, None
    for _ in range(steps):
        g = problem.gradient_at(theta)
        if before is None or direction is None:
            direction = -g
        else:
            direction = -g + max(0.0, g @ (g - before) / (before @ before)) * direction
            if direction @ g >= 0:
                direction = -g
        before = g
        theta = theta + armijo(problem, theta, direction, rate)
        yield theta


def plain_lbfgs(problem: Problem, theta: Any, _rate: float, steps: int) -> Any:
    """Nocedal and Wright, Numerical optimization, algorithms 7.4 and 7.5."""
    pairs: list[tuple[Any, Any]] = []
    for _ in range(steps):
        g = problem.gradient_at(theta)
        q, shares = g.copy(), []
        for s, y in reversed(pairs):
            shares.insert(0, (s @ q) / (y @ s))
            q = q - shares[0] * y
        r = q * (pairs[-1][0] @ pairs[-1][1]) / (pairs[-1][1] @ pairs[-1][1]) if pairs else q
        for (s, y), share in zip(pairs, shares, strict=True):
            r = r + s * (share - (y @ r) / (y @ s))
        step = armijo(problem, theta, -r, 1.0)
        change = problem.gradient_at(theta + step) - g
        if step @ change > 1e-10 * np.linalg.norm(step) * np.linalg.norm(change):
            pairs = [*pairs, (step, change)][-10:]
        else:
            pairs = []
        theta = theta + step
        yield theta


RATES = {"bowl": 0.02, "rosenbrock": 5e-4, "line": 0.1, "logistic": 0.5, "network": 0.1}
CASES = [
    ("lion", plain_lion, dict.fromkeys(PROBLEMS, 0.01), 200),
    ("qhm", plain_qhm, RATES, 200),
    ("qhadam", plain_qhadam, dict.fromkeys(PROBLEMS, 0.02), 200),
    ("newton", plain_newton, dict.fromkeys(PROBLEMS, 0.3), 200),
    ("line_search", plain_line_search, dict.fromkeys(PROBLEMS, 1.0), 200),
    ("conjugate_gradient", plain_conjugate_gradient, dict.fromkeys(PROBLEMS, 1.0), 30),
    ("lbfgs", plain_lbfgs, dict.fromkeys(PROBLEMS, 1.0), 20),
]


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize(("key", "plain", "rates", "steps"), CASES, ids=[case[0] for case in CASES])
def test_it_walks_as_its_paper_says(key: str, plain: Any, rates: dict[str, float], steps: int, name: str) -> None:
    problem, optimizer = PROBLEMS[name], OPTIMIZERS[key]
    theta, rate = np.array(problem.start), rates[name]
    state = optimizer.start(theta, rate)
    for expected in plain(problem, theta, rate, steps):
        change, state = optimizer.update(problem.at(theta), state, theta, rate, **optimizer.complete({}))
        error = np.linalg.norm(theta + change - expected)
        assert error <= 1e-10 * max(np.linalg.norm(expected), np.linalg.norm(problem.start))
        theta = expected  # else steps near kinks of the search would blow rounding errors up


@pytest.mark.parametrize("key", ["newton", "lbfgs"])
def test_the_curved_ones_find_rosenbrocks_minimum(key: str) -> None:
    problem, optimizer = PROBLEMS["rosenbrock"], OPTIMIZERS[key]
    theta = np.array(problem.start)
    state = optimizer.start(theta, 1.0)
    for _ in range(60):
        change, state = optimizer.update(problem.at(theta), state, theta, 1.0, **optimizer.complete({}))
        theta = theta + change
    assert np.abs(theta - 1.0).max() < 1e-3


def test_a_search_that_finds_nothing_stays() -> None:
    uphill = PROBLEMS["bowl"].at([1.0, 1.0])
    uphill.value = lambda _theta: float("nan")  # type: ignore[method-assign]
    for key in ("line_search", "conjugate_gradient", "lbfgs"):
        optimizer = OPTIMIZERS[key]
        state = optimizer.start(uphill.theta, 1.0)
        change, _ = optimizer.update(uphill, state, uphill.theta, 1.0, **optimizer.complete({}))
        np.testing.assert_array_equal(change, 0.0)


def test_lbfgs_rests_at_the_bottom() -> None:
    problem, optimizer = PROBLEMS["bowl"], OPTIMIZERS["lbfgs"]
    theta = np.array(problem.start)
    state = optimizer.start(theta, 1.0)
    for _ in range(300):
        change, state = optimizer.update(problem.at(theta), state, theta, 1.0, **optimizer.complete({}))
        theta = theta + change
    assert np.abs(theta).max() < 1e-100
    assert state.steps.shape == (10, 2)


def test_a_search_that_shortens_too_slowly_gives_up_and_stays():
    theta = np.array([[0.5]])
    uphill = SimpleNamespace(loss=np.zeros(1), gradient=np.ones((1, 1)), value=lambda _: np.ones(1))
    assert backtracked(uphill, theta, -uphill.gradient, 1.0, 0.9999, 1e-4).tolist() == [[0.0]]

"""Every optimizer that PyTorch has too walks PyTorch's stored trajectories."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lossstudio.core.optimizers import OPTIMIZERS

GOLDEN = Path(__file__).parents[2] / "golden"
INDEX = json.loads((GOLDEN / "optimizers.json").read_text())
ARRAYS = dict(np.load(GOLDEN / "optimizers.npz"))
WAVES, VALUES, LABELS = ARRAYS["waves"], ARRAYS["values"], ARRAYS["labels"]


def bowl(theta: Any, _step: int) -> Any:
    return theta * np.array([1.0, 25.0])


def rosenbrock(theta: Any, _step: int) -> Any:
    x, y = theta
    return np.array([-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)])


def line(theta: Any, _step: int) -> Any:
    features = np.column_stack([WAVES, np.ones(15)])
    return 2.0 / 15.0 * features.T @ (features @ theta - VALUES)


def logistic(theta: Any, _step: int) -> Any:
    features = np.column_stack([WAVES, np.ones(15)])
    return features.T @ (1.0 / (1.0 + np.exp(-features @ theta)) - LABELS) / 15.0


def network(theta: Any, step: int) -> Any:
    batch = slice(step % 3 * 5, step % 3 * 5 + 5)
    inputs = WAVES[batch]
    hidden = np.tanh(inputs @ theta[:6].reshape(2, 3) + theta[6:9])
    error = 2.0 / 5.0 * (hidden @ theta[9:12] + theta[12] - VALUES[batch])
    back = error[:, None] * theta[9:12] * (1.0 - hidden**2)
    return np.concatenate([(inputs.T @ back).ravel(), back.sum(axis=0), hidden.T @ error, [error.sum()]])


GRADIENTS = {"bowl": bowl, "rosenbrock": rosenbrock, "line": line, "logistic": logistic, "network": network}


def walk(trace: dict[str, Any], steps: int) -> Any:
    optimizer = OPTIMIZERS[trace["optimizer"]]
    options = optimizer.complete(trace["options"])
    theta = ARRAYS[trace["name"]][0]
    state = optimizer.start(theta, trace["rate"])
    path = [theta]
    for step in range(steps):
        point = SimpleNamespace(gradient=GRADIENTS[trace["problem"]](theta, step))
        change, state = optimizer.update(point, state, theta, trace["rate"], **options)
        theta = theta + change
        path.append(theta)
    return np.array(path)


@pytest.mark.parametrize("trace", INDEX["traces"], ids=lambda t: f"{t['optimizer']}-{t['problem']}-{t['name']}")
def test_200_steps_are_pytorchs(trace: dict[str, Any]) -> None:
    expected = ARRAYS[trace["name"]]
    every = INDEX["every"]
    path = walk(trace, every * (len(expected) - 1))[::every]
    error = np.linalg.norm(path - expected, axis=1) / np.linalg.norm(expected, axis=1)
    assert error.max() <= 1e-10


def test_the_stored_trajectories_move() -> None:
    assert all(np.ptp(ARRAYS[trace["name"]], axis=0).max() > 1e-3 for trace in INDEX["traces"])

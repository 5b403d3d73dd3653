"""Write the trajectories of PyTorch's optimizers that the tests compare with: optimizers.npz beside this file.

Run it where PyTorch and NumPy are installed (``pip install torch numpy``), only when an optimizer or problem is added:
``python tests/golden/make_optimizer_traces.py``. The tests themselves never need PyTorch.
"""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

STEPS, EVERY = 200, 10
HERE = Path(__file__).parent

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

rows = torch.arange(15)
WAVES = torch.stack([torch.sin(1.3 * rows + 0.2), torch.cos(0.7 * rows - 0.4)], dim=1)
VALUES = 0.8 * WAVES[:, 0] - 0.5 * WAVES[:, 1] ** 2 + 0.1 * torch.sin(5.0 * rows)
LABELS = (VALUES + 0.3 * torch.sin(9.0 * rows) > 0).to(torch.get_default_dtype())


def bowl(theta: torch.Tensor, _step: int) -> torch.Tensor:
    return 0.5 * (theta[0] ** 2 + 25.0 * theta[1] ** 2)


def rosenbrock(theta: torch.Tensor, _step: int) -> torch.Tensor:
    return (1.0 - theta[0]) ** 2 + 100.0 * (theta[1] - theta[0] ** 2) ** 2


def line(theta: torch.Tensor, _step: int) -> torch.Tensor:
    return torch.nn.functional.mse_loss(WAVES @ theta[:2] + theta[2], VALUES)


def logistic(theta: torch.Tensor, _step: int) -> torch.Tensor:
    return torch.nn.functional.binary_cross_entropy_with_logits(WAVES @ theta[:2] + theta[2], LABELS)


def network(theta: torch.Tensor, step: int) -> torch.Tensor:
    """Two inputs, three tanh units, one output, on batches of five rows in order."""
    batch = slice(step % 3 * 5, step % 3 * 5 + 5)
    hidden = torch.tanh(WAVES[batch] @ theta[:6].reshape(2, 3) + theta[6:9])
    return torch.nn.functional.mse_loss(hidden @ theta[9:12] + theta[12], VALUES[batch])


PROBLEMS: dict[str, tuple[Callable[[torch.Tensor, int], torch.Tensor], list[float]]] = {
    "bowl": (bowl, [-4.0, 2.0]),
    "rosenbrock": (rosenbrock, [-1.2, 1.0]),
    "line": (line, [1.5, -2.0, 0.7]),
    "logistic": (logistic, [-1.0, 0.5, 0.25]),
    "network": (network, [math.sin(2.1 * i + 0.3) * 0.7 for i in range(13)]),
}

optim = torch.optim
MAKERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "gd": lambda p, lr: optim.SGD(p, lr=lr),
    "momentum": lambda p, lr, momentum=0.9: optim.SGD(p, lr=lr, momentum=momentum),
    "nesterov": lambda p, lr, momentum=0.9: optim.SGD(p, lr=lr, momentum=momentum, nesterov=True),
    "adagrad": lambda p, lr, epsilon=1e-10: optim.Adagrad(p, lr=lr, eps=epsilon),
    "rmsprop": lambda p, lr, rho=0.99, epsilon=1e-8: optim.RMSprop(p, lr=lr, alpha=rho, eps=epsilon),
    "adadelta": lambda p, lr, rho=0.9, epsilon=1e-6: optim.Adadelta(p, lr=lr, rho=rho, eps=epsilon),
    "adam": lambda p, lr, **o: optim.Adam(p, lr=lr, **betas(o)),
    "amsgrad": lambda p, lr, **o: optim.Adam(p, lr=lr, amsgrad=True, **betas(o)),
    "adamax": lambda p, lr, **o: optim.Adamax(p, lr=lr, **betas(o)),
    "nadam": lambda p, lr, momentum_decay=0.004, **o: optim.NAdam(p, lr=lr, momentum_decay=momentum_decay, **betas(o)),
    "radam": lambda p, lr, **o: optim.RAdam(p, lr=lr, **betas(o)),
    "adamw": lambda p, lr, weight_decay=0.01, **o: optim.AdamW(p, lr=lr, weight_decay=weight_decay, **betas(o)),
    "rprop": lambda p, lr, shrink=0.5, grow=1.2, smallest=1e-6, largest=50.0: optim.Rprop(
        p, lr=lr, etas=(shrink, grow), step_sizes=(smallest, largest)
    ),
}
"""PyTorch's optimizers under the keys and option names of the catalogue; the defaults are the catalogue's."""

CASES: list[tuple[str, dict[str, float], dict[str, float]]] = [
    ("gd", {}, {"bowl": 0.03, "rosenbrock": 1e-3, "line": 0.2, "logistic": 0.5, "network": 0.1}),
    ("momentum", {}, {"bowl": 0.01, "rosenbrock": 3e-4, "line": 0.1, "logistic": 0.2, "network": 0.05}),
    ("momentum", {"momentum": 0.4}, {"bowl": 0.05, "rosenbrock": 5e-4, "line": 0.3, "logistic": 1.0, "network": 0.1}),
    ("nesterov", {}, {"bowl": 0.01, "rosenbrock": 3e-4, "line": 0.1, "logistic": 0.2, "network": 0.05}),
    ("adagrad", {}, dict.fromkeys(PROBLEMS, 0.3)),
    ("rmsprop", {}, dict.fromkeys(PROBLEMS, 0.01)),
    (
        "rmsprop",
        {"rho": 0.9, "epsilon": 0.1},
        {"bowl": 0.02, "rosenbrock": 1e-4, "line": 0.02, "logistic": 0.02, "network": 0.02},
    ),
    ("adadelta", {}, dict.fromkeys(PROBLEMS, 1.0)),
    ("adam", {}, dict.fromkeys(PROBLEMS, 0.05)),
    ("adam", {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-3}, dict.fromkeys(PROBLEMS, 0.1)),
    ("adam", {"beta1": 0.0}, dict.fromkeys(PROBLEMS, 0.02)),
    ("amsgrad", {}, dict.fromkeys(PROBLEMS, 0.05)),
    ("adamax", {}, dict.fromkeys(PROBLEMS, 0.05)),
    ("nadam", {}, dict.fromkeys(PROBLEMS, 0.05)),
    ("radam", {}, {"bowl": 0.02, "rosenbrock": 5e-4, "line": 0.05, "logistic": 0.05, "network": 0.05}),
    (
        "radam",
        {"beta2": 0.9},
        {"bowl": 0.02, "rosenbrock": 5e-4, "line": 0.05, "logistic": 0.05, "network": 0.05},
    ),
    ("adamw", {}, dict.fromkeys(PROBLEMS, 0.05)),
    ("adamw", {"weight_decay": 0.3}, dict.fromkeys(PROBLEMS, 0.05)),
    ("rprop", {}, dict.fromkeys(PROBLEMS, 0.01)),
]


def betas(options: dict[str, float]) -> dict[str, Any]:
    return {
        "betas": (options.get("beta1", 0.9), options.get("beta2", 0.999)),
        "eps": options.get("epsilon", 1e-8),
    }


def trajectory(key: str, options: dict[str, float], problem: str, rate: float) -> np.ndarray:
    objective, start = PROBLEMS[problem]
    theta = torch.tensor(start, requires_grad=True)
    optimizer = MAKERS[key]([theta], lr=rate, **options)
    kept = [theta.detach().numpy().copy()]
    for step in range(STEPS):
        optimizer.zero_grad()
        objective(theta, step).backward()
        optimizer.step()
        if (step + 1) % EVERY == 0:
            kept.append(theta.detach().numpy().copy())
    return np.array(kept)


def main() -> None:
    arrays = {"waves": WAVES.numpy(), "values": VALUES.numpy(), "labels": LABELS.numpy()}
    index = []
    for key, options, rates in CASES:
        for problem, rate in rates.items():
            name = f"trace_{len(index)}"
            arrays[name] = trajectory(key, options, problem, rate)
            index.append({"name": name, "optimizer": key, "options": options, "problem": problem, "rate": rate})
    np.savez_compressed(HERE / "optimizers.npz", **arrays)
    (HERE / "optimizers.json").write_text(
        json.dumps({"torch": torch.__version__.partition("+")[0], "every": EVERY, "traces": index}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()

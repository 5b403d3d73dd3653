"""Write what automatic differentiation says of second derivatives: curvature_answers.npz and .json beside this file.

Run it where PyTorch and NumPy are installed (``pip install torch numpy``), only when a loss or an activation is added:
``python tests/golden/make_curvature_answers.py``. The tests themselves never need PyTorch.
"""

import itertools
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
SAMPLES, INPUTS, VECTORS = 7, 2, 2
UNITS = (1e-8, 1e-3, 1.0, 1e6, 1e10)

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

Tensor = torch.Tensor


def softplus(s: Tensor) -> Tensor:
    return torch.logaddexp(s, torch.zeros_like(s))


ACTIVATIONS = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda s: nn.functional.leaky_relu(s, 0.01),
    "elu": nn.functional.elu,
    "gelu": nn.functional.gelu,
    "silu": nn.functional.silu,
    "softplus": softplus,
    "sigmoid": torch.sigmoid,
    "sin": torch.sin,
    "linear": lambda s: s,
    "softmax": lambda s: torch.softmax(s, dim=-1),
}


def focal(s: Tensor, y: Tensor, gamma: float = 2.0, alpha: float = 0.25) -> Tensor:
    margin = (2 * y - 1) * s
    return (alpha * y + (1 - alpha) * (1 - y)) * torch.sigmoid(-margin) ** gamma * softplus(-margin)


def bce(s: Tensor, y: Tensor, weight: float = 2.5, smoothing: float = 0.1) -> Tensor:
    y = y * (1 - smoothing) + smoothing / 2
    return (1 - y) * s + (1 + (weight - 1) * y) * softplus(-s)


def multiclass_hinge(s: Tensor, y: Tensor) -> Tensor:
    truth = s.gather(1, y[:, None])
    return torch.relu(1 - truth + s).sum(dim=1) - 1


LOSSES: dict[str, tuple[str, dict[str, Any], Any]] = {
    "mse": ("value", {}, lambda p, y: (p - y) ** 2),
    "mae": ("value", {}, lambda p, y: (p - y).abs()),
    "distance": ("value", {}, lambda p, y: (p - y).norm(dim=1)),
    "huber": ("value", {}, lambda p, y: nn.functional.huber_loss(p, y, reduction="none")),
    "log_cosh": ("value", {}, lambda p, y: torch.logaddexp(p - y, y - p) - np.log(2)),
    "quantile": ("value", {"tau": 0.8}, lambda p, y: torch.maximum(0.8 * (y - p), -0.2 * (y - p))),
    "mape": ("value", {}, lambda p, y: ((p - y) / y).abs()),
    "msle": ("positive", {}, lambda p, y: (torch.log1p(p) - torch.log1p(y)) ** 2),
    "poisson": ("positive", {}, lambda s, y: torch.exp(s) - y * s),
    "bce": ("label", {"positive_weight": 2.5, "label_smoothing": 0.1}, bce),
    "bce_on_probability": ("probability", {}, lambda p, y: -y * torch.log(p) - (1 - y) * torch.log1p(-p)),
    "focal": ("label", {"alpha": 0.25}, focal),
    "hinge": ("label", {}, lambda s, y: torch.relu(1 - (2 * y - 1) * s)),
    "squared_hinge": ("label", {}, lambda s, y: torch.relu(1 - (2 * y - 1) * s) ** 2),
    "exponential": ("label", {}, lambda s, y: torch.exp(-(2 * y - 1) * s)),
    "cce": ("class", {"label_smoothing": 0.2}, nn.CrossEntropyLoss(reduction="none", label_smoothing=0.2)),
    "cce_on_probability": ("classes", {}, lambda p, y: -torch.log(p.gather(1, y[:, None]))),
    "multiclass_hinge": ("class", {}, multiclass_hinge),
}
SCALED = ("mse", "mae", "distance", "quantile", "mape")
"""Losses of values of any size."""
OUTPUTS = {"value": 2, "positive": 1, "label": 1, "probability": 1, "class": 3, "classes": 3}
LAST = {"probability": "sigmoid", "classes": "softmax"}


def shapes(hidden: list[int], outputs: int) -> list[tuple[int, int]]:
    return list(pairwise((INPUTS, *hidden, outputs)))


def units_of_theta(hidden: list[int], outputs: int, unit_in: float, unit_out: float) -> np.ndarray:
    """Return how large each parameter is where inputs and outputs have these units."""
    found, layers = [], shapes(hidden, outputs)
    for index, (rows, columns) in enumerate(layers):
        weight = (1.0 / unit_in if index == 0 else 1.0) * (unit_out if index == len(layers) - 1 else 1.0)
        bias = unit_out if index == len(layers) - 1 else 1.0
        found += [np.full(rows * columns, weight), np.full(columns, bias)]
    return np.concatenate(found)


def predict(theta: Tensor, inputs: Tensor, hidden: list[int], outputs: int, activation: str, last: str) -> Tensor:
    at, carried, layers = 0, inputs, shapes(hidden, outputs)
    for index, (rows, columns) in enumerate(layers):
        matrix = theta[at : at + rows * columns].reshape(rows, columns)
        at += rows * columns
        sums = carried @ matrix + theta[at : at + columns]
        at += columns
        carried = ACTIVATIONS[activation if index < len(layers) - 1 else last](sums)
    return carried


Case = tuple[str, str, list[int], float, float, float, float]
"""Loss, activation, hidden units, units of inputs and outputs, and both penalties."""


def cases() -> list[Case]:
    hidden = [name for name in ACTIVATIONS if name not in ("linear", "softmax")]
    found = [(loss, name, [3], 1.0, 1.0, 0.0, 0.0) for loss, name in itertools.product(LOSSES, hidden) if name != "sin"]
    found += [("mse", name, [3, 2], 1.0, 1.0, 0.5, 0.1) for name in hidden]
    found += [(loss, "linear", [], one, 1.0, 0.0, 0.0) for loss in LOSSES for one in UNITS if one != 1.0]
    found += [(loss, name, [2], 1.0, one, 0.0, 0.0) for loss in SCALED for name in ("tanh", "relu") for one in UNITS]
    return found


def drawn_targets(kind: str, outputs: int, unit: float, random: np.random.Generator) -> np.ndarray:
    if kind == "value":
        return (random.normal(size=(SAMPLES, outputs)) + 4.0) * unit
    if kind == "positive":
        return random.poisson(2.0, (SAMPLES, outputs)).astype(float)
    if kind in ("class", "classes"):
        return random.integers(0, outputs, SAMPLES)
    return random.integers(0, 2, (SAMPLES, outputs)).astype(float)


def answer(number: int, case: Case) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Return what a case is, and its arrays."""
    key, activation, hidden, unit_in, unit_out, l1, l2 = case
    random = np.random.default_rng(number)
    kind, options, loss = LOSSES[key]
    outputs, last = OUTPUTS[kind], LAST.get(kind, "linear")
    inputs = random.normal(size=(SAMPLES, INPUTS)) * unit_in
    targets = drawn_targets(kind, outputs, unit_out, random)
    units = units_of_theta(hidden, outputs, unit_in, unit_out if kind == "value" else 1.0)
    theta = 0.5 * random.normal(size=units.size) * units
    if key == "msle":
        theta[-1] = 3.0  # where 1 + p is above 0
    weights = torch.tensor(np.concatenate([[1.0] * (r * c) + [0.0] * c for r, c in shapes(hidden, outputs)]))
    vectors = random.normal(size=(VECTORS, units.size)) * units

    def objective(at: Tensor) -> Tensor:
        output = predict(at, torch.tensor(inputs), hidden, outputs, activation, last)
        penalty = l1 * (weights * at).abs().sum() + l2 / 2 * (weights * at**2).sum()
        return loss(output, torch.tensor(targets)).mean() + penalty

    matrix = torch.func.hessian(objective)(torch.tensor(theta)).numpy()
    told = {"loss": key, "options": options, "activation": activation, "hidden": hidden, "output": last}
    return told | {"outputs": outputs, "l1": l1, "l2": l2, "units": [unit_in, unit_out]}, {
        "inputs": inputs,
        "targets": targets,
        "theta": theta,
        "vectors": vectors,
        "products": vectors @ matrix,
        "sizes": np.abs(vectors) @ np.abs(matrix),
    }


def main() -> None:
    arrays, told = {}, []
    for number, case in enumerate(cases()):
        said, found = answer(number, case)
        told.append(said)
        arrays |= {f"{number:03d} {name}": array for name, array in found.items()}
    np.savez_compressed(HERE / "curvature_answers.npz", **arrays)
    (HERE / "curvature_answers.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

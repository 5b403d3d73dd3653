"""Write what PyTorch says of losses, activations and training: losses_and_models.json and .npz beside this file.

Run it where PyTorch and NumPy are installed (``pip install torch numpy``), only when a loss or model is added:
``python tests/golden/make_loss_and_model_traces.py``. The tests themselves never need PyTorch.
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).parent
SAMPLES, OUTPUTS, STEPS, BATCH = 24, 3, 60, 10

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(7)

Tensor = torch.Tensor
VALUES = 2.0 * torch.randn(SAMPLES, OUTPUTS)
TARGETS = torch.randn(SAMPLES, OUTPUTS)
TARGETS[0] = VALUES[0]  # on the kink
COUNTS = torch.poisson(torch.full((SAMPLES, OUTPUTS), 2.0))
LABELS = (torch.rand(SAMPLES, OUTPUTS) > 0.5).double()
CLASSES = torch.randint(0, OUTPUTS, (SAMPLES,))
SCORES = torch.cat([VALUES[:-2], torch.full((1, OUTPUTS), 60.0), torch.full((1, OUTPUTS), -60.0)])
PROBABILITIES = torch.sigmoid(VALUES)
PROBABILITIES[0], PROBABILITIES[1] = 0.0, 1.0
SHARES = torch.softmax(VALUES, dim=1)
POSITIVE = VALUES.abs() + 0.1
SIGNS = 2.0 * LABELS - 1.0
WEIGHTS = torch.tensor([1.0, 3.0, 0.5])


def focal(score: Tensor, label: Tensor, gamma: float, alpha: float | None) -> Tensor:
    plain = nn.functional.binary_cross_entropy_with_logits(score, label, reduction="none")
    p = torch.sigmoid(score)
    right = p * label + (1 - p) * (1 - label)
    weight = 1.0 if alpha is None else alpha * label + (1 - alpha) * (1 - label)
    return (weight * (1 - right) ** gamma * plain).mean()


def quantile(p: Tensor, y: Tensor, tau: float) -> Tensor:
    return torch.maximum(tau * (y - p), (tau - 1) * (y - p)).mean()


LossCase = tuple[str, dict[str, Any], Tensor, Tensor, Callable[[Tensor, Tensor], Tensor]]
LOSSES: list[LossCase] = [
    ("mse", {}, VALUES, TARGETS, nn.MSELoss()),
    ("mae", {}, VALUES, TARGETS, nn.L1Loss()),
    ("distance", {}, VALUES[1:], TARGETS[1:], lambda p, y: (p - y).norm(dim=1).mean()),
    ("huber", {}, VALUES, TARGETS, nn.HuberLoss()),
    ("huber", {"delta": 0.3}, VALUES, TARGETS, nn.HuberLoss(delta=0.3)),
    ("log_cosh", {}, VALUES, TARGETS, lambda p, y: torch.log(torch.cosh(p - y)).mean()),
    ("quantile", {"tau": 0.8}, VALUES[1:], TARGETS[1:], lambda p, y: quantile(p, y, 0.8)),
    ("mape", {}, VALUES, TARGETS, lambda p, y: ((p - y) / y).abs().mean()),
    ("msle", {}, POSITIVE, COUNTS, lambda p, y: ((torch.log1p(p) - torch.log1p(y)) ** 2).mean()),
    ("poisson", {}, VALUES, COUNTS, nn.PoissonNLLLoss(log_input=True, full=False)),
    ("bce", {}, SCORES, LABELS, nn.BCEWithLogitsLoss()),
    ("bce", {"positive_weight": 2.5}, SCORES, LABELS, nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.5))),
    (
        "bce",
        {"positive_weight": 0.5, "label_smoothing": 0.1},
        SCORES,
        LABELS,
        lambda s, y: nn.BCEWithLogitsLoss(pos_weight=torch.tensor(0.5))(s, y * 0.9 + 0.05),
    ),
    ("bce_on_probability", {}, PROBABILITIES, LABELS, nn.BCELoss()),
    ("focal", {}, VALUES, LABELS, lambda s, y: focal(s, y, 2.0, None)),
    ("focal", {"gamma": 0.7, "alpha": 0.25}, VALUES, LABELS, lambda s, y: focal(s, y, 0.7, 0.25)),
    ("hinge", {}, VALUES, LABELS, lambda s, _: torch.relu(1 - SIGNS * s).mean()),
    ("squared_hinge", {"margin": 0.5}, VALUES, LABELS, lambda s, _: (torch.relu(0.5 - SIGNS * s) ** 2).mean()),
    ("exponential", {}, VALUES, LABELS, lambda s, _: torch.exp(-SIGNS * s).mean()),
    ("cce", {}, SCORES, CLASSES, nn.CrossEntropyLoss()),
    ("cce", {"label_smoothing": 0.2}, SCORES, CLASSES, nn.CrossEntropyLoss(label_smoothing=0.2)),
    ("cce", {"class_weights": WEIGHTS.tolist()}, SCORES, CLASSES, nn.CrossEntropyLoss(weight=WEIGHTS)),
    (
        "cce",
        {"class_weights": WEIGHTS.tolist(), "label_smoothing": 0.2},
        SCORES,
        CLASSES,
        nn.CrossEntropyLoss(weight=WEIGHTS, label_smoothing=0.2),
    ),
    ("cce_on_probability", {}, SHARES, CLASSES, lambda p, y: nn.functional.nll_loss(torch.log(p), y)),
    ("multiclass_hinge", {}, VALUES, CLASSES, lambda s, y: OUTPUTS * nn.MultiMarginLoss()(s, y)),
    ("multiclass_hinge", {"margin": 0.5}, VALUES, CLASSES, lambda s, y: OUTPUTS * nn.MultiMarginLoss(margin=0.5)(s, y)),
]

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": nn.functional.leaky_relu,
    "elu": nn.functional.elu,
    "gelu": nn.functional.gelu,
    "silu": nn.functional.silu,
    "softplus": nn.functional.softplus,
    "sigmoid": torch.sigmoid,
    "sin": torch.sin,
    "linear": lambda s: s,
    "softmax": lambda s: torch.softmax(s, dim=-1),
}

INPUTS = torch.randn(SAMPLES, 2)
RUNS: list[tuple[dict[str, Any], str, dict[str, Any], Tensor, Callable[[Tensor, Tensor], Tensor]]] = [
    *[
        ({"hidden": [4, 2], "activation": key}, "mse", {}, TARGETS[:, :1], nn.MSELoss())
        for key in ACTIVATIONS
        if key != "softmax"
    ],
    ({"hidden": [4, 2], "output": "tanh"}, "mse", {}, TARGETS[:, :1], nn.MSELoss()),
    ({"hidden": [3]}, "mse", {}, TARGETS, nn.MSELoss()),
    ({"hidden": [5, 3], "activation": "relu"}, "mae", {}, TARGETS[:, :2], nn.L1Loss()),
    ({"hidden": []}, "bce", {}, LABELS[:, :1], nn.BCEWithLogitsLoss()),
    (
        {"hidden": [4, 2], "activation": "sigmoid"},
        "bce",
        {"positive_weight": 3.0},
        LABELS[:, :1],
        nn.BCEWithLogitsLoss(pos_weight=torch.tensor(3.0)),
    ),
    ({"hidden": [4], "output": "sigmoid"}, "bce_on_probability", {}, LABELS[:, :1], nn.BCELoss()),
    ({"hidden": [4]}, "cce", {"class_weights": WEIGHTS.tolist()}, CLASSES, nn.CrossEntropyLoss(weight=WEIGHTS)),
    (
        {"hidden": [4], "output": "softmax"},
        "cce_on_probability",
        {},
        CLASSES,
        lambda p, y: nn.functional.nll_loss(torch.log(p), y),
    ),
]


def predicted(theta: Tensor, said: dict[str, Any], inputs: Tensor, outputs: int) -> Tensor:
    """Return the outputs of a network whose theta is, layer by layer, the matrix by rows and then the biases."""
    widths = [2, *said["hidden"], outputs]
    at = 0
    for index, (coming, going) in enumerate(pairwise(widths)):
        matrix = theta[at : at + coming * going].reshape(coming, going)
        at += coming * going
        last = index == len(widths) - 2
        key = said.get("output", "linear") if last else said.get("activation", "tanh")
        inputs = ACTIVATIONS[key](inputs @ matrix + theta[at : at + going])
        at += going
    return inputs


def losses() -> Iterator[tuple[dict[str, Any], dict[str, np.ndarray]]]:
    """Yield each loss's mean and its gradient by the outputs."""
    for key, options, output, target, function in LOSSES:
        leaf = output.clone().requires_grad_()
        value = function(leaf, target)
        value.backward()
        arrays = {"output": output, "target": target, "value": value.detach(), "gradient": leaf.grad}
        yield {"loss": key, "options": options}, {name: array.numpy() for name, array in arrays.items()}


def runs() -> Iterator[tuple[dict[str, Any], dict[str, np.ndarray]]]:
    """Yield trajectories of plain descent on batches in row order."""
    for said, key, options, target, function in RUNS:
        outputs = target.shape[1] if target.ndim == 2 else OUTPUTS
        widths = [2, *said["hidden"], outputs]
        size = sum((coming + 1) * going for coming, going in pairwise(widths))
        theta = (0.6 * torch.randn(size)).requires_grad_()
        start, batch_losses = theta.detach().clone(), []
        optimizer = torch.optim.SGD([theta], lr=0.1)
        for step in range(STEPS):
            first = step % 3 * BATCH
            rows = slice(first, min(first + BATCH, SAMPLES))
            optimizer.zero_grad()
            loss = function(predicted(theta, said, INPUTS[rows], outputs), target[rows])
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        yield (
            {"model": said, "loss": key, "options": options, "outputs": outputs, "rate": 0.1, "batch": BATCH},
            {
                "inputs": INPUTS.numpy(),
                "target": target.numpy(),
                "start": start.numpy(),
                "end": theta.detach().numpy(),
                "batch_losses": np.array(batch_losses),
            },
        )


def main() -> None:
    """Write both files."""
    said: dict[str, list[dict[str, Any]]] = {"losses": [], "runs": []}
    stored: dict[str, np.ndarray] = {}
    for kind, traces in (("losses", losses()), ("runs", runs())):
        for index, (what, arrays) in enumerate(traces):
            said[kind].append(what)
            stored |= {f"{kind}/{index}/{name}": array for name, array in arrays.items()}
    (HERE / "losses_and_models.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(HERE / "losses_and_models.npz", **stored)


if __name__ == "__main__":
    main()

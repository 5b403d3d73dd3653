"""A document that says as little as it can, one that says everything, and ways to change them."""

import copy
from typing import Any

TABLE: dict[str, Any] = {"kind": "table", "inputs": [[0, 1], [1, 0], [1, 1]], "targets": [0, 1, 1], "task": "binary"}
MINIMAL: dict[str, Any] = {
    "format": "lossstudio",
    "version": 1,
    "objective": {"kind": "supervised", "data": {"kind": "penguins"}},
}
FULL: dict[str, Any] = {
    "format": "lossstudio",
    "version": 1,
    "title": "Everything at once",
    "objective": {
        "kind": "supervised",
        "data": TABLE,
        "model": {"kind": "mlp", "hidden": [2], "activation": "tanh"},
        "loss": {"kind": "bce", "label_smoothing": 0.1},
        "penalty": {"l1": 0.01, "l2": 0.1, "biases": True},
    },
    "training": {
        "steps": 60,
        "batch_size": 2,
        "shuffle": False,
        "seed": 3,
        "changes": [
            {"step": 10, "learning_rate": 0.5},
            {"step": 20, "runner": "fast", "optimizer": {"kind": "adam", "beta1": 0.8}, "batch_size": None},
            {"step": 30, "loss": {"kind": "mse"}, "penalty": {"l2": 1.0}, "schedule": {"kind": "constant"}},
        ],
    },
    "runners": [
        {
            "name": "fast",
            "optimizer": {"kind": "momentum", "momentum": 0.5},
            "learning_rate": 0.3,
            "start": {"theta": [1, 2, 3, 4, 5, 6, 7, 8, 9]},
            "loss": {"kind": "mse"},
            "clip_value": 5,
            "clip_norm": 1.5,
        },
        {"name": "slow", "optimizer": {"kind": "gd"}, "start": {"seed": 4, "init": "normal", "scale": 2}},
    ],
    "plane": {"kind": "pca", "runner": "slow", "steps": [0, 50], "origin": 3, "range": [-1, 1, -2, 2]},
    "view": {
        "camera": {"azimuth": 10, "elevation": 20, "distance": 4},
        "colormap": "viridis",
        "height": "log",
        "theme": "dark",
    },
    "notes": "First line.\nSecond line.",
}


def changed(path: str, value: Any, document: dict[str, Any] = FULL) -> dict[str, Any]:
    """Return a copy of a document with another value at a path such as "runners.0.name"."""
    new = copy.deepcopy(document)
    *way, last = path.split(".")
    place: Any = new
    for key in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[int(last) if isinstance(place, list) else last] = value
    return new

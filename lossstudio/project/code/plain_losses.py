"""Losses in NumPy: the mean over the rows, and its slope by the model's outputs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lossstudio.core.expression.node import names_in
from lossstudio.project.code.formulas import formula_of, in_code

FUNCTIONS = {
    **{name: f"np.{name}" for name in ("abs", "sqrt", "exp", "log", "log1p", "expm1", "tanh", "sin", "cos", "sign")},
    "where": "np.where",
    "min": "np.minimum",
    "max": "np.maximum",
    "and": "np.logical_and",
    "sigmoid": "sigmoid",
    "softplus": "softplus",
}

HELP = {
    "sigmoid": ["def sigmoid(s):", "    return np.exp(-np.logaddexp(0, -s))"],
    "softplus": ["def softplus(s):", "    return np.logaddexp(0, s)"],
    "log_softmax": [
        "def log_softmax(s):",
        "    s = s - s.max(axis=1, keepdims=True)",
        "    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))",
    ],
    "one_hot": ["def one_hot(y, classes):", "    return np.eye(classes)[y]"],
}
"""Small functions that some losses need."""


@dataclass(frozen=True, slots=True)
class Written:
    """A loss as two expressions in p, the outputs ``(N, K)``, and y, the targets."""

    value: str
    slope: str


def written(key: str, options: Mapping[str, Any]) -> Written:
    """Return a loss in NumPy."""
    if key == "weighted_sum":
        parts = [(part.weight, written(part.loss.key, part.options)) for part in options["parts"]]
        values, slopes = (
            " + ".join(f"{weight!r} * ({getattr(part, name)})" for weight, part in parts) for name in ("value", "slope")
        )
        return Written(values, slopes)
    found = formula_of(key, options)
    if found is None:
        return _ACROSS[key](**options)
    value = in_code(found, found.tree, FUNCTIONS)
    slope = in_code(found, found.slopes["prediction"], FUNCTIONS)
    if key == "bce_on_probability":
        slope = "(p - y) / np.maximum(p * (1 - p), 1e-12)"
    elif "prediction" not in names_in(found.slopes["prediction"]):
        slope = f"{slope} + 0 * p"
    return Written(f"np.mean({value})", f"({slope}) / p.size")


def _distance() -> Written:
    length = "np.linalg.norm(p - y, axis=1, keepdims=True)"
    return Written(f"np.mean({length})", f"(p - y) / np.where({length} > 0, {length}, 1) / len(p)")


def _cce(*, label_smoothing: float, class_weights: tuple[float, ...] | None) -> Written:
    labels = "one_hot(y, p.shape[1])"
    if label_smoothing:
        labels = f"({1 - label_smoothing!r} * {labels} + {label_smoothing!r} / p.shape[1])"
    if class_weights is None:
        return Written(f"-np.sum({labels} * log_softmax(p)) / len(p)", f"(np.exp(log_softmax(p)) - {labels}) / len(p)")
    weights = f"np.array({list(class_weights)})"
    labels, whole = f"{labels} * {weights}", f"np.sum({weights}[y])"
    return Written(
        f"-np.sum({labels} * log_softmax(p)) / {whole}",
        f"(np.exp(log_softmax(p)) * np.sum({labels}, axis=1, keepdims=True) - {labels}) / {whole}",
    )


def _cce_on_probability() -> Written:
    truth = "p[np.arange(len(p)), y]"
    return Written(
        f"np.mean(np.minimum(-np.log({truth}), 100))",
        f"-one_hot(y, p.shape[1]) / np.maximum({truth}, np.exp(-100))[:, None] / len(p)",
    )


def _multiclass_hinge(*, margin: float) -> Written:
    lack = f"(p - p[np.arange(len(p)), y][:, None] + {margin!r}) * (1 - one_hot(y, p.shape[1]))"
    near = f"(({lack}) > 0)"
    return Written(
        f"np.sum(np.maximum(0, {lack})) / len(p)",
        f"({near} - {near}.sum(axis=1, keepdims=True) * one_hot(y, p.shape[1])) / len(p)",
    )


_ACROSS: dict[str, Callable[..., Written]] = {
    "distance": _distance,
    "cce": _cce,
    "cce_on_probability": _cce_on_probability,
    "multiclass_hinge": _multiclass_hinge,
}
"""The losses that look at all outputs of a row at once."""

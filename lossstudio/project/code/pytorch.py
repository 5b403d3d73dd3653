"""A run as a program in PyTorch."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.core.models.layer import Layer
from lossstudio.project.code.frameworks import Dialect, Written, added, as_formula, weights_of
from lossstudio.project.code.schedules import imports_of, rate_lines
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import heading, literal, remarks, rows_comment

_DIALECT = Dialect(
    functions={
        **{name: f"torch.{name}" for name in ("abs", "sqrt", "exp", "log", "log1p", "expm1", "tanh", "sin", "cos")},
        "sign": "torch.sign",
        "where": "torch.where",
        "min": "torch.minimum",
        "max": "torch.maximum",
        "and": "torch.logical_and",
        "sigmoid": "torch.sigmoid",
        "softplus": "nn.functional.softplus",
    },
    number="torch.tensor({}).double()",
    mean="({}).mean()",
)

_ACTIVATIONS = {
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU(0.01)",
    "elu": "nn.ELU()",
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "softplus": "nn.Softplus()",
    "sigmoid": "nn.Sigmoid()",
    "sin": "Sine()",
    "softmax": "nn.Softmax(dim=1)",
}
_SINE = ["class Sine(nn.Module):", "    def forward(self, s):", "        return torch.sin(s)"]
_OPTIMIZERS = {
    "gd": "SGD(parameters, lr={rate!r})",
    "momentum": "SGD(parameters, lr={rate!r}, momentum={momentum!r})",
    "nesterov": "SGD(parameters, lr={rate!r}, momentum={momentum!r}, nesterov=True)",
    "adagrad": "Adagrad(parameters, lr={rate!r}, eps={epsilon!r})",
    "rmsprop": "RMSprop(parameters, lr={rate!r}, alpha={rho!r}, eps={epsilon!r})",
    "adadelta": "Adadelta(parameters, lr={rate!r}, rho={rho!r}, eps={epsilon!r})",
    "adam": "Adam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})",
    "amsgrad": "Adam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r}, amsgrad=True)",
    "adamw": (
        "AdamW(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r}, weight_decay={weight_decay!r})"
    ),
    "adamax": "Adamax(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})",
    "nadam": (
        "NAdam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r},"
        " momentum_decay={momentum_decay!r})"
    ),
    "radam": "RAdam(parameters, lr={rate!r}, betas=({beta1!r}, {beta2!r}), eps={epsilon!r})",
    "rprop": ("Rprop(parameters, lr={rate!r}, etas=({shrink!r}, {grow!r}), step_sizes=({smallest!r}, {largest!r}))"),
}


def pytorch_code(setup: Setup) -> str:
    """Return the program."""
    loss, rates = _loss(setup), rate_lines(setup.settings)
    functions = [list(lines) for lines in (loss.function, rates) if lines]
    if any(layer.activation.key == "sin" for layer in setup.network.stack):
        functions.insert(0, _SINE)
    maths = imports_of(rates) + (["import numpy as np"] if any("np." in line for line in rates) else [])
    head = [heading(setup, "PyTorch"), *maths, *([""] if maths else []), "import torch", "from torch import nn"]
    body = [*_data(setup), *_model(setup), *_start(setup), "", *_descent(setup, loss, rated=bool(rates))]
    if not functions:
        return "\n".join([*head, "", *body]) + "\n"
    return "\n\n\n".join("\n".join(lines) for lines in (head, *functions, body)) + "\n"


def _data(setup: Setup) -> list[str]:
    return [
        "torch.set_default_dtype(torch.float64)",
        "",
        rows_comment(setup),
        f"inputs = torch.tensor({literal(setup.inputs)})",
        f"targets = torch.tensor({literal(setup.targets)})",
        "",
    ]


def _model(setup: Setup) -> list[str]:
    parts = [part for layer in setup.network.stack for part in _layer(layer)]
    if len(parts) == 1:
        return [f"model = {parts[0]}"]
    return [f"model = nn.Sequential({', '.join(parts)})"]


def _layer(layer: Layer) -> list[str]:
    bias = "" if layer.bias else ", bias=False"
    made = [f"nn.Linear({layer.inputs}, {layer.outputs}{bias})"]
    return made if layer.activation.key == "linear" else [*made, _ACTIVATIONS[layer.activation.key]]


def _start(setup: Setup) -> list[str]:
    """Return the lines that put the model where the descent starts."""
    values = []
    for layer in setup.network.stack:
        matrix, biases = weights_of(layer, setup.theta)
        values += [matrix.T] if biases is None else [matrix.T, biases]
    return [
        "parameters = list(model.parameters())",
        "# Where the descent starts: each layer's weights, then its biases.",
        f"start = [{', '.join(literal(value) for value in values)}]",
        "with torch.no_grad():",
        "    for parameter, value in zip(parameters, start):",
        "        parameter.copy_(torch.tensor(value))",
    ]


def _loss(setup: Setup) -> Written:
    if setup.loss.key == "weighted_sum":
        return added(setup, _written, "p, y")
    return _written(setup.loss.key, setup.options)


def _written(key: str, options: Mapping[str, Any]) -> Written:
    """Return PyTorch's own loss; where it has none, a function of the outputs p and the targets y."""
    made = _OWN[key](**options) if key in _OWN else ""
    if made:
        return Written(made)
    return as_formula(key, options, _DIALECT, order="p, y") or _across(key, options)


def _bce(*, positive_weight: float, label_smoothing: float) -> str:
    if label_smoothing:
        return ""
    weight = "" if positive_weight == 1.0 else f"pos_weight=torch.tensor({positive_weight!r})"
    return f"nn.BCEWithLogitsLoss({weight})"


def _cce(*, class_weights: tuple[float, ...] | None, label_smoothing: float) -> str:
    said = [] if class_weights is None else [f"weight=torch.tensor({list(class_weights)})"]
    said += [f"label_smoothing={label_smoothing!r}"] if label_smoothing else []
    return f"nn.CrossEntropyLoss({', '.join(said)})"


_OWN: dict[str, Callable[..., str]] = {
    "mse": lambda: "nn.MSELoss()",
    "mae": lambda: "nn.L1Loss()",
    "huber": lambda delta: f"nn.HuberLoss(delta={delta!r})",
    "poisson": lambda: "nn.PoissonNLLLoss(log_input=True)",
    "bce": _bce,
    "bce_on_probability": lambda: "nn.BCELoss()",
    "cce": _cce,
}
"""What PyTorch itself has, given a loss's options; empty where it hasn't."""


def _across(key: str, options: Mapping[str, Any]) -> Written:
    """Return a loss that looks at all outputs of a row at once."""
    truth = "p.gather(1, y[:, None])"
    bodies = {
        "distance": "(p - y).norm(dim=1).mean()",
        "cce_on_probability": f"(-{truth}.log()).clamp(max=100).mean()",
    }
    if key == "multiclass_hinge":
        margin = options["margin"]
        made = f"nn.MultiMarginLoss(margin={margin!r})"
        remark = "nn.MultiMarginLoss divides by the number of classes as well, so it is multiplied by it here."
        function = (
            f"mean_margin = {made}",
            "",
            "",
            "def multiclass_hinge_loss(p, y):",
            "    return p.shape[1] * mean_margin(p, y)",
        )
        return Written("multiclass_hinge_loss", function, remark)
    return Written(f"{key}_loss", (f"def {key}_loss(p, y):", f"    return {bodies[key]}"))


def _descent(setup: Setup, loss: Written, *, rated: bool) -> list[str]:
    optimizer, missing = _optimizer(setup)
    rows, size = len(setup.inputs), setup.batch
    draw, batch = _batches(setup, rows, size)
    return [
        *remarks(setup, missing=missing),
        *([f"# {loss.remark}"] if loss.remark else []),
        f"loss_function = {loss.made}",
        f"optimizer = torch.optim.{optimizer}",
        "",
        *draw,
        f"for step in range({setup.steps}):",
        *(f"    {line}" for line in batch),
        *(['    optimizer.param_groups[0]["lr"] = rate(step)'] if rated else []),
        "    optimizer.zero_grad()",
        f"    loss = loss_function(model({'inputs' if size is None else 'x'}), {'targets' if size is None else 'y'})",
        *(f"    {line}" for line in _penalty(setup)),
        "    loss.backward()",
        *(f"    {line}" for line in _clipping(setup)),
        "    optimizer.step()",
        "",
        'print("loss", loss_function(model(inputs), targets).item())',
    ]


def _optimizer(setup: Setup) -> tuple[str, str]:
    """Return PyTorch's optimizer, and what is to be said where it has none."""
    settings = setup.settings
    pattern = _OPTIMIZERS.get(settings.optimizer.kind)
    label = settings.optimizer_entry.label
    missing = "" if pattern else f"PyTorch has no {label} like this one: plain gradient descent stands in its place."
    return (pattern or _OPTIMIZERS["gd"]).format(rate=settings.learning_rate, **settings.optimizer_options), missing


def _batches(setup: Setup, rows: int, size: int | None) -> tuple[list[str], list[str]]:
    if size is None:
        return [], []
    count = -(-rows // size)
    if not setup.shuffle:
        some = f"step % {count} * {size} : step % {count} * {size} + {size}"
        return [], [f"x, y = inputs[{some}], targets[{some}]"]
    return ["torch.manual_seed(0)"], [
        f"if step % {count} == 0:",
        f"    order = torch.randperm({rows})",
        f"some = order[step % {count} * {size} : step % {count} * {size} + {size}]",
        "x, y = inputs[some], targets[some]",
    ]


def _penalty(setup: Setup) -> list[str]:
    penalty = setup.settings.penalty
    terms = [f"{penalty.l1!r} * w.abs().sum()"] if penalty.l1 else []
    terms += [f"{penalty.l2 / 2!r} * (w**2).sum()"] if penalty.l2 else []
    some = "" if penalty.biases else " if w.ndim > 1"
    return [f"loss = loss + sum({' + '.join(terms)} for w in parameters{some})"] if terms else []


def _clipping(setup: Setup) -> list[str]:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    lines = [f"nn.utils.clip_grad_value_(parameters, {value!r})"] if value is not None else []
    return lines + ([f"nn.utils.clip_grad_norm_(parameters, {norm!r})"] if norm is not None else [])

"""A run as a program in PyTorch."""

from operator import attrgetter

from lossstudio.core.models.layer import Layer
from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.frameworks import (
    Dialect,
    FrameworkLoss,
    loss_function,
    optimizer_call,
    weights_of,
)
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import heading, imports_of, literal, rate_lines, remarks, rows_comment, units_lines

_DIALECT = Dialect(
    code=attrgetter("pytorch"),
    order="p, y",
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


def pytorch_code(setup: Setup) -> str:
    """Return the program."""
    loss, rates = loss_function(setup.loss, setup.options, _DIALECT), rate_lines(setup.settings)
    classes = dict.fromkeys(layer.activation.code.pytorch_class for layer in setup.network.stack)
    functions = [list(lines) for lines in (*classes, loss.function, rates) if lines]
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
    activation = layer.activation.code.pytorch
    return [*made, activation] if activation else made


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


def _descent(setup: Setup, loss: FrameworkLoss, *, rated: bool) -> list[str]:
    optimizer, missing = optimizer_call(setup, setup.settings.optimizer_entry.code.pytorch, GD.code.pytorch)
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
        *(f"    {line}" for line in _penalty(setup, descended=True)),
        "    loss.backward()",
        *(f"    {line}" for line in _clipping(setup)),
        "    optimizer.step()",
        *(f"    {line}" for line in _proximal_step(setup)),
        "",
        "loss = loss_function(model(inputs), targets)",
        *_penalty(setup, descended=False),
        'print("loss", loss.item())',
        *units_lines(setup, "model.weight.detach()[0]", "model.bias.item()", "torch.tensor"),
    ]


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


def _penalty(setup: Setup, *, descended: bool) -> list[str]:
    """Return the line that adds the penalty, or that part of it which is `descended` by its slope."""
    penalty = setup.settings.penalty
    terms = [f"{penalty.l1!r} * w.abs().sum()"] if penalty.l1 and not (descended and penalty.proximal) else []
    terms += [f"{penalty.l2 / 2!r} * (w**2).sum()"] if penalty.l2 else []
    some = _penalised(setup)
    return [f"loss = loss + sum({' + '.join(terms)} for w in parameters{some})"] if terms else []


def _penalised(setup: Setup) -> str:
    return "" if setup.settings.penalty.biases else " if w.ndim > 1"


def _proximal_step(setup: Setup) -> list[str]:
    penalty = setup.settings.penalty
    if not (penalty.l1 and penalty.proximal):
        return []
    return [
        "# The proximal step of L1: nearer to 0, and exactly 0 once there.",
        "with torch.no_grad():",
        f"    for w in (w for w in parameters{_penalised(setup)}):",
        f'        w.copy_(nn.functional.softshrink(w, {penalty.l1!r} * optimizer.param_groups[0]["lr"]))',
    ]


def _clipping(setup: Setup) -> list[str]:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    lines = [f"nn.utils.clip_grad_value_(parameters, {value!r})"] if value is not None else []
    return lines + ([f"nn.utils.clip_grad_norm_(parameters, {norm!r})"] if norm is not None else [])

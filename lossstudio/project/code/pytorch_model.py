"""A model on data in PyTorch."""

from operator import attrgetter

from lossstudio.core.models.layer import Layer
from lossstudio.project.code.frameworks import Dialect, FrameworkLoss, loss_function, weights_of
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import literal, rows_comment

DIALECT = Dialect(
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
        "pi": "torch.pi",
        "e": "torch.e",
    },
    number="torch.tensor({}).double()",
    mean="({}).mean()",
)


class PytorchModel:
    """As `PytorchObjective`: a model on data."""

    def __init__(self, minimised: ModelSetup, setup: Setup) -> None:
        self._model = minimised
        self._setup = setup

    @property
    def imports(self) -> list[str]:
        """As `PytorchObjective.imports`."""
        return ["import torch", "from torch import nn"]

    @property
    def data(self) -> list[str]:
        """As `PytorchObjective.data`."""
        return [
            "torch.set_default_dtype(torch.float64)",
            "",
            rows_comment(self._model),
            f"inputs = torch.tensor({literal(self._model.inputs)})",
            f"targets = torch.tensor({literal(self._model.targets)})",
            "",
            self._made,
            *self._start,
        ]

    def functions(self, leg: Leg) -> list[list[str]]:
        """As `PytorchObjective.functions`: activations that PyTorch hasn't, and the loss."""
        stack = self._model.network.stack
        classes = dict.fromkeys(layer.activation.code.pytorch_class for layer in stack) if leg.before is None else {}
        loss = _loss(leg).function if "loss" in leg.changed else ()
        return [list(lines) for lines in (*classes, loss) if lines]

    def chosen(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.chosen`."""
        if "loss" not in leg.changed:
            return []
        loss = _loss(leg)
        return [*([f"# {loss.remark}"] if loss.remark else []), f"loss_function = {loss.made}"]

    def drawing(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.drawing`: what draws the batches."""
        if not self._model.draws(leg):
            return []
        drawn = any(each.first < leg.first and self._model.draws(each) for each in self._setup.legs)
        order = [f"order = torch.randperm({len(self._model.inputs)})"]
        within = leg.first % self._model.batches(leg) != 0
        return [*([] if drawn else ["torch.manual_seed(0)"]), *(order if within else [])]

    def batch(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.batch`."""
        size, rows, count = self._model.batch(leg), len(self._model.inputs), self._model.batches(leg)
        if size is None:
            return []
        some = f"step % {count} * {size} : step % {count} * {size} + {size}"
        if not self._model.shuffle:
            return [f"x, y = inputs[{some}], targets[{some}]"]
        return [
            f"if step % {count} == 0:",
            f"    order = torch.randperm({rows})",
            f"some = order[{some}]",
            "x, y = inputs[some], targets[some]",
        ]

    def loss(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.loss`."""
        x, y = ("inputs", "targets") if self._model.batch(leg) is None else ("x", "y")
        return [f"loss = loss_function(model({x}), {y})", *_penalty(leg, descended=True)]

    def clipping(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.clipping`."""
        value, norm = leg.settings.clip_value, leg.settings.clip_norm
        lines = [f"nn.utils.clip_grad_value_(parameters, {value!r})"] if value is not None else []
        return lines + ([f"nn.utils.clip_grad_norm_(parameters, {norm!r})"] if norm is not None else [])

    def proximal_step(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.proximal_step`: of an l1 penalty."""
        penalty = leg.settings.penalty
        if not (penalty.l1 and penalty.proximal):
            return []
        return [
            "# The proximal step of L1: nearer to 0, and exactly 0 once there.",
            "with torch.no_grad():",
            f"    for w in (w for w in parameters{_penalised(leg)}):",
            f'        w.copy_(nn.functional.softshrink(w, {penalty.l1!r} * optimizer.param_groups[0]["lr"]))',
        ]

    def value(self, leg: Leg) -> list[str]:
        """As `PytorchObjective.value`."""
        return ["loss = loss_function(model(inputs), targets)", *_penalty(leg, descended=False)]

    @property
    def _made(self) -> str:
        parts = [part for layer in self._model.network.stack for part in _layer(layer)]
        return f"model = {parts[0]}" if len(parts) == 1 else f"model = nn.Sequential({', '.join(parts)})"

    @property
    def _start(self) -> list[str]:
        """The lines that put the model where the descent starts."""
        values = []
        for layer in self._model.network.stack:
            matrix, biases = weights_of(layer, self._setup.theta)
            values += [matrix.T] if biases is None else [matrix.T, biases]
        return [
            "parameters = list(model.parameters())",
            "# Where the descent starts: each layer's weights, then its biases.",
            f"start = [{', '.join(literal(value) for value in values)}]",
            "with torch.no_grad():",
            "    for parameter, value in zip(parameters, start):",
            "        parameter.copy_(torch.tensor(value))",
        ]


def _loss(leg: Leg) -> FrameworkLoss:
    assert leg.loss is not None
    return loss_function(leg.loss, leg.options, DIALECT)


def _layer(layer: Layer) -> list[str]:
    bias = "" if layer.bias else ", bias=False"
    made = [f"nn.Linear({layer.inputs}, {layer.outputs}{bias})"]
    activation = layer.activation.code.pytorch
    return [*made, activation] if activation else made


def _penalty(leg: Leg, *, descended: bool) -> list[str]:
    """Return the line that adds the penalty, or that part of it which is `descended` by its slope."""
    penalty = leg.settings.penalty
    terms = [f"{penalty.l1!r} * w.abs().sum()"] if penalty.l1 and not (descended and penalty.proximal) else []
    terms += [f"{penalty.l2 / 2!r} * (w**2).sum()"] if penalty.l2 else []
    return [f"loss = loss + sum({' + '.join(terms)} for w in parameters{_penalised(leg)})"] if terms else []


def _penalised(leg: Leg) -> str:
    return "" if leg.settings.penalty.biases else " if w.ndim > 1"

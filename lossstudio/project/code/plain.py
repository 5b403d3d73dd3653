"""A run as a program in NumPy alone: nothing hidden, every derivative written out."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.code import LossTerms, NoCode, OptimizerLines
from lossstudio.core.expression.derivative import derivative
from lossstudio.core.expression.formula import Formula, fold_constants
from lossstudio.core.losses.loss import Loss
from lossstudio.core.models.layer import Layer
from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.formulas import in_code
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import (
    NOTHING_SAID,
    heading,
    imports_of,
    literal,
    no_loss,
    no_optimizer,
    rate_lines,
    remarks,
    rows_comment,
    units_lines,
)

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


def loss_lines(loss: Loss, options: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the bodies of the functions that give the mean loss and its slope by each output."""
    found = _terms(loss, options)
    if isinstance(found, NoCode):
        return no_loss(loss, found), no_loss(loss, found)
    return [f"    return {found.value}"], [f"    return {found.slope}"]


def _terms(loss: Loss, options: Mapping[str, Any]) -> LossTerms | NoCode:
    """Return a loss's terms: as the loss says them, or else from its expression."""
    if loss.summands is not None:
        return _sum(loss, options)
    code = loss.code.numpy
    said = code if code is None or isinstance(code, LossTerms | NoCode) else code(**options)
    found = loss.expressed(options)
    if isinstance(said, NoCode):
        return said
    derived = LossTerms() if found is None else _derived(found)
    terms = derived if said is None else LossTerms(value=said.value or derived.value, slope=said.slope or derived.slope)
    return terms if terms.value and terms.slope else NOTHING_SAID


def _derived(found: Formula) -> LossTerms:
    """Return the terms that follow from an expression."""
    tree = fold_constants(found)
    value, slope = in_code(tree, FUNCTIONS), in_code(derivative(tree, "prediction"), FUNCTIONS)
    return LossTerms(value=f"np.mean({value})", slope=f"({slope}) / p.size")


def _sum(loss: Loss, options: Mapping[str, Any]) -> LossTerms | NoCode:
    assert loss.summands is not None
    values, slopes = [], []
    for part in loss.summands(**options):
        found = _terms(part.loss, part.options)
        if isinstance(found, NoCode):
            return NoCode(f"its part {part.loss.label} can't be: {found.reason}")
        values.append(f"{part.weight!r} * ({found.value})")
        slopes.append(f"{part.weight!r} * ({found.slope})")
    return LossTerms(value=" + ".join(values), slope=" + ".join(slopes))


_NORMAL = [
    "def normal(s):",
    '    """Return the share of a normal distribution below s."""',
    "    return 0.5 * (1 + np.vectorize(math.erf)(s / math.sqrt(2)))",
]


def plain_code(setup: Setup) -> str:
    """Return the program."""
    (loss, slope), rates = loss_lines(setup.loss, setup.options), rate_lines(setup.settings)
    functions = [
        ["def predict(theta, x):", *_forward(setup.network.stack), f"    return {_last(setup)}"],
        ["def loss(p, y):", *loss],
        ["def slope(p, y):", '    """Return the slope of the loss by each output."""', *slope],
        ["def gradient(theta, x, y):", *_forward(setup.network.stack), *_backward(setup)],
        *([rates] if rates else []),
    ]
    text = "\n".join(line for lines in functions for line in lines)
    helpers = [lines for name, lines in {"normal": _NORMAL, **HELP}.items() if f"{name}(" in text]
    maths = imports_of([line for lines in (*helpers, *functions) for line in lines])
    head = [heading(setup, "NumPy"), *([*maths, ""] if maths else []), "import numpy as np", "", *_data(setup)]
    blocks = ["\n".join(lines) for lines in (head, *helpers, *functions, _loop(setup, rated=bool(rates)))]
    return "\n\n\n".join(blocks) + "\n"


def _data(setup: Setup) -> list[str]:
    return [
        rows_comment(setup),
        f"inputs = np.array({literal(setup.inputs)})",
        f"targets = np.array({literal(setup.targets)})",
        "# Where the descent starts: each layer's weights, then its biases.",
        f"theta = np.array({literal(setup.theta)})",
    ]


def _matrix(layer: Layer) -> str:
    return f"theta[{layer.start}:{layer.biases}].reshape({layer.inputs}, {layer.outputs})"


def _forward(stack: tuple[Layer, ...]) -> list[str]:
    """Return the lines that make the sums s1, s2, ... and what the activations make of them, a1, a2, ..."""
    lines, seen = [], "x"
    for number, layer in enumerate(stack, start=1):
        biases = f" + theta[{layer.biases}:{layer.stop}]" if layer.bias else ""
        lines.append(f"    s{number} = {seen} @ {_matrix(layer)}{biases}")
        if layer.activation.code.numpy:
            lines.append(f"    a{number} = {layer.activation.code.numpy.format(s=f's{number}')}")
        seen = _output(layer, number)
    return lines


def _output(layer: Layer, number: int) -> str:
    return f"a{number}" if layer.activation.code.numpy else f"s{number}"


def _last(setup: Setup) -> str:
    return _output(setup.network.stack[-1], len(setup.network.stack))


def _backward(setup: Setup) -> list[str]:
    """Return the lines that go back from the loss to each layer's weights and biases, and join them as theta."""
    stack = setup.network.stack
    lines = [f"    d = slope({_last(setup)}, y)"]
    parts: list[str] = []
    for number, layer in reversed(list(enumerate(stack, start=1))):
        if layer.activation.code.numpy:
            back = layer.activation.code.numpy_slope.format(s=f"s{number}", a=f"a{number}", d="d")
            lines.append(f"    d = {back}")
        seen = _output(stack[number - 2], number - 1) if number > 1 else "x"
        lines.append(f"    w{number} = {seen}.T @ d")
        parts = [f"w{number}.ravel()", *parts]
        if layer.bias:
            lines.append(f"    b{number} = d.sum(axis=0)")
            parts = [parts[0], f"b{number}", *parts[1:]]
        if number > 1:
            lines.append(f"    d = d @ {_matrix(layer)}.T")
    return [*lines, f"    return np.concatenate([{', '.join(parts)}])"]


def _loop(setup: Setup, *, rated: bool) -> list[str]:
    """Return the descent itself."""
    settings = setup.settings
    rate = repr(settings.learning_rate)
    missing = no_optimizer(setup, settings.optimizer_entry.code.numpy)
    update = _update(setup)
    draw, batch = _batches(setup)
    return [
        *remarks(setup, missing=missing),
        *update.before,
        *draw,
        f"for step in range({setup.steps}):",
        *(f"    {line}" for line in batch),
        "    g = gradient(theta, x, y)",
        *(f"    {line}" for line in (*_penalty(setup), *_clipping(setup))),
        f"    r = {'rate(step)' if rated else rate}",
        *(f"    {line}" for line in (*update.each, *_proximal_step(setup))),
        "",
        *_printed(setup),
    ]


def _update(setup: Setup) -> OptimizerLines:
    """Return the optimizer's lines; plain gradient descent's where it has none."""
    settings = setup.settings
    code = settings.optimizer_entry.code.numpy
    if not isinstance(code, NoCode):
        return code(settings.learning_rate, **settings.optimizer_options)
    plain = GD.code.numpy
    assert not isinstance(plain, NoCode)
    return plain(settings.learning_rate)


def _batches(setup: Setup) -> tuple[list[str], list[str]]:
    size, rows = setup.batch, len(setup.inputs)
    if size is None:
        return [], ["x, y = inputs, targets"]
    count = -(-rows // size)
    if not setup.shuffle:
        some = f"step % {count} * {size} : step % {count} * {size} + {size}"
        return [], [f"x, y = inputs[{some}], targets[{some}]"]
    return ["chance = np.random.default_rng(0)"], [
        f"if step % {count} == 0:",
        f"    order = chance.permutation({rows})",
        f"some = order[step % {count} * {size} : step % {count} * {size} + {size}]",
        "x, y = inputs[some], targets[some]",
    ]


def _penalty(setup: Setup) -> list[str]:
    penalty = setup.settings.penalty
    if not (penalty.l1 or penalty.l2):
        return []
    terms = [f"{penalty.l1!r} * np.sign(theta[weights])"] if penalty.l1 and not penalty.proximal else []
    terms += [f"{penalty.l2!r} * theta[weights]"] if penalty.l2 else []
    added = [f"g[weights] += {' + '.join(terms)}"] if terms else []
    return [f"weights = {_penalised(setup)}", *added]


def _proximal_step(setup: Setup) -> list[str]:
    penalty = setup.settings.penalty
    if not (penalty.l1 and penalty.proximal):
        return []
    shrunk = f"np.sign(theta[weights]) * np.maximum(np.abs(theta[weights]) - r * {penalty.l1!r}, 0)"
    return ["# The proximal step of L1: nearer to 0, and exactly 0 once there.", f"theta[weights] = {shrunk}"]


def _penalised(setup: Setup) -> str:
    """Return which parameters the penalty is on."""
    groups = [group for group in setup.network.groups if setup.settings.penalty.biases or not group.bias]
    return f"np.r_[{', '.join(f'{group.start}:{group.stop}' for group in groups)}]"


def _printed(setup: Setup) -> list[str]:
    """Return the lines that print what is minimised, on all rows."""
    penalty, data = setup.settings.penalty, "loss(predict(theta, inputs), targets)"
    terms = [f"{penalty.l1!r} * np.abs(w).sum()"] if penalty.l1 else []
    terms += [f"{penalty.l2 / 2!r} * (w**2).sum()"] if penalty.l2 else []
    return [
        *([f"w = theta[{_penalised(setup)}]"] if terms else []),
        f'print("loss", float({" + ".join([data, *terms])}))',
        *units_lines(setup, f"theta[:{setup.network.stack[0].biases}]", "theta[-1]"),
    ]


def _clipping(setup: Setup) -> list[str]:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    lines = [f"g = np.clip(g, {-value!r}, {value!r})"] if value is not None else []
    return lines + ([f"g = g * min(1, {norm!r} / max(np.linalg.norm(g), 1e-300))"] if norm is not None else [])

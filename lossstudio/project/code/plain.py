"""A run as a program in NumPy alone: nothing hidden, every derivative written out."""

from lossstudio.core.models.layer import Layer
from lossstudio.project.code.plain_losses import HELP, written
from lossstudio.project.code.plain_optimizers import PLAIN, update_of
from lossstudio.project.code.schedules import imports_of, rate_lines
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import heading, literal, remarks, rows_comment

_ACTIVATIONS = {
    "linear": ("{s}", "{d}"),
    "tanh": ("np.tanh({s})", "{d} * (1 - {a}**2)"),
    "relu": ("np.maximum(0, {s})", "{d} * ({a} > 0)"),
    "leaky_relu": ("np.maximum({s}, 0.01 * {s})", "{d} * np.where({a} > 0, 1, 0.01)"),
    "elu": ("np.where({s} > 0, {s}, np.expm1(np.minimum({s}, 0)))", "{d} * np.minimum({a} + 1, 1)"),
    "gelu": ("{s} * normal({s})", "{d} * (normal({s}) + {s} * np.exp(-({s}**2) / 2) / np.sqrt(2 * np.pi))"),
    "silu": ("{s} * sigmoid({s})", "{d} * sigmoid({s}) * (1 + {s} * (1 - sigmoid({s})))"),
    "softplus": ("softplus({s})", "{d} * sigmoid({s})"),
    "sigmoid": ("sigmoid({s})", "{d} * {a} * (1 - {a})"),
    "sin": ("np.sin({s})", "{d} * np.cos({s})"),
    "softmax": ("np.exp(log_softmax({s}))", "{a} * ({d} - np.sum({d} * {a}, axis=1, keepdims=True))"),
}
"""Each activation a of the sums s, and the slope by s given that by a, d."""

_NORMAL = [
    "def normal(s):",
    '    """Return the share of a normal distribution below s."""',
    "    return 0.5 * (1 + np.vectorize(math.erf)(s / math.sqrt(2)))",
]


def plain_code(setup: Setup) -> str:
    """Return the program."""
    loss, rates = written(setup.loss.key, setup.options), rate_lines(setup.settings)
    functions = [
        ["def predict(theta, x):", *_forward(setup.network.stack), f"    return {_last(setup)}"],
        ["def loss(p, y):", f"    return {loss.value}"],
        ["def slope(p, y):", '    """Return the slope of the loss by each output."""', f"    return {loss.slope}"],
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
        if layer.activation.key != "linear":
            lines.append(f"    a{number} = {_ACTIVATIONS[layer.activation.key][0].format(s=f's{number}')}")
        seen = _output(layer, number)
    return lines


def _output(layer: Layer, number: int) -> str:
    return f"s{number}" if layer.activation.key == "linear" else f"a{number}"


def _last(setup: Setup) -> str:
    return _output(setup.network.stack[-1], len(setup.network.stack))


def _backward(setup: Setup) -> list[str]:
    """Return the lines that go back from the loss to each layer's weights and biases, and join them as theta."""
    stack = setup.network.stack
    lines = [f"    d = slope({_last(setup)}, y)"]
    parts: list[str] = []
    for number, layer in reversed(list(enumerate(stack, start=1))):
        if layer.activation.key != "linear":
            back = _ACTIVATIONS[layer.activation.key][1].format(s=f"s{number}", a=f"a{number}", d="d")
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
    update = update_of(settings.optimizer.kind, settings.optimizer_options, settings.learning_rate)
    label = settings.optimizer_entry.label
    missing = "" if update else f"{label} needs more than the gradient: plain gradient descent stands in its place."
    update = update or PLAIN
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
        *(f"    {line}" for line in update.each),
        "",
        'print("loss", float(loss(predict(theta, inputs), targets)))',
    ]


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
    groups = [group for group in setup.network.groups if penalty.biases or not group.bias]
    weights = f"np.r_[{', '.join(f'{group.start}:{group.stop}' for group in groups)}]"
    terms = [f"{penalty.l1!r} * np.sign(theta[weights])"] if penalty.l1 else []
    terms += [f"{penalty.l2!r} * theta[weights]"] if penalty.l2 else []
    return [f"weights = {weights}", f"g[weights] += {' + '.join(terms)}"]


def _clipping(setup: Setup) -> list[str]:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    lines = [f"g = np.clip(g, {-value!r}, {value!r})"] if value is not None else []
    return lines + ([f"g = g * min(1, {norm!r} / max(np.linalg.norm(g), 1e-300))"] if norm is not None else [])

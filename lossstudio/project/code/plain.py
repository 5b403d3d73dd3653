"""A run as a program in NumPy alone: nothing hidden, every derivative written out."""

from lossstudio.core.code import NoCode, OptimizerLines
from lossstudio.core.models.layer import Layer
from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.plain_losses import HELP, loss_lines
from lossstudio.project.code.schedules import imports_of, rate_lines
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import heading, literal, no_optimizer, remarks, rows_comment

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
        *(f"    {line}" for line in update.each),
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
    terms = [f"{penalty.l1!r} * np.sign(theta[weights])"] if penalty.l1 else []
    terms += [f"{penalty.l2!r} * theta[weights]"] if penalty.l2 else []
    return [f"weights = {_penalised(setup)}", f"g[weights] += {' + '.join(terms)}"]


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
    ]


def _clipping(setup: Setup) -> list[str]:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    lines = [f"g = np.clip(g, {-value!r}, {value!r})"] if value is not None else []
    return lines + ([f"g = g * min(1, {norm!r} / max(np.linalg.norm(g), 1e-300))"] if norm is not None else [])

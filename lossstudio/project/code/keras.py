"""A run as a program in Keras, on whichever backend it has."""

from operator import attrgetter

from lossstudio.core.code import OptimizerCall
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
    code=attrgetter("keras"),
    order="y, p",
    functions={
        **{name: f"ops.{name}" for name in ("abs", "sqrt", "exp", "log", "log1p", "expm1", "tanh", "sin", "cos")},
        "sign": "ops.sign",
        "where": "ops.where",
        "min": "ops.minimum",
        "max": "ops.maximum",
        "and": "ops.logical_and",
        "sigmoid": "ops.sigmoid",
        "softplus": "ops.softplus",
    },
    number="{}",
    mean="ops.mean({}, axis=-1)",
)
_RATE = [
    "class Rate(keras.callbacks.Callback):",
    "    def on_train_batch_begin(self, batch, logs=None):",
    "        self.model.optimizer.learning_rate = rate(int(self.model.optimizer.iterations))",
]


def keras_code(setup: Setup) -> str:
    """Return the program."""
    loss, rates = loss_function(setup.loss, setup.options, _DIALECT), rate_lines(setup.settings)
    functions = [list(lines) for lines in (loss.function, rates, _RATE if rates else [], _shrinking(setup)) if lines]
    head = [
        heading(setup, "Keras"),
        *([*imports_of(rates), ""] if imports_of(rates) else []),
        "import keras",
        "import numpy as np",
    ]
    if any("ops." in line for lines in (*functions, _model(setup)) for line in lines):
        head.append("from keras import ops")
    body = [*_data(setup), *_model(setup), *_start(setup), "", *_descent(setup, loss, rated=bool(rates))]
    if not functions:
        return "\n".join([*head, "", *body]) + "\n"
    return "\n\n\n".join("\n".join(lines) for lines in (head, *functions, body)) + "\n"


def _data(setup: Setup) -> list[str]:
    return [
        'keras.config.set_floatx("float64")',
        "",
        rows_comment(setup),
        f"inputs = np.array({literal(setup.inputs)})",
        f"targets = np.array({literal(setup.targets)})",
        "",
    ]


def _model(setup: Setup) -> list[str]:
    penalty = setup.settings.penalty
    proximal = _is_proximal(setup)
    said = [f"l1={penalty.l1!r}"] if penalty.l1 and not proximal else []
    said += [f"l2={penalty.l2 / 2!r}"] if penalty.l2 else []
    regularizer = f"keras.regularizers.L1L2({', '.join(said)})" if said else ""
    lines = ["model = keras.Sequential(", "    [", f"        keras.Input(({setup.inputs.shape[1]},)),"]
    for layer in setup.network.stack:
        activation = layer.activation.code.keras
        options = [str(layer.outputs)]
        options += [f"activation={activation}"] if activation else []
        options += [] if layer.bias else ["use_bias=False"]
        options += [f"kernel_regularizer={regularizer}"] if said else []
        options += [f"bias_regularizer={regularizer}"] if said and penalty.biases and layer.bias else []
        options += ["kernel_constraint=Shrunk()"] if proximal else []
        options += ["bias_constraint=Shrunk()"] if proximal and penalty.biases and layer.bias else []
        lines.append(f"        keras.layers.Dense({', '.join(options)}),")
    return [*lines, "    ]", ")"]


def _shrinking(setup: Setup) -> list[str]:
    """Return the class that makes the proximal step of an l1 penalty: Keras puts constraints after each update."""
    if not _is_proximal(setup):
        return []
    return [
        "class Shrunk(keras.constraints.Constraint):",
        '    """The proximal step of L1: nearer to 0, and exactly 0 once there."""',
        "",
        "    def __call__(self, w):",
        f"        pull = {setup.settings.penalty.l1!r} * optimizer.learning_rate",
        "        return ops.sign(w) * ops.maximum(ops.abs(w) - pull, 0.0)",
    ]


def _is_proximal(setup: Setup) -> bool:
    penalty = setup.settings.penalty
    return penalty.proximal and penalty.l1 > 0.0


def _start(setup: Setup) -> list[str]:
    pairs = [weights_of(layer, setup.theta) for layer in setup.network.stack]
    values = [literal(value) for pair in pairs for value in pair if value is not None]
    return [
        "# Where the descent starts: each layer's weights, then its biases.",
        f"start = [{', '.join(values)}]",
        "model.set_weights([np.array(value) for value in start])",
    ]


def _descent(setup: Setup, loss: FrameworkLoss, *, rated: bool) -> list[str]:
    optimizer, missing = _optimizer(setup, rated=rated)
    rows, size = len(setup.inputs), setup.batch or len(setup.inputs)
    count = -(-rows // size)
    epochs = -(-setup.steps // count)
    comment = (
        [] if setup.steps % count == 0 else [f"# {epochs} whole epochs of {count} batches; here {setup.steps} steps."]
    )
    shuffle, callbacks = setup.batch is not None and setup.shuffle, ", callbacks=[Rate()]" if rated else ""
    return [
        *remarks(setup, missing=missing),
        *([f"# {loss.remark}"] if loss.remark else []),
        f"loss_function = {loss.made}",
        f"optimizer = keras.optimizers.{optimizer}",
        "model.compile(optimizer=optimizer, loss=loss_function)",
        *comment,
        f"model.fit(inputs, targets, batch_size={size}, epochs={epochs}, shuffle={shuffle}, verbose=0{callbacks})",
        "",
        "answers = keras.ops.convert_to_tensor(model.predict(inputs, verbose=0))",
        "loss = keras.ops.mean(loss_function(keras.ops.convert_to_tensor(targets), answers))",
        f'print("loss", float(loss{_penalty(setup)}))',
        *units_lines(setup, "model.get_weights()[0][:, 0]", "model.get_weights()[1][0]"),
    ]


def _penalty(setup: Setup) -> str:
    """Return what is added to the loss: what the layers know of, and the sizes that a proximal step minds."""
    penalty = setup.settings.penalty
    proximal = _is_proximal(setup)
    known = " + sum(model.losses)" if penalty.l2 or (penalty.l1 and not proximal) else ""
    if not proximal:
        return known
    some = "" if penalty.biases else " if w.ndim > 1"
    return f"{known} + {penalty.l1!r} * sum(np.abs(w).sum() for w in model.get_weights(){some})"


def _optimizer(setup: Setup, *, rated: bool) -> tuple[str, str]:
    """Return Keras' optimizer, and what is to be said where it has none, or one that differs."""
    code = setup.settings.optimizer_entry.code.keras
    made, remark = optimizer_call(setup, code, GD.code.keras)
    if rated and isinstance(code, OptimizerCall):
        remark = remark or code.remark_on_schedules
    return f"{made[:-1]}{_clipping(setup)})", remark


def _clipping(setup: Setup) -> str:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    if norm is not None:
        return f", global_clipnorm={norm!r}"
    return "" if value is None else f", clipvalue={value!r}"

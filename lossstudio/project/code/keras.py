"""A run as a program in Keras, on whichever backend it has."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.project.code.frameworks import Dialect, Written, added, as_formula, weights_of
from lossstudio.project.code.schedules import imports_of, rate_lines
from lossstudio.project.code.setup import Setup
from lossstudio.project.code.wording import heading, literal, remarks, rows_comment

_DIALECT = Dialect(
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
_ACTIVATIONS = {
    "linear": "",
    "sin": "ops.sin",
    "leaky_relu": "keras.layers.LeakyReLU(0.01)",
    "gelu": '"gelu"',
}
_OPTIMIZERS = {
    "gd": "SGD({rate!r})",
    "nesterov": "SGD({rate!r}, momentum={momentum!r}, nesterov=True)",
    "momentum": "SGD({rate!r}, momentum={momentum!r})",
    "adagrad": "Adagrad({rate!r}, initial_accumulator_value=0.0, epsilon={epsilon!r})",
    "rmsprop": "RMSprop({rate!r}, rho={rho!r}, epsilon={epsilon!r})",
    "adadelta": "Adadelta({rate!r}, rho={rho!r}, epsilon={epsilon!r})",
    "adam": "Adam({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})",
    "amsgrad": "Adam({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r}, amsgrad=True)",
    "adamw": (
        "AdamW({rate!r}, weight_decay={weight_decay!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})"
    ),
    "adamax": "Adamax({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})",
    "nadam": "Nadam({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, epsilon={epsilon!r})",
    "lion": "Lion({rate!r}, beta_1={beta1!r}, beta_2={beta2!r}, weight_decay={weight_decay!r})",
}

_OTHERWISE = {
    "nadam": "Keras' Nadam lets its momentum grow by another rule.",
    "rmsprop": "Keras' RMSprop adds epsilon inside the root.",
}
"""What Keras does a little differently."""
_RATE = [
    "class Rate(keras.callbacks.Callback):",
    "    def on_train_batch_begin(self, batch, logs=None):",
    "        self.model.optimizer.learning_rate = rate(int(self.model.optimizer.iterations))",
]


def keras_code(setup: Setup) -> str:
    """Return the program."""
    loss, rates = _loss(setup), rate_lines(setup.settings)
    functions = [list(lines) for lines in (loss.function, rates, _RATE if rates else []) if lines]
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
    said = [f"l1={penalty.l1!r}"] if penalty.l1 else []
    said += [f"l2={penalty.l2 / 2!r}"] if penalty.l2 else []
    regularizer = f"keras.regularizers.L1L2({', '.join(said)})" if said else ""
    lines = ["model = keras.Sequential(", "    [", f"        keras.Input(({setup.inputs.shape[1]},)),"]
    for layer in setup.network.stack:
        activation = _ACTIVATIONS.get(layer.activation.key, f'"{layer.activation.key}"')
        options = [str(layer.outputs)]
        options += [f"activation={activation}"] if activation else []
        options += [] if layer.bias else ["use_bias=False"]
        options += [f"kernel_regularizer={regularizer}"] if said else []
        options += [f"bias_regularizer={regularizer}"] if said and penalty.biases and layer.bias else []
        lines.append(f"        keras.layers.Dense({', '.join(options)}),")
    return [*lines, "    ]", ")"]


def _start(setup: Setup) -> list[str]:
    pairs = [weights_of(layer, setup.theta) for layer in setup.network.stack]
    values = [literal(value) for pair in pairs for value in pair if value is not None]
    return [
        "# Where the descent starts: each layer's weights, then its biases.",
        f"start = [{', '.join(values)}]",
        "model.set_weights([np.array(value) for value in start])",
    ]


def _loss(setup: Setup) -> Written:
    if setup.loss.key == "weighted_sum":
        return added(setup, _written, "y, p")
    return _written(setup.loss.key, setup.options)


def _written(key: str, options: Mapping[str, Any]) -> Written:
    """Return Keras' own loss; where it has none that is the same, a function of the targets y and the outputs p."""
    made, remark = _OWN[key](**options) if key in _OWN else "", _REMARKS.get(key, "")
    if made:
        return Written(f"keras.losses.{made}", (), remark if key.endswith("_on_probability") else "")
    found = as_formula(key, options, _DIALECT, order="y, p")
    return _across(key, options) if found is None else Written(found.made, found.function, remark)


def _bce(*, positive_weight: float, label_smoothing: float) -> str:
    smooth = f", label_smoothing={label_smoothing!r}" if label_smoothing else ""
    return f"BinaryCrossentropy(from_logits=True{smooth})" if positive_weight == 1.0 else ""


def _focal(*, gamma: float, alpha: float | None) -> str:
    balance = "" if alpha is None else f"apply_class_balancing=True, alpha={alpha!r}, "
    return f"BinaryFocalCrossentropy({balance}gamma={gamma!r}, from_logits=True)"


def _cce(*, class_weights: tuple[float, ...] | None, label_smoothing: float) -> str:
    plain = class_weights is None and not label_smoothing
    return "SparseCategoricalCrossentropy(from_logits=True)" if plain else ""


_OWN: dict[str, Callable[..., str]] = {
    "mse": lambda: "MeanSquaredError()",
    "mae": lambda: "MeanAbsoluteError()",
    "huber": lambda delta: f"Huber(delta={delta!r})",
    "log_cosh": lambda: "LogCosh()",
    "bce": _bce,
    "bce_on_probability": lambda: "BinaryCrossentropy()",
    "focal": _focal,
    "hinge": lambda margin: "Hinge()" if margin == 1.0 else "",
    "squared_hinge": lambda margin: "SquaredHinge()" if margin == 1.0 else "",
    "cce": _cce,
    "cce_on_probability": lambda: "SparseCategoricalCrossentropy()",
}
"""What Keras itself has, given a loss's options; empty where it hasn't."""

_REMARKS = {
    "bce_on_probability": "Keras keeps probabilities 1e-7 away from 0 and 1.",
    "cce_on_probability": "Keras keeps probabilities 1e-7 away from 0 and 1.",
    "mape": "keras.losses.MeanAbsolutePercentageError is the same times 100.",
    "msle": "keras.losses.MeanSquaredLogarithmicError is the same for answers above 0.",
    "poisson": "keras.losses.Poisson wants rates, not their logarithms.",
    "bce": "Without smoothed labels the same as BinaryCrossentropy with class_weight in fit.",
    "quantile": "Keras has no quantile loss of its own.",
}


def _across(key: str, options: Mapping[str, Any]) -> Written:
    """Return a loss that looks at all outputs of a row at once."""
    labels = 'ops.one_hot(ops.cast(ops.reshape(y, (-1,)), "int32"), p.shape[-1])'
    if key == "distance":
        body = ["return ops.sqrt(ops.sum((p - y) ** 2, axis=-1))"]
    elif key == "cce":
        body = _cross_entropy(labels, **options)
    else:
        margin = f"({options['margin']!r} + p - ops.sum(labels * p, axis=-1, keepdims=True))"
        body = [f"labels = {labels}", f"return ops.sum(ops.relu({margin} * (1 - labels)), axis=-1)"]
    return Written(f"{key}_loss", (f"def {key}_loss(y, p):", *(f"    {line}" for line in body)))


def _cross_entropy(labels: str, *, label_smoothing: float, class_weights: tuple[float, ...] | None) -> list[str]:
    lines = [f"labels = {labels}", "terms = labels"]
    if label_smoothing:
        lines[1] = f"terms = {1 - label_smoothing!r} * labels + {label_smoothing!r} / p.shape[-1]"
    if class_weights is None:
        return [*lines, "return -ops.sum(terms * ops.log_softmax(p), axis=-1)"]
    return [
        *lines,
        f"weights = ops.convert_to_tensor({list(class_weights)}, p.dtype)",
        "return -ops.sum(terms * weights * ops.log_softmax(p)) / ops.sum(labels * weights)",
    ]


def _descent(setup: Setup, loss: Written, *, rated: bool) -> list[str]:
    optimizer, missing = _optimizer(setup)
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
        'print("loss", float(keras.ops.mean(loss_function(keras.ops.convert_to_tensor(targets), answers))))',
    ]


def _optimizer(setup: Setup) -> tuple[str, str]:
    """Return Keras' optimizer, and what is to be said where it has none, or one that differs."""
    settings = setup.settings
    kind, label = settings.optimizer.kind, settings.optimizer_entry.label
    pattern, missing = _OPTIMIZERS.get(kind), ""
    if pattern is None:
        missing = f"Keras has no {label} like this one: plain gradient descent stands in its place."
    elif kind in _OTHERWISE:
        missing = _OTHERWISE[kind]
    elif kind in ("momentum", "nesterov") and settings.schedule.kind != "constant":
        missing = "Keras keeps the learning rate in the velocity, which matters while it changes."
    made = (pattern or _OPTIMIZERS["gd"]).format(rate=settings.learning_rate, **settings.optimizer_options)
    return f"{made[:-1]}{_clipping(setup)})", missing


def _clipping(setup: Setup) -> str:
    value, norm = setup.settings.clip_value, setup.settings.clip_norm
    if norm is not None:
        return f", global_clipnorm={norm!r}"
    return "" if value is None else f", clipvalue={value!r}"

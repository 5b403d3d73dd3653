"""A run as a program in Keras, on whichever backend it has."""

from lossstudio.core.code import NoCode, OptimizerCall
from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.frameworks import optimizer_call
from lossstudio.project.code.keras_model import KerasModel
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import heading, imports_of, is_looped, rate_lines, remarks, units_lines
from lossstudio.run.recipe.errors import SceneError

_RATE = [
    "class Rate(keras.callbacks.Callback):",
    "    def on_train_batch_begin(self, batch, logs=None):",
    "        self.model.optimizer.learning_rate = rate(int(self.model.optimizer.iterations))",
]
_REMEMBERED = [
    "def with_memory(optimizer, earlier):",
    '    """Return an optimizer that remembers what an earlier one of its kind has seen."""',
    "    optimizer.build(model.trainable_variables)",
    "    rate = float(optimizer.learning_rate)",
    "    for variable, value in zip(optimizer.variables, earlier.variables):",
    "        variable.assign(value)",
    "    optimizer.learning_rate = rate",
    "    return optimizer",
]


def keras_code(setup: Setup) -> str:
    """Return the program.

    Raises
    ------
    SceneError
        If no model is trained.
    """
    if not isinstance(setup.minimised, ModelSetup):
        raise SceneError("objective", "Keras trains models, and a terrain has none; take PyTorch or NumPy")
    model = KerasModel(setup.minimised, setup)
    first, *later = setup.legs
    rated = any(rate_lines(leg) for leg in setup.legs)
    remembered = any("with_memory(" in line for leg in later for line in _optimizer(leg))
    helpers = [*([_RATE] if rated else []), *([_REMEMBERED] if remembered else [])]
    functions = [lines for lines in (*_functions(setup, first, model), *helpers, model.shrinking(first)) if lines]
    legs = [line for leg in later for line in _later(setup, leg, model)]
    body = [*model.data, *model.made, *model.start, "", *_leg(setup, first, model), *legs]
    body += [*([""] if is_looped(setup.legs[-1]) else []), *model.answers]
    body.append(f'print("loss", float({model.value(setup.legs[-1])}))')
    body += units_lines(setup.minimised, "model.get_weights()[0][:, 0]", "model.get_weights()[1][0]")
    text = "\n".join(line for lines in (*functions, legs) for line in lines)
    maths = imports_of(text)
    head = [heading(setup, "Keras"), *([*maths, ""] if maths else []), "import keras", "import numpy as np"]
    if any("ops." in line.replace("keras.ops.", "") for lines in (*functions, model.made, legs) for line in lines):
        head.append("from keras import ops")
    if not functions:
        return "\n".join([*head, "", *body]) + "\n"
    return "\n\n\n".join("\n".join(lines) for lines in (head, *functions, body)) + "\n"


def _functions(setup: Setup, leg: Leg, model: KerasModel) -> list[list[str]]:
    rates = rate_lines(leg, _start(setup, leg)) if leg.rate_is_new or leg.optimizer_is_new else []
    loss = list(model.loss(leg).function) if "loss" in leg.changed else []
    return [lines for lines in (loss, rates) if lines]


def _start(setup: Setup, leg: Leg) -> int:
    """Return the update from which a leg's optimizer counts."""
    return next(each.first for each in reversed(setup.legs) if each.first <= leg.first and each.optimizer_is_new)


def _later(setup: Setup, leg: Leg, model: KerasModel) -> list[str]:
    """Return what follows a change: one empty line, or two around functions."""
    functions = _functions(setup, leg, model) + [
        lines for lines in [model.shrinking(leg) if "penalty" in leg.changed else []] if lines
    ]
    if not functions:
        return ["", *_leg(setup, leg, model)]
    defined = [line for lines in functions for line in ("", "", *lines)]
    return ["", leg.heading, *defined, "", "", *_leg(setup, leg, model)[1:]]


def _leg(setup: Setup, leg: Leg, model: KerasModel) -> list[str]:
    """Return the settings of a leg, and its epochs."""
    settings = [*remarks(setup, leg, missing=_missing(leg)), *_both_clippings(leg)]
    if "loss" in leg.changed:
        loss = model.loss(leg)
        settings += [*([f"# {loss.remark}"] if loss.remark else []), f"loss_function = {loss.made}"]
    settings += _optimizer(leg)
    settings += model.penalties(leg) if leg.before and "penalty" in leg.changed else []
    if leg.changed & {"loss", "optimizer", "penalty"}:
        settings.append("model.compile(optimizer=optimizer, loss=loss_function)")
    return [*settings, *(_epochs(leg, model) if is_looped(leg) else [])]


def _missing(leg: Leg) -> str:
    """Say where Keras has no such optimizer, or one that differs."""
    code = leg.settings.optimizer_entry.code.keras
    _, remark = optimizer_call(leg, code, GD.code.keras)
    if isinstance(code, OptimizerCall) and (leg.rate or (not leg.optimizer_is_new and leg.rate_is_new)):
        remark = remark if leg.optimizer_is_new else ""
        remark = remark or code.remark_on_schedules
    elif not leg.optimizer_is_new:
        return ""
    return remark


def _epochs(leg: Leg, model: KerasModel) -> list[str]:
    """Return the lines that train: whole epochs, one by one where the schedule looks at the loss."""
    steps, count = leg.stop - leg.first, model.batches(leg)
    epochs = -(-steps // count)
    comment = [f"# {epochs} whole epochs of {count} batches; here {steps} steps."] if steps % count else []
    if leg.first % count:
        comment.append("# Keras begins with a new epoch here, Loss Studio goes on with the one that has begun.")
    if leg.watch is None:
        callbacks = ", callbacks=[Rate()]" if leg.rate else ""
        return [*comment, model.fit(leg, f", epochs={epochs}", callbacks)]
    return [
        *comment,
        *(leg.watch.before if leg.schedule_is_new else ()),
        f"for epoch in range({epochs}):",
        f"    optimizer.learning_rate = {leg.watch.rate}",
        f"    {model.fit(leg)}",
        *(f"    {line}" for line in model.answers),
        f"    total = float({model.value(leg)})",
        *(f"    {line}" for line in leg.watch.each),
    ]


def _optimizer(leg: Leg) -> list[str]:
    """Return the lines that make the optimizer, or give other settings to the one that is there."""
    made, _ = optimizer_call(leg, leg.settings.optimizer_entry.code.keras, GD.code.keras)
    call = f"keras.optimizers.{made[:-1]}{_clipping(leg)})"
    if leg.optimizer_is_new:
        return [f"optimizer = {call}"]
    if "optimizer" in leg.changed and not isinstance(leg.settings.optimizer_entry.code.keras, NoCode):
        return [f"optimizer = with_memory({call}, optimizer)"]
    return [f"optimizer.learning_rate = {leg.settings.learning_rate!r}"] if leg.rate_is_new and not leg.rate else []


def _clipping(leg: Leg) -> str:
    value, norm = leg.settings.clip_value, leg.settings.clip_norm
    if norm is not None:
        return f", global_clipnorm={norm!r}"
    return "" if value is None else f", clipvalue={value!r}"


def _both_clippings(leg: Leg) -> list[str]:
    both = leg.settings.clip_value is not None and leg.settings.clip_norm is not None
    return ["# Left out: the clipping of each number; Keras clips in one way only."] if both and not leg.before else []

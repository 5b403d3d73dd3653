"""A model on data in Keras."""

from operator import attrgetter

from lossstudio.project.code.frameworks import Dialect, FrameworkLoss, loss_function, weights_of
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import literal, rows_comment
from lossstudio.run.recipe.recipe import Penalty

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


class KerasModel:
    """The lines that make a model, put it where the descent starts, train it and evaluate it."""

    answers = (
        "answers = keras.ops.convert_to_tensor(model.predict(inputs, verbose=0))",
        "loss = keras.ops.mean(loss_function(keras.ops.convert_to_tensor(targets), answers))",
    )

    def __init__(self, minimised: ModelSetup, setup: Setup) -> None:
        self._model = minimised
        self._setup = setup

    @property
    def data(self) -> list[str]:
        """The lines that say the data."""
        return [
            'keras.config.set_floatx("float64")',
            "",
            rows_comment(self._model),
            f"inputs = np.array({literal(self._model.inputs)})",
            f"targets = np.array({literal(self._model.targets)})",
            "",
        ]

    @property
    def made(self) -> list[str]:
        """The lines that make the model, with the penalty of the first leg."""
        penalty = self._setup.legs[0].settings.penalty
        regularizer, proximal = _regularizer(penalty), _is_proximal(penalty)
        lines = ["model = keras.Sequential(", "    [", f"        keras.Input(({self._model.inputs.shape[1]},)),"]
        for layer in self._model.network.stack:
            activation = layer.activation.code.keras
            options = [str(layer.outputs)]
            options += [f"activation={activation}"] if activation else []
            options += [] if layer.bias else ["use_bias=False"]
            options += [f"kernel_regularizer={regularizer}"] if regularizer else []
            options += [f"bias_regularizer={regularizer}"] if regularizer and penalty.biases and layer.bias else []
            options += ["kernel_constraint=Shrunk()"] if proximal else []
            options += ["bias_constraint=Shrunk()"] if proximal and penalty.biases and layer.bias else []
            lines.append(f"        keras.layers.Dense({', '.join(options)}),")
        return [*lines, "    ]", ")"]

    @property
    def start(self) -> list[str]:
        """The lines that put the model where the descent starts."""
        pairs = [weights_of(layer, self._setup.theta) for layer in self._model.network.stack]
        values = [literal(value) for pair in pairs for value in pair if value is not None]
        return [
            "# Where the descent starts: each layer's weights, then its biases.",
            f"start = [{', '.join(values)}]",
            "model.set_weights([np.array(value) for value in start])",
        ]

    def loss(self, leg: Leg) -> FrameworkLoss:
        """Return the loss of a leg."""
        assert leg.loss is not None
        return loss_function(leg.loss, leg.options, _DIALECT)

    def shrinking(self, leg: Leg) -> list[str]:
        """Return the class that makes the proximal step of an l1 penalty: Keras puts constraints after each update."""
        if not _is_proximal(leg.settings.penalty):
            return []
        return [
            "class Shrunk(keras.constraints.Constraint):",
            '    """The proximal step of L1: nearer to 0, and exactly 0 once there."""',
            "",
            "    def __call__(self, w):",
            f"        pull = {leg.settings.penalty.l1!r} * optimizer.learning_rate",
            "        return ops.sign(w) * ops.maximum(ops.abs(w) - pull, 0.0)",
        ]

    def penalties(self, leg: Leg) -> list[str]:
        """Return the lines that put a penalty in the place of another one."""
        assert leg.before is not None
        penalty = leg.settings.penalty
        mine = [
            f"w.regularizer = {_regularizer(penalty) or None}",
            *([f"w.constraint = {'Shrunk()' if _is_proximal(penalty) else None}"] if self._ever_proximal else []),
        ]
        if penalty.biases or not (penalty.l1 or penalty.l2):
            return ["for w in model.trainable_variables:", *(f"    {line}" for line in mine)]
        none = [f"{line.partition(' = ')[0]} = None" for line in mine] if leg.before.penalty.biases else []
        return [
            "for w in model.trainable_variables:",
            "    if len(w.shape) > 1:",
            *(f"        {line}" for line in mine),
            *(["    else:", *(f"        {line}" for line in none)] if none else []),
        ]

    def batches(self, leg: Leg) -> int:
        """Return how many updates an epoch of a leg has."""
        return self._model.batches(leg)

    def fit(self, leg: Leg, epochs: str = "", callbacks: str = "") -> str:
        """Return the line that trains."""
        size = self._model.batch(leg) or len(self._model.inputs)
        shuffle = self._model.draws(leg)
        return f"model.fit(inputs, targets, batch_size={size}{epochs}, shuffle={shuffle}, verbose=0{callbacks})"

    def value(self, leg: Leg) -> str:
        """Return what is minimised, given `loss`: what the layers know of, and the sizes that a proximal step minds."""
        penalty = leg.settings.penalty
        known = " + sum(model.losses)" if _regularizer(penalty) else ""
        if not _is_proximal(penalty):
            return f"loss{known}"
        some = "" if penalty.biases else " if w.ndim > 1"
        return f"loss{known} + {penalty.l1!r} * sum(np.abs(w).sum() for w in model.get_weights(){some})"

    @property
    def _ever_proximal(self) -> bool:
        return any(_is_proximal(leg.settings.penalty) for leg in self._setup.legs)


def _regularizer(penalty: Penalty) -> str:
    """Return what makes the penalty that acts by its slope; "" where there is none."""
    said = [f"l1={penalty.l1!r}"] if penalty.l1 and not _is_proximal(penalty) else []
    said += [f"l2={penalty.l2 / 2!r}"] if penalty.l2 else []
    return f"keras.regularizers.L1L2({', '.join(said)})" if said else ""


def _is_proximal(penalty: Penalty) -> bool:
    return penalty.proximal and penalty.l1 > 0.0

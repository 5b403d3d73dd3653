"""A model on data in NumPy: forwards, and backwards by the chain rule."""

from lossstudio.core.models.layer import Layer
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.plain_losses import loss_lines
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import literal, rows_comment


class NumpyModel:
    """As `NumpyObjective`: a model on data."""

    def __init__(self, minimised: ModelSetup, setup: Setup) -> None:
        self._model = minimised
        self._stack = minimised.network.stack
        self._setup = setup

    @property
    def data(self) -> list[str]:
        """As `NumpyObjective.data`."""
        return [
            rows_comment(self._model),
            f"inputs = np.array({literal(self._model.inputs)})",
            f"targets = np.array({literal(self._model.targets)})",
            "# Where the descent starts: each layer's weights, then its biases.",
            f"theta = np.array({literal(self._setup.theta)})",
        ]

    def functions(self, leg: Leg) -> list[list[str]]:
        """As `NumpyObjective.functions`: after the first leg, those of another loss."""
        assert leg.loss is not None
        loss, slope = loss_lines(leg.loss, leg.options)
        losses = [
            ["def loss(p, y):", *loss],
            ["def slope(p, y):", '    """Return the slope of the loss by each output."""', *slope],
        ]
        if leg.before is not None:
            return losses if "loss" in leg.changed else []
        return [
            ["def predict(theta, x):", *_forward(self._stack), f"    return {self._last}"],
            *losses,
            ["def gradient(theta, x, y):", *_forward(self._stack), *self._backward()],
        ]

    def drawing(self, leg: Leg) -> list[str]:
        """As `NumpyObjective.drawing`: what draws the batches."""
        if not self._model.draws(leg):
            return []
        drawn = any(each.first < leg.first and self._model.draws(each) for each in self._setup.legs)
        order = [f"order = chance.permutation({len(self._model.inputs)})"]
        within = leg.first % self._model.batches(leg) != 0
        return [*([] if drawn else ["chance = np.random.default_rng(0)"]), *(order if within else [])]

    def gradient(self, leg: Leg) -> list[str]:
        """As `NumpyObjective.gradient`."""
        return [*self._batch(leg), "g = gradient(theta, x, y)", *self._penalty(leg)]

    def proximal_step(self, leg: Leg) -> list[str]:
        """As `NumpyObjective.proximal_step`: of an l1 penalty."""
        penalty = leg.settings.penalty
        if not (penalty.l1 and penalty.proximal):
            return []
        shrunk = f"np.sign(theta[weights]) * np.maximum(np.abs(theta[weights]) - r * {penalty.l1!r}, 0)"
        return ["# The proximal step of L1: nearer to 0, and exactly 0 once there.", f"theta[weights] = {shrunk}"]

    def value(self, leg: Leg) -> tuple[list[str], str]:
        """As `NumpyObjective.value`: the loss and the penalty."""
        penalty = leg.settings.penalty
        terms = [f"{penalty.l1!r} * np.abs(w).sum()"] if penalty.l1 else []
        terms += [f"{penalty.l2 / 2!r} * (w**2).sum()"] if penalty.l2 else []
        needed = [f"w = theta[{self._penalised(leg)}]"] if terms else []
        return needed, " + ".join(["loss(predict(theta, inputs), targets)", *terms])

    def _batch(self, leg: Leg) -> list[str]:
        size, rows, count = self._model.batch(leg), len(self._model.inputs), self._model.batches(leg)
        if size is None:
            return ["x, y = inputs, targets"]
        some = f"step % {count} * {size} : step % {count} * {size} + {size}"
        if not self._model.shuffle:
            return [f"x, y = inputs[{some}], targets[{some}]"]
        return [
            f"if step % {count} == 0:",
            f"    order = chance.permutation({rows})",
            f"some = order[{some}]",
            "x, y = inputs[some], targets[some]",
        ]

    def _penalty(self, leg: Leg) -> list[str]:
        penalty = leg.settings.penalty
        if not (penalty.l1 or penalty.l2):
            return []
        terms = [f"{penalty.l1!r} * np.sign(theta[weights])"] if penalty.l1 and not penalty.proximal else []
        terms += [f"{penalty.l2!r} * theta[weights]"] if penalty.l2 else []
        added = [f"g[weights] += {' + '.join(terms)}"] if terms else []
        return [f"weights = {self._penalised(leg)}", *added]

    def _penalised(self, leg: Leg) -> str:
        """Return which parameters the penalty is on."""
        groups = [group for group in self._model.network.groups if leg.settings.penalty.biases or not group.bias]
        return f"np.r_[{', '.join(f'{group.start}:{group.stop}' for group in groups)}]"

    @property
    def _last(self) -> str:
        return _output(self._stack[-1], len(self._stack))

    def _backward(self) -> list[str]:
        """Return the lines that go back from the loss to each layer's weights and biases, and join them as theta."""
        lines = [f"    d = slope({self._last}, y)"]
        parts: list[str] = []
        for number, layer in reversed(list(enumerate(self._stack, start=1))):
            if layer.activation.code.numpy:
                back = layer.activation.code.numpy_slope.format(s=f"s{number}", a=f"a{number}", d="d")
                lines.append(f"    d = {back}")
            seen = _output(self._stack[number - 2], number - 1) if number > 1 else "x"
            lines.append(f"    w{number} = {seen}.T @ d")
            parts = [f"w{number}.ravel()", *parts]
            if layer.bias:
                lines.append(f"    b{number} = d.sum(axis=0)")
                parts = [parts[0], f"b{number}", *parts[1:]]
            if number > 1:
                lines.append(f"    d = d @ {_matrix(layer)}.T")
        return [*lines, f"    return np.concatenate([{', '.join(parts)}])"]


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

"""A stack of dense layers on features of the inputs: the one implementation behind every model.

The samples are the last axis inside, and a layer's biases are its matrix's last row against a row of ones, so that a
layer costs one product and one activation on the way there, and two products on the way back.
"""

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.group import Group
from lossstudio.core.models import naming, starts
from lossstudio.core.models.features import Feature
from lossstudio.core.models.layer import Layer

LARGE = 2**15
"""A matrix of more numbers than this leaves the nearest memory of a processor before it is needed again."""


class Tape(NamedTuple):
    """One forward pass; a named tuple, since one is made at every step.

    Inside, samples are the last axis, and what goes into a layer with biases ends with a row of ones.

    Attributes
    ----------
    theta
        The parameters ``(..., P)``.
    matrices
        Each layer's view of them, ``(..., rows, outputs)``, biases last.
    carried
        What went into each layer, ``(..., rows, N)``; the first has no leading axes. Last, what came out.
    kept
        What each layer's activation wants for the way back.
    """

    theta: Floats
    matrices: list[Floats]
    carried: list[Floats]
    kept: list[Floats]

    @property
    def output(self) -> Floats:
        """The model's output ``(..., N, K)``."""
        return self.carried[-1].mT

    @property
    def activations(self) -> tuple[Floats, ...]:
        """What came out of each layer, ``(..., N, units)``; the last is the output."""
        pairs = zip(self.kept, self.carried[1:], strict=True)
        return tuple(carried[..., : kept.shape[-2], :].mT for kept, carried in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A stack of dense layers.

    Attributes
    ----------
    inputs
        How many columns the inputs have.
    features
        What the first layer sees of them.
    stack
        The layers, in theta's order.
    default_init
        The initialiser of a start that names none.
    letters
        What weights and biases are called.
    sees_inputs
        Whether the features are the first inputs as they stand, in their order.
    """

    inputs: int
    features: tuple[Feature, ...]
    stack: tuple[Layer, ...]
    default_init: str = "xavier"
    letters: tuple[str, str] = ("w", "b")
    sees_inputs: bool = field(init=False, repr=False, compare=False)
    _later: "Network | None" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked one by one, 100,000 of them take a second of whoever looks at the model's answers.
        as_they_are = all(feature.column == at for at, feature in enumerate(self.features))
        object.__setattr__(self, "sees_inputs", as_they_are)
        first, *rest = self.stack
        later = tuple(replace(layer, start=layer.start - first.stop) for layer in rest)
        object.__setattr__(self, "_later", Network(inputs=0, features=(), stack=later) if later else None)

    @property
    def size(self) -> int:
        """P, the number of parameters."""
        return self.stack[-1].stop

    @property
    def outputs(self) -> int:
        """K, the number of outputs."""
        return self.stack[-1].outputs

    @property
    def layers(self) -> tuple[int, ...]:
        """The widths, from the features to the outputs."""
        return self.stack[0].inputs, *(layer.outputs for layer in self.stack)

    @property
    def has_hidden_layers(self) -> bool:
        """Whether anything stands between the features and the outputs."""
        return len(self.stack) > 1

    @property
    def is_linear(self) -> bool:
        """Whether the outputs are linear in theta."""
        return not self.has_hidden_layers and self.stack[0].activation.key == "linear"

    @property
    def width(self) -> int:
        """How many numbers a forward pass makes for each sample."""
        return sum(layer.outputs + 1 for layer in self.stack)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Each layer's matrix and biases as slices of theta."""
        return naming.groups(self.stack)

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """A short name for each parameter."""
        return naming.parameter_names(self.stack, self.letters)

    def start(self, seed: int, init: str | None = None, scale: float = 1.0) -> Floats:
        """Draw a theta ``(P,)``; what is drawn is multiplied by `scale`."""
        return starts.draw(self.stack, seed, init or self.default_init, scale)

    def design(self, inputs: Floats) -> Floats:
        """Return what the first layer sees of inputs ``(N, D)``: features, and ones if it has biases, ``(rows, N)``."""
        made, count = np.empty((self.stack[0].shape[0], len(inputs))), len(self.features)
        if self.sees_inputs:
            if inputs.shape[1] < count:  # of one column alone a slice would be taken for all
                raise IndexError(f"the model sees {count} columns, and there are {inputs.shape[1]}")
            made[:count] = inputs.T[:count]
        else:
            for row, feature in zip(made, self.features, strict=False):
                row[:] = feature.value(inputs)
        made[count:] = 1.0
        return made

    def predict(self, theta: Floats, inputs: Floats) -> Floats:
        """Return the outputs ``(..., N, K)`` for inputs ``(N, D)``."""
        return self.forward(theta, inputs).output

    def forward(self, theta: Floats, inputs: Floats) -> Tape:
        """Return the outputs for inputs ``(N, D)``, and what led to them."""
        return self.run(theta, self.design(inputs))

    def sums(self, theta: Floats, design: Floats) -> Floats:
        """Return what the first layer sums up ``(..., units, N)``, which is linear in theta ``(..., P)``."""
        return product(self.stack[0].matrix(theta).mT, design, None)

    def outputs_of(self, sums: Floats, later: Floats) -> Floats:
        """Return the outputs ``(..., N, K)`` for the first layer's sums ``(..., units, N)``, and `later` ``(..., Q)``.

        `later` is the part of theta that belongs to the layers after the first.
        """
        layer, then = self.stack[0], self._later
        ones = then is not None and then.stack[0].bias
        out = np.empty((*sums.shape[:-2], layer.outputs + ones, sums.shape[-1]))
        out[..., layer.outputs :, :] = 1.0
        layer.activation.apply(sums, out[..., : layer.outputs, :])
        return out.mT if then is None else then.run(later, out).output

    def run(self, theta: Floats, design: Floats) -> Tape:
        """Return the forward pass of theta ``(..., P)`` on a design ``(rows, N)``."""
        carried, kept, matrices = [design], [], []
        for layer, following in zip_longest(self.stack, self.stack[1:]):
            ones = following is not None and following.bias
            out = np.empty((*theta.shape[:-1], layer.outputs + ones, design.shape[-1]))
            if ones:
                out[..., -1, :] = 1.0
            activations = out[..., :-1, :] if ones else out
            matrix = layer.matrix(theta)
            room = None if layer.activation.keeps_sums else activations
            sums = product(matrix.mT, carried[-1], room)
            layer.activation.apply(sums, activations)
            matrices.append(matrix)
            kept.append(sums)
            carried.append(out)
        return Tape(theta, matrices, carried, kept)

    def backward(self, tape: Tape, output_gradient: Floats) -> Floats:
        """Return the gradient ``(..., P)`` from that by the outputs ``(..., N, K)``."""
        gradient = np.empty(tape.theta.shape)
        flowing = output_gradient.mT
        for index in range(len(self.stack) - 1, -1, -1):
            layer = self.stack[index]
            flowing = layer.activation.pull_back(flowing, tape.kept[index])
            product(tape.carried[index], flowing.mT, layer.matrix(gradient))
            if index:
                matrix = tape.matrices[index]
                flowing = product(matrix[..., :-1, :] if layer.bias else matrix, flowing, None)
        return gradient


def product(left: Floats, right: Floats, out: Floats | None) -> Floats:
    """Return the matrix product ``(..., m, n)`` of ``(..., m, k)`` and ``(..., k, n)``.

    Two plain matrices take the shorter way through their own method; a stack times one large matrix is one product, so
    that the large one isn't read again for each matrix of the stack.
    """
    if left.ndim == right.ndim == 2:
        return left.dot(right, out)
    if right.ndim == 2 and right.size >= LARGE:
        return _into(out, _stack_times(left, right))
    if left.ndim == 2 and left.size >= LARGE:
        return _into(out, _stack_times(right.mT, left.T).mT)
    return np.matmul(left, right, out)


def _stack_times(stack: Floats, matrix: Floats) -> Floats:
    rows: Floats = stack.reshape(-1, stack.shape[-1]).dot(matrix)
    return rows.reshape(*stack.shape[:-1], matrix.shape[-1])


def _into(out: Floats | None, made: Floats) -> Floats:
    if out is None:
        return made
    out[...] = made
    return out

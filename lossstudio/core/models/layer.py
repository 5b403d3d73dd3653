"""A dense layer's place in theta: its matrix (inputs, outputs) row-major, then its biases."""

from dataclasses import dataclass, field
from itertools import pairwise

from lossstudio.core.array import Floats
from lossstudio.core.models.activations import Activation


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One dense layer.

    Attributes
    ----------
    inputs, outputs
        How many units come in and go out.
    bias
        Whether each output has a bias.
    activation
        What is done to the sums.
    start, stop
        Its slice of theta.
    shape
        (rows, outputs) of its matrix with the biases as the last row.
    """

    inputs: int
    outputs: int
    bias: bool
    activation: Activation
    start: int
    stop: int = field(init=False)
    shape: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", (self.inputs + self.bias, self.outputs))
        object.__setattr__(self, "stop", self.start + self.shape[0] * self.outputs)

    @property
    def biases(self) -> int:
        """Where the biases begin in theta."""
        return self.start + self.inputs * self.outputs

    def matrix(self, theta: Floats) -> Floats:
        """Return a view ``(..., rows, outputs)`` of theta: the matrix, and the biases as its last row."""
        if theta.ndim == 1:
            return theta[self.start : self.stop].reshape(self.shape)
        return theta[..., self.start : self.stop].reshape(theta.shape[:-1] + self.shape)


def stacked(widths: tuple[int, ...], *, bias: bool, hidden: Activation, output: Activation) -> tuple[Layer, ...]:
    """Return the layers between these widths, one after the other in theta."""
    layers: list[Layer] = []
    for index, (inputs, outputs) in enumerate(pairwise(widths)):
        activation = output if index == len(widths) - 2 else hidden
        start = layers[-1].stop if layers else 0
        layers.append(Layer(inputs=inputs, outputs=outputs, bias=bias, activation=activation, start=start))
    return tuple(layers)

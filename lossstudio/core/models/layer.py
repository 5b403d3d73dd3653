"""A dense layer's place in theta: its matrix (inputs, outputs) row-major, then its biases."""

from dataclasses import dataclass
from itertools import pairwise

from lossstudio.core.array import Floats
from lossstudio.core.models.activation import Activation


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
    start
        Where its parameters begin in theta.
    """

    inputs: int
    outputs: int
    bias: bool
    activation: Activation
    start: int

    @property
    def rows(self) -> int:
        """Rows of the matrix with the biases as its last row."""
        return self.inputs + self.bias

    @property
    def biases(self) -> int:
        """Where the biases begin in theta."""
        return self.start + self.inputs * self.outputs

    @property
    def stop(self) -> int:
        """Where the next layer's parameters begin in theta."""
        return self.start + self.rows * self.outputs

    def matrix(self, theta: Floats) -> Floats:
        """Return a view ``(..., rows, outputs)`` of theta: the matrix, and the biases as its last row."""
        return theta[..., self.start : self.stop].reshape(*theta.shape[:-1], self.rows, self.outputs)


def stacked(widths: tuple[int, ...], *, bias: bool, hidden: Activation, output: Activation) -> tuple[Layer, ...]:
    """Return the layers between these widths, one after the other in theta."""
    layers: list[Layer] = []
    for index, (inputs, outputs) in enumerate(pairwise(widths)):
        activation = output if index == len(widths) - 2 else hidden
        start = layers[-1].stop if layers else 0
        layers.append(Layer(inputs=inputs, outputs=outputs, bias=bias, activation=activation, start=start))
    return tuple(layers)

"""A group of parameters: what belongs together in theta."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A named slice of theta with a shape: a layer's weights, its biases, a mean.

    Attributes
    ----------
    name
        "weights 1", "biases 1", ... or the parameter's own word.
    start, stop
        The slice of theta.
    shape
        The group's own shape; ``(inputs, outputs)`` for a layer's matrix.
    bias
        Whether these are biases, which penalties spare by default.
    """

    name: str
    start: int
    stop: int
    shape: tuple[int, ...]
    bias: bool = False

"""What a forward pass leaves behind for the backward pass and for whoever wants to look inside."""

from dataclasses import dataclass

from lossstudio.core.array import Floats


@dataclass(frozen=True, slots=True)
class Tape:
    """One forward pass.

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
        return self.carried[-1].swapaxes(-1, -2)

    @property
    def activations(self) -> tuple[Floats, ...]:
        """What came out of each layer, ``(..., N, units)``; the last is the output."""
        pairs = zip(self.kept, self.carried[1:], strict=True)
        return tuple(carried[..., : kept.shape[-2], :].swapaxes(-1, -2) for kept, carried in pairs)

"""What a forward pass leaves behind for the backward pass and for whoever wants to look inside."""

from typing import NamedTuple

from lossstudio.core.array import Floats


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

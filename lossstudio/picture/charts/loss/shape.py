"""The shape of a loss over one number, as plain arrays."""

from dataclasses import dataclass

from lossstudio.core.array import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LossShape:
    """What the loss chart of one sample draws.

    Attributes
    ----------
    x
        ``(G,)``: the error, the score for the truth, or the probability given to the truth.
    curves, slopes
        ``(C, G)``: the loss, and its gradient; several curves where a miss of one class costs something else than of
        another.
    curve_names
        Of the curves, where there are several.
    samples
        ``(n, 3)``: where the training samples stand: number, loss, gradient.
    marked
        Where the followed sample stands.
    name
        Of the axis.
    """

    x: Floats
    curves: Floats
    slopes: Floats
    curve_names: tuple[str, ...]
    samples: Floats
    marked: tuple[float, float, float] | None
    name: str

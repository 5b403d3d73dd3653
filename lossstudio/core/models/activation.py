"""The contract of an activation: what a layer does to its sums, and how a gradient passes back through it."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.array import Floats
from lossstudio.core.code import ActivationCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One activation, on arrays ``(..., units, samples)``.

    Attributes
    ----------
    key
        The word in scene files.
    formula
        How it is written, for people.
    apply
        ``apply(sums, out)`` writes the activations into `out`, which may be `sums` itself unless `keeps_sums`.
    pull_back
        ``pull_back(gradient, kept) -> gradient`` by the sums; `kept` is the activations, or the sums if `keeps_sums`.
        It may not change its inputs.
    bend
        ``bend(gradient, kept, moved)``: how `pull_back(gradient, kept)` changes when the sums move by `moved`; a kink
        has no such change, and its sides have their own.
    code
        How programs in other frameworks say it.
    keeps_sums
        Whether `pull_back` and `bend` need the sums; the others do with the activations, which are there anyway.
    kinks
        Where along the sums it has no derivative.
    init
        The initialiser that suits it.
    """

    key: str
    formula: str
    apply: Callable[[Floats, Floats], object]
    pull_back: Callable[[Floats, Floats], Floats]
    bend: Callable[[Floats, Floats, Floats], Floats]
    code: ActivationCode
    keeps_sums: bool = False
    kinks: tuple[float, ...] = ()
    init: str = "xavier"

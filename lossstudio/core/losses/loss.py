"""The contract of a loss: pointwise value and gradient side by side; the objective averages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry, Spec
from lossstudio.core.code import BY_EXPRESSION, LossCode
from lossstudio.core.expression.formula import Formula, in_options
from lossstudio.core.written import with_values

Takes = Literal["value", "vector", "score", "scores", "probability", "probabilities"]
Task = Literal["regression", "binary", "multiclass"]

Parabola: TypeAlias = tuple[Floats | float, Floats | float, Floats | float]
"""a, b and c of a r² + b r + c, r being the residual; numbers, or arrays in the targets' shape."""

VARIABLES = ("prediction", "target")
"""What a loss's expression may depend on."""

TASKS: tuple[Task, ...] = ("regression", "binary", "multiclass")
LAST_LAYER: dict[Takes, str] = {"probability": "sigmoid", "probabilities": "softmax"}
"""What a model's last layer must apply for a loss that takes this; where nothing is said, nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of a sum of losses: a loss and what it is multiplied by.

    Attributes
    ----------
    weight
        The factor.
    said
        The loss as a document keeps it.
    loss, options
        The same with its entry in the catalogue, and the value of each of its options.
    """

    weight: float
    said: Spec
    loss: "Loss" = field(compare=False, repr=False)
    options: Mapping[str, Any] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss(Entry):
    """One loss.

    `value` and `gradient` take the model's output ``(..., N, K)``, the target, and the loss's options as keywords.
    Targets are ``(N, K)`` floats for "value", "vector", "score" and "probability" losses, and ``(N,)`` class numbers
    for "scores" and "probabilities".

    Attributes
    ----------
    takes
        What the model's output means to it: a "score" is raw (a logit), a "probability" lies in 0..1.
    value
        Pointwise loss ``(..., N)``; a mean over the outputs where there are several.
    gradient
        Derivative of `value` by the output, ``(..., N, K)``; at a kink a subgradient.
    curvature
        ``curvature(output, target, along, **options)``: derivative of `gradient` along a direction ``(..., N, K)`` in
        the outputs, of that shape; a kink has none, and its sides have their own.
    tasks
        Which tasks it fits.
    formula
        How it is written, for people.
    written
        Given the options, how it is written under them, where their letters aren't all that there is to say.
    symbols
        The letters of those options that the formula has.
    best_for, trait
        When to choose it, and what marks it, each in a few words.
    least
        What it is at least, whatever the options; None where it may be anything.
    lead
        ``lead(output, target, **options)``: by how much each sample is on the right side ``(..., N)``, for a loss that
        falls for ever towards `least` as all leads grow; None where options keep it from that.
    kinks
        Where along the residual (value losses) or the margin it has no derivative, given the options.
    share
        The weight of each sample ``(N,)`` by which the objective divides the sum; None is one each.
    refusal
        Given the targets, how many outputs the model has, and the options, why this loss can't be used on them; None
        when it can.
    mean
        What number a score stands for, elementwise; None where outputs are numbers themselves, or are for classes.
    link
        The output activation that is part of the loss already; none where it takes the output as it is.
    parabola
        Given the targets ``(N, K)`` and the options, the parabola in each output's residual whose mean over the outputs
        it is; None when it is none.
    sizes
        Whether it is the mean size of the residuals.
    expression
        What one output of one sample costs, in the formula language: a text in `prediction`, `target` and the options,
        whose names lose their underscores there; or, given the options, the formula. None where several outputs are
        needed at once.
    code
        How programs in other frameworks say it, where they have a shorter way than the expression. A loss without an
        expression says it for each of them, or why there is none.
    summands
        Given the options, the losses that it is a sum of.
    resolve
        Given the loss and the options, the loss as they make it; for those whose options decide what they take.
    """

    takes: Takes
    tasks: tuple[Task, ...]
    formula: str
    best_for: str
    trait: str
    value: Callable[..., Floats]
    gradient: Callable[..., Floats]
    curvature: Callable[..., Floats]
    least: float | None = None
    lead: Callable[..., Floats | None] | None = None
    kinks: Callable[..., tuple[float, ...]] | None = None
    share: Callable[..., Floats] | None = None
    refusal: Callable[..., str | None] | None = None
    mean: Callable[[Floats], Floats] | None = None
    link: Literal["sigmoid", "softmax"] | None = None
    parabola: Callable[..., Parabola | None] | None = None
    sizes: bool = False
    expression: str | Callable[..., Formula] | None = None
    code: LossCode = BY_EXPRESSION
    written: Callable[..., str] | None = None
    symbols: Mapping[str, str] = field(default_factory=dict)
    summands: Callable[..., tuple[Part, ...]] | None = None
    resolve: "Callable[..., Loss] | None" = None

    def __post_init__(self) -> None:
        said = (self.code.pytorch, self.code.keras, self.code.numpy)
        if self.expression is None and self.summands is None and None in said:
            raise ValueError(f"the loss {self.key!r} needs an expression, or for each framework its code or a NoCode")

    @property
    def means_probabilities(self) -> bool:
        """Whether a model that fits it answers with probabilities: its outputs, or what the loss makes of them."""
        return self.link is not None or self.takes in LAST_LAYER

    def answers(self, output: Floats) -> Floats:
        """Return the numbers that outputs ``(...)`` stand for, to be compared with targets."""
        if self.mean is None:
            return output
        with np.errstate(over="ignore"):
            return self.mean(output)

    def under(self, options: Mapping[str, Any]) -> "Loss":
        """Return the loss as these options, all of them, make it, with its formula as they write it."""
        made = self if self.resolve is None else self.resolve(self, **options)
        written = made.formula if made.written is None else made.written(**options)
        said = with_values(written, {letter: options[name] for name, letter in self.symbols.items()})
        return made if said == made.formula else replace(made, formula=said)

    def expressed(self, options: Mapping[str, Any]) -> Formula | None:
        """Return what one output costs as a formula in `VARIABLES`, under all these options; None where it has none."""
        if not isinstance(self.expression, str):
            return None if self.expression is None else self.expression(**options)
        return in_options(self.expression, VARIABLES, options)

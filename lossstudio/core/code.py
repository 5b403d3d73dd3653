"""How the programs that `lossstudio code` writes say an entry: declared by the entry, beside its mathematics.

A text is a template that `str.format` fills with every option by name: ``{delta!r}`` is a number with all its digits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class NoCode:
    """A framework can't say the entry.

    Attributes
    ----------
    reason
        Why, as it follows "LABEL: " in the program's comment.
    """

    reason: str


NOT_IN_PYTORCH = NoCode("PyTorch has none like this one")
NOT_IN_KERAS = NoCode("Keras has none like this one")
MORE_THAN_THE_GRADIENT = NoCode("it needs more than the gradient")


@dataclass(frozen=True, slots=True, kw_only=True)
class LossFunction:
    """A loss in PyTorch or Keras: a function of the outputs `p` and the targets `y`.

    Attributes
    ----------
    made
        An expression that makes the function, such as ``nn.L1Loss()``.
    body
        The lines of the function where no expression makes it. Where both are empty, the loss's own expression is
        written.
    remark
        What the framework does otherwise, for a comment.
    """

    made: str = ""
    body: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossTerms:
    """A loss in NumPy, in the outputs `p`, ``(N, K)``, and the targets `y`; what is empty follows from the expression.

    Attributes
    ----------
    value
        An expression of the mean over the rows.
    slope
        One of its derivative by each output, ``(N, K)``.
    """

    value: str = ""
    slope: str = ""


FunctionCode: TypeAlias = str | LossFunction | NoCode | Callable[..., LossFunction] | None
"""A template of what makes the function, the function, or either given the options; None is the expression."""

TermsCode: TypeAlias = LossTerms | NoCode | Callable[..., LossTerms] | None
"""The terms, or the terms given the options; None is the expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossCode:
    """How each framework says a loss, where its expression isn't the best way, or where it has none."""

    pytorch: FunctionCode = None
    keras: FunctionCode = None
    numpy: TermsCode = None


BY_EXPRESSION = LossCode()
"""Nothing beside the expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerCall:
    """An optimizer that a framework has.

    Attributes
    ----------
    made
        The template of what makes it; ``{rate!r}`` is the learning rate.
    remark
        What the framework does otherwise, for a comment.
    remark_on_schedules
        What it does otherwise while the learning rate changes.
    """

    made: str
    remark: str = ""
    remark_on_schedules: str = ""


EARLY_EPSILON = "Keras adds epsilon before it corrects the second moment, so there it counts for more at first."
"""What Keras does otherwise in Adam and its kin."""


@dataclass(frozen=True, slots=True)
class OptimizerLines:
    """An optimizer in NumPy: lines in `theta`, the gradient `g`, the rate `r` and the number of the update, `step`.

    Attributes
    ----------
    before
        Those before the loop.
    each
        Those of one update.
    """

    before: tuple[str, ...]
    each: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptimizerCode:
    """How each framework says an optimizer.

    `numpy` is given the learning rate of the first update, as the program writes it, and the options.
    """

    pytorch: OptimizerCall | NoCode
    keras: OptimizerCall | NoCode
    numpy: Callable[..., OptimizerLines] | NoCode


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLines:
    """A schedule that looks at the loss: lines of Python without imports, in names that no optimizer uses.

    Attributes
    ----------
    before
        Those before its first update.
    rate
        An expression of the learning rate.
    each
        Those after each epoch; the loss on all rows is `total`, a number.
    pytorch
        An expression that makes the scheduler of PyTorch, on `optimizer`, which does the same; "" where none does.
    only_from_zero
        Whether PyTorch's does the same only as long as the loss isn't negative.
    """

    before: tuple[str, ...]
    rate: str
    each: tuple[str, ...]
    pytorch: str = ""
    only_from_zero: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationCode:
    """How each framework says an activation; empty where it applies nothing.

    Attributes
    ----------
    pytorch
        An expression that makes the module.
    pytorch_class
        The lines of a class that it needs.
    keras
        What stands behind ``activation=`` of a layer.
    numpy
        The activations of the sums `{s}`.
    numpy_slope
        The derivative by the sums, given that by the activations `{d}`, the sums `{s}` and the activations `{a}`.
    """

    pytorch: str
    keras: str
    numpy: str
    numpy_slope: str
    pytorch_class: tuple[str, ...] = ()

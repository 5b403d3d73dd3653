"""The contract of an optimizer: two pure functions, state in and state out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Entry
from lossstudio.core.code import OptimizerCode


class Point(Protocol):
    """What an optimizer may ask about the place where it stands, on this step's batch; leading axes are kept."""

    @property
    def gradient(self) -> Floats:
        """The gradient here, after clipping, ``(..., P)``."""

    @property
    def loss(self) -> Floats:
        """The batch loss here, ``(...)``."""

    def value(self, theta: Floats) -> Floats:
        """Return the batch loss at other places, ``(...)``."""

    def gradient_at(self, theta: Floats) -> Floats:
        """Return the gradient at other places, ``(..., P)``."""

    def hessian(self) -> Floats:
        """Return the Hessian here, ``(..., P, P)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimizer(Entry):
    """One optimizer.

    Attributes
    ----------
    start
        ``start(theta, learning_rate) -> state``: the state before the first update. States are frozen dataclasses
        whose fields are arrays with theta's leading axes first.
    update
        ``update(point, state, theta, learning_rate, **options) -> (step, state)``: the next theta is
        ``theta + step``. `learning_rate` and options are floats, or ``(R, 1)`` arrays when runners are updated
        together. Inputs are left unchanged.
    formula
        The update as it is written, for people.
    source
        The paper.
    rate_scales
        Whether every step is the learning rate times a direction that the rate has no part in; False for those that
        find the length of a step by themselves.
    plain_steps
        Whether every step is the learning rate times the gradient, and nothing is remembered: only after such steps a
        proximal one leads to the minimum.
    asks_curvatures
        Whether every step asks for the whole Hessian.
    code
        How programs in other frameworks say it, or why they can't.
    stability
        Given the options, the factor c for which full-batch training on a quadratic diverges above c / λmax (2 for
        plain descent); it is None, or returns None, when there is no limit that simple.
    recurrence
        ``recurrence(shares, **options) -> (last, before)``: in a direction of curvature λ of a quadratic the distance
        x from its bottom follows x[t+1] = last x[t] + before x[t-1]; the coefficients for shares ηλ ``(n,)``. None
        where it follows none that simple.
    limit
        That limit as it is written, in λmax and the options' letters; empty where there is none.
    """

    start: Callable[[Floats, Any], Any]
    update: Callable[..., tuple[Floats, Any]]
    formula: str
    source: str
    code: OptimizerCode
    rate_scales: bool = True
    plain_steps: bool = False
    asks_curvatures: bool = False
    stability: Callable[..., float | None] | None = None
    recurrence: Callable[..., tuple[Floats, Floats]] | None = None
    limit: str = ""

    @property
    def move(self) -> str:
        """The line of the formula that moves the parameters: "θ ← ..."."""
        lines = (line.strip() for line in self.formula.split(";"))
        return next(line for line in lines if line.startswith("θ ←")).partition(",  ")[0]

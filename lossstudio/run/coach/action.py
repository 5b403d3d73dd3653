"""What the coach says, with its evidence, and what it offers to do."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.core.catalogue import Spec
from lossstudio.run.recipe.recipe import Penalty, Task


@dataclass(frozen=True, slots=True)
class Play:
    """Let the run go on, from the start when it is at its end."""


@dataclass(frozen=True, slots=True)
class SetSteps:
    """Plan another number of updates."""

    value: int


@dataclass(frozen=True, slots=True)
class SetLearningRate:
    """Give a runner another learning rate, from the start."""

    runner: str
    value: float


@dataclass(frozen=True, slots=True)
class SetOptimizer:
    """Give a runner another optimizer, from the start."""

    runner: str
    value: Spec


@dataclass(frozen=True, slots=True)
class SetSchedule:
    """Let a runner's learning rate follow another schedule, from the start."""

    runner: str
    value: Spec


@dataclass(frozen=True, slots=True)
class SetStart:
    """Let a runner begin elsewhere; None is where it makes a good show."""

    runner: str
    theta: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class SetClipping:
    """Clip a runner's gradients to another length; None is not at all."""

    runner: str
    norm: float | None


@dataclass(frozen=True, slots=True)
class SetLoss:
    """Minimise another loss, from the start; for one runner (None: for all)."""

    runner: str | None
    value: Spec


@dataclass(frozen=True, slots=True)
class SetPenalty:
    """Put another penalty on the weights, from the start."""

    value: Penalty


@dataclass(frozen=True, slots=True)
class SetModel:
    """Train another model."""

    value: Spec


@dataclass(frozen=True, slots=True)
class SetData:
    """Train on other data, or on the same data prepared in another way."""

    value: Spec


@dataclass(frozen=True, slots=True)
class SetTask:
    """Minimise, or play, by other rules."""

    value: Task


@dataclass(frozen=True, slots=True)
class Together:
    """Do several things as one."""

    parts: tuple["Edit", ...]


Edit: TypeAlias = (
    SetSteps
    | SetLearningRate
    | SetOptimizer
    | SetSchedule
    | SetStart
    | SetClipping
    | SetLoss
    | SetPenalty
    | SetModel
    | SetData
    | SetTask
    | Together
)
Action: TypeAlias = Play | Edit


Severity = Literal["hint", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One piece of advice.

    Attributes
    ----------
    key
        Which rule it comes from.
    title, text
        For people; the text holds the numbers that are the evidence.
    steps
        The first and the last step that show it; None when it is about no steps.
    action, action_label
        What can be done, and the text of its button; None and empty when there is nothing to do.
    """

    key: str
    severity: Severity
    title: str
    text: str
    steps: tuple[int, int] | None = None
    action: Action | None = None
    action_label: str = ""

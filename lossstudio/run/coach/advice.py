"""Advice is what the coach says: what, since when, why, and a button that does something about it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.core.spec import Spec

Severity = Literal["hint", "warning"]


@dataclass(frozen=True, slots=True)
class Play:
    """Let the run go on, from the start when it is at its end."""


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
class SetSteps:
    """Plan another number of updates."""

    value: int


Action: TypeAlias = Play | SetLearningRate | SetOptimizer | SetSteps
"""What can be done about it; everything but `Play` is an undoable edit of the scene."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One piece of advice.

    Attributes
    ----------
    key
        Which rule speaks.
    title, text
        For people; the text holds the numbers that are the evidence.
    steps
        The first and the last step that show it; None when it is about no steps.
    action, action_label
        What can be done, and what its button says; None and empty when there is nothing to do.
    """

    key: str
    severity: Severity
    title: str
    text: str
    steps: tuple[int, int] | None = None
    action: Action | None = None
    action_label: str = ""

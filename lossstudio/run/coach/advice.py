"""Advice by the coach: what is wrong, since when, why, and a button that does something about it."""

from dataclasses import dataclass
from typing import Literal

from lossstudio.run.coach.action import Action

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

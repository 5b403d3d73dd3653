"""The coach's rules, the most urgent first."""

from collections.abc import Callable

from lossstudio.run.coach.advice import Advice
from lossstudio.run.coach.rules import (
    climbing,
    crawling,
    keep_looking,
    near_the_limit,
    ready,
    shorter,
    stopped,
    unfinished,
    zigzag,
)
from lossstudio.run.coach.view import RunView

RULES: tuple[Callable[[RunView], Advice | None], ...] = (
    stopped,
    climbing,
    zigzag,
    crawling,
    ready,
    shorter,
    unfinished,
    near_the_limit,
    keep_looking,
)


def advise(view: RunView) -> Advice | None:
    """Return what the most urgent rule that has something to say says."""
    return next((advice for rule in RULES if (advice := rule(view)) is not None), None)

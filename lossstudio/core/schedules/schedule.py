"""The contract of a learning-rate schedule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lossstudio.core.catalogue import Entry
from lossstudio.core.code import WatchLines


def _nothing(**_options: Any) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Entry):
    """One schedule.

    Attributes
    ----------
    rate
        ``rate(k, base, state, **options) -> rate`` before update k = 0, 1, ...; plain floats.
    code
        ``code(rate, **options) -> lines``: the body of a function `rate(k)` in Python with `math` and `np`, given the
        base rate; no lines where the rate stays as it is. Of a schedule that looks at the loss, its `WatchLines`.
    start
        ``start(**options) -> state`` before update 0; None for schedules without a memory.
    steady
        Whether the rate stays as it is, so that nobody needs to ask for each update.
    observe
        ``observe(loss, state, **options) -> state`` with the training loss after each epoch; None for schedules that
        do not look.
    """

    rate: Callable[..., float]
    code: Callable[..., tuple[str, ...] | WatchLines]
    start: Callable[..., Any] = _nothing
    steady: bool = False
    observe: Callable[..., Any] | None = None

"""Work that comes in pieces, so that whoever does it may pause in between, or give it up."""

from collections.abc import Callable, Generator
from time import perf_counter
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Pieces: TypeAlias = Generator[None, None, T]
"""Yields wherever the work may pause, about once a millisecond where it can be divided; returns what comes of it."""

Told: TypeAlias = Callable[[float], object]
"""Hears which share of a work is done, 0 .. 1, never less than before."""

PIECE_S = 0.001
"""How long a piece takes, where the work can be divided."""


def unheard(_share: float) -> None:
    """Hear of a share, and do nothing."""


def finished(work: Pieces[T], between: Callable[[], object] = lambda: None) -> T:
    """Do all of a work without a pause; return what comes of it.

    Parameters
    ----------
    between
        Called after each piece; what it raises ends the work.
    """
    while True:
        try:
            next(work)
            between()
        except StopIteration as end:
            made: T = end.value
            return made


def timed(work: Pieces[T]) -> Pieces[tuple[T, float]]:
    """Do a work; return what comes of it, and how many seconds it took, pauses not counted."""
    spent_s = 0.0
    while True:
        began = perf_counter()
        try:
            next(work)
        except StopIteration as end:
            return end.value, spent_s + perf_counter() - began
        spent_s += perf_counter() - began
        yield

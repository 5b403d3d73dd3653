"""What stands on the card of one phase: words in the faces that the window and the presenter give them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from lossstudio.core.numbers import DIGITS, MINUS, exact, rounded, typed, value_of

MOST_DIGITS, MOST_TO_MOVE = 7, 6
"""With more digits a line is too long to be read; and so many are worth it where they only show that it moves."""


def bracketed(text: str) -> str:
    """Put a negative number, or one with a power of ten, in brackets, as it stands after an operator."""
    return f"({text})" if text.startswith(MINUS) or "×" in text else text


def worked(
    values: Sequence[float],
    result: float,
    combine: Callable[[Sequence[float]], float],
    chosen: frozenset[int] = frozenset(),
    least: int = DIGITS,
    *,
    moves: bool = False,
) -> tuple[list[str], str]:
    """Print numbers and what they make with as few digits, at least so many, as agree with each other.

    Where not even seven digits agree (the difference of two nearly equal numbers), the result is what the printed
    numbers make, as precise as they are. The numbers at the places `chosen` are a person's, such as a learning rate:
    they stand whole where so many digits do, and have no zeros at their ends. What `moves` has so many digits that the
    result is seen to be another number than the first one, where a few do.
    """
    for digits in range(least, (MOST_TO_MOVE if moves else MOST_DIGITS) + 1):
        texts = [_chosen(value, digits) if at in chosen else exact(value, digits) for at, value in enumerate(values)]
        made = _made(combine, [value_of(text) for text in texts])
        for kept in range(least, digits + 1):
            said = exact(result, kept)
            stands = moves and values[0] != result and exact(values[0], kept) == said
            if exact(made, kept) == said and not stands:
                return texts, said
    if moves:
        return worked(values, result, combine, chosen, least)
    if not math.isfinite(made):
        return texts, exact(made)
    return texts, exact(round(made, max(_decimals(text) for text in texts)))


def _chosen(value: float, digits: int) -> str:
    """Write a number that a person typed as it was typed, and one that a schedule made of it with so many digits."""
    return exact(value if rounded(value, MOST_DIGITS) == value else rounded(value, digits))


def _made(combine: Callable[[Sequence[float]], float], values: Sequence[float]) -> float:
    """Return what numbers make; what is too large to be written down is infinite, as in the run itself."""
    try:
        return combine(values)
    except OverflowError:
        return math.inf


def _decimals(text: str) -> int:
    """Return at which digit after the point a printed number ends."""
    return -int(Decimal(typed(text)).as_tuple().exponent)


Face: TypeAlias = Literal["formula", "plain", "result"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """Some words in one face."""

    text: str
    face: Face = "plain"


Line: TypeAlias = tuple[TextRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseText:
    """One phase of a step, in words and numbers.

    Attributes
    ----------
    title
        "Predict", "Loss", "Gradient", "Update".
    formula
        How it is written.
    lines
        This step's numbers, under the formula.
    result
        The number that it comes to, alone.
    """

    title: str
    formula: str
    lines: tuple[Line, ...]
    result: str

    def spoken(self) -> str:
        """Return everything in one line, for people who hear the window."""
        said = "; ".join("".join(run.text for run in line) for line in self.lines)
        return f"{self.title}: {self.formula}; {said}"


def line(text: str) -> Line:
    """Return a plain line."""
    return (TextRun(text),)


def result_line(before: str, result: str, after: str = "") -> Line:
    """Return a line that ends in a result."""
    runs = (TextRun(before), TextRun(result, "result"), TextRun(after))
    return tuple(run for run in runs if run.text)

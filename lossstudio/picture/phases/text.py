"""What stands on the card of one phase: words in the faces that the window and the presenter give them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Face: TypeAlias = Literal["formula", "plain", "result"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one face."""

    text: str
    face: Face = "plain"


Line: TypeAlias = tuple[Run, ...]


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
    return (Run(text),)


def result_line(before: str, result: str, after: str = "") -> Line:
    """Return a line that ends in a result."""
    runs = (Run(before), Run(result, "result"), Run(after))
    return tuple(run for run in runs if run.text)

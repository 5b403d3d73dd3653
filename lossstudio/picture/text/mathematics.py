"""Formulas as they are set in books: variables in italics, names of functions upright, indices below, powers above."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

BELOW, ABOVE = -1, 1
SMALLER = 0.68
"""How large an index or a power is, as a share of its line."""
DROP, RISE = 0.20, 0.36
"""How far below or above the line it stands, as shares of the line's size (Knuth, "The TeXbook", 1984, appendix G)."""

_FORMS = {"<super>": ABOVE, "<sub>": BELOW}
_MARKS = {"^": ABOVE, "_": BELOW}


@dataclass(frozen=True, slots=True)
class MathRun:
    """Some letters of a formula in one face; `script` is ABOVE, BELOW or 0."""

    text: str
    italic: bool = False
    script: int = 0


def set_formula(formula: str) -> tuple[MathRun, ...]:
    """Return the runs of a formula that is written in plain characters, such as "w₁₂ ← w₁₂ − η·∂L/∂w₁₂".

    A letter that stands alone is a variable, and several together are a word. After "_" an index goes on to the next
    space, after "^" a power is one letter or number.
    """
    placed = list(_placed(formula))
    runs: list[MathRun] = []
    for start, end in _words(placed):
        text = "".join(character for character, _ in placed[start:end])
        letters = sum(unicodedata.category(character).startswith("L") for character in text)
        run = MathRun(text, letters == 1, placed[start][1])
        if runs and replace(runs[-1], text=run.text) == run:
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def _placed(formula: str) -> Iterator[tuple[str, int]]:
    """Yield each character as it is on the line, and whether it stands above or below that."""
    held = 0
    for at, character in enumerate(formula):
        if character in _MARKS:
            held = _MARKS[character]
            continue
        form, _, codes = unicodedata.decomposition(character).partition(" ")
        script = _FORMS.get(form, 0)
        if character == "," and at and _is_index(formula[at - 1 : at]) and _is_index(formula[at + 1 : at + 2]):
            script = BELOW
        if held and not script:
            held = held if _goes_on(character, held) else 0
            script = held
        yield ("".join(chr(int(code, 16)) for code in codes.split()) if form in _FORMS else character), script


def _goes_on(character: str, script: int) -> bool:
    return character.isalnum() if script == ABOVE else not character.isspace()


def _is_index(character: str) -> bool:
    return bool(character) and unicodedata.decomposition(character).startswith("<sub>")


def _words(placed: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where letters (with their accents) stand together at one height, and all else does."""
    start = 0
    for at in range(1, len(placed) + 1):
        if at == len(placed) or _kind(placed[at]) != _kind(placed[start]):
            yield start, at
            start = at


def _kind(placed: tuple[str, int]) -> tuple[bool, int]:
    character, script = placed
    return unicodedata.category(character)[0] in "LM", script


Faces = Callable[[bool], QFont]
"""Returns the face of upright or, given True, of italic letters on the line."""


def formula_width(runs: tuple[MathRun, ...], faces: Faces) -> float:
    """Return how wide a formula is, in the unit of its faces."""
    return sum(QFontMetricsF(_face(run, faces)).horizontalAdvance(run.text) for run in runs)


def paint_formula(painter: QPainter, runs: tuple[MathRun, ...], faces: Faces, start: QPointF) -> None:
    """Write a formula whose line begins at a place, with the painter's pen."""
    left = start.x()
    for run in runs:
        face, size = _face(run, faces), faces(False).pixelSize()
        shift = {ABOVE: -RISE * size, BELOW: DROP * size}.get(run.script, 0.0)
        if run.text.strip():
            painter.setFont(face)
            painter.drawText(QPointF(left, start.y() + shift), run.text)
        left += QFontMetricsF(face).horizontalAdvance(run.text)


def _face(run: MathRun, faces: Faces) -> QFont:
    made = faces(run.italic)
    if run.script:
        made = QFont(made)
        made.setPixelSize(max(1, round(SMALLER * made.pixelSize())))
    return made

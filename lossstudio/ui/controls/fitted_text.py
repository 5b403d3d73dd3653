"""One line of writing in the room that it has: a little smaller where it is too long, and only then shortened."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

SMALLEST_SHARE = 0.76
"""How small a line may become; a shorter one at its own size is read sooner than a smaller one."""
_STEP = 0.02
_CLAUSE_ENDS = re.compile(r"[;:,] ")


def fitted_text(text: str, font: QFont, room: float) -> tuple[QFont, str]:
    """Return the typeface and the words with which a line fits into so many pixels.

    Words that don't fit even at the smallest size end with an ellipsis.
    """
    share = 1.0
    while not _fits(text, _smaller(font, share), room) and share > SMALLEST_SHARE:
        share = max(share - _STEP, SMALLEST_SHARE)  # widths don't shrink evenly: glyphs are hinted
    if _fits(text, _smaller(font, share), room):
        return _smaller(font, share), text
    return font, QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def fitted_clauses(text: str, font: QFont, room: float) -> tuple[QFont, str]:
    """Return a line that is too long without its last clauses, whole: "squares", of "squares: outliers dominate"."""
    ends = [match.start() for match in _CLAUSE_ENDS.finditer(text)]
    for shorter in (text, *(text[:end] for end in reversed(ends))):
        written, words = fitted_text(shorter, font, room)
        if words == shorter:
            return written, words
    return font, ""


def width_needed(text: str, font: QFont) -> float:
    """Return how many pixels a line takes at its smallest."""
    return QFontMetricsF(_smaller(font, SMALLEST_SHARE)).horizontalAdvance(text)


def _fits(text: str, font: QFont, room: float) -> bool:
    return QFontMetricsF(font).horizontalAdvance(text) <= room


def _smaller(font: QFont, share: float) -> QFont:
    made = QFont(font)
    if share < 1.0:
        made.setPointSizeF(font.pointSizeF() * share)
    return made

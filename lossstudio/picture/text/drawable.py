"""Letters that a typeface of this machine can draw: the others would become empty boxes."""

import re
import unicodedata
from functools import lru_cache

from PySide6.QtGui import QTextLayout

from lossstudio.picture.text.fonts import font

_UNSEEN = ("Cc", "Cf", "Mn")
"""Characters of these categories (The Unicode Standard, 4.5) draw nothing by themselves."""
_ANY_PT = 12.0
_GONE = "\0"
_BEFORE_A_STOP = re.compile(rf"\s*{_GONE}+(?=[.,;:!?)])")


def drawable(text: str) -> str:
    """Return a text without the letters that no typeface draws, nor what only joins them."""
    lost = set(undrawable(text))
    if not lost:
        return text
    marked = "".join(_GONE if letter in lost or unicodedata.category(letter) == "Cf" else letter for letter in text)
    kept = _BEFORE_A_STOP.sub("", marked).replace(_GONE, "")
    return "\n".join(" ".join(line.split()) for line in kept.splitlines())


def undrawable(text: str) -> tuple[str, ...]:
    """Return the letters of a text that no typeface draws, each once; needs a QGuiApplication."""
    return tuple(letter for letter in dict.fromkeys(text) if not _can_draw(letter))


@lru_cache(maxsize=4096)
def _can_draw(letter: str) -> bool:
    if letter.isspace() or unicodedata.category(letter) in _UNSEEN:
        return True
    layout = QTextLayout(letter, font(_ANY_PT))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(run.glyphIndexes() and 0 not in run.glyphIndexes() for run in layout.glyphRuns())

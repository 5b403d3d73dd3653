"""Names among words and numbers that are read from the left, whichever way the names themselves are read.

So the rows of a list look alike: a name stands left of its number in Hebrew and Arabic too, as in all columns of it.
"""

from collections.abc import Iterable
from unicodedata import bidirectional

FROM_THE_LEFT, NAME, ENDS = "\u200e", "\u2068", "\u2069"
"""After the first mark is read from the left; between the others stands what is read its own way (Unicode's
bidirectional algorithm, UAX 9: a mark, and an isolate)."""
FROM_THE_RIGHT = {"R", "AL"}


def among(name: str) -> str:
    """Return a name as it stands among words that are read from the left, and goes on to its right."""
    if name.startswith(FROM_THE_LEFT) or all(bidirectional(letter) not in FROM_THE_RIGHT for letter in name):
        return name
    return f"{FROM_THE_LEFT}{NAME}{name}{ENDS}"


def beside(name: str, words: str, gap: str = " ") -> str:
    """Return a name and right of it words or a number; either may be empty.

    Else after Hebrew or Arabic a number would be taken for a part of it, and its signs and exponents turned around.
    """
    return gap.join(filter(None, (among(name) if words else name, words)))


def read_alike(pieces: Iterable[str]) -> list[str]:
    """Return the pieces in which a text was cut, each read as the whole is; of a name that was cut each part as it."""
    cut = list(pieces)
    if not cut or not cut[0].startswith(FROM_THE_LEFT):
        return cut
    made, opened = [], False
    for piece in cut:
        inner = NAME * opened + piece.removeprefix(FROM_THE_LEFT)
        opened = inner.count(NAME) > inner.count(ENDS)
        made.append(f"{FROM_THE_LEFT}{inner}{ENDS * opened}")
    return made

"""A number beside words in one line, whichever way the words are read."""

from unicodedata import bidirectional

FROM_THE_LEFT, ENDS = "\u2066", "\u2069"
"""Between these marks is read from the left, whatever stands around (Unicode's bidirectional algorithm, isolates)."""
FROM_THE_RIGHT = {"R", "AL"}


def beside(words: str, number: str, gap: str = " ") -> str:
    """Return words and a number after them; either may be empty.

    After Hebrew or Arabic a number would be taken for a part of it, and its signs and exponents turned around.
    """
    if number and any(bidirectional(letter) in FROM_THE_RIGHT for letter in words):
        number = f"{FROM_THE_LEFT}{number}{ENDS}"
    return gap.join(filter(None, (words, number)))

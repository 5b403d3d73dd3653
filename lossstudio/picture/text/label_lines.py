"""The lines of a label: one, or a few where it would be too long for its picture."""

from functools import lru_cache

from PySide6.QtCore import Qt

from lossstudio.picture.text.beside import read_alike
from lossstudio.picture.text.fonts import Face
from lossstudio.picture.text.wrapping import letters_wrapped

LONGEST = 0.45
"""A label that is longer than this share of the picture's width stands on several lines."""
MOST_LINES = 3
"""What has no room on so many is cut."""
LEADING = 1.7
"""From one line to the next, in heights of a letter."""


@lru_cache(maxsize=256)
def label_lines(text: str, letters: Face, wide: float) -> tuple[str, ...]:
    """Return the lines of a label upon a picture so many pixels wide."""
    room = LONGEST * wide
    lines = letters_wrapped(text, lambda words: letters.size(words)[0] <= room)
    if len(lines) > MOST_LINES:
        rest = " ".join(lines[MOST_LINES - 1 :])
        lines[MOST_LINES - 1 :] = [letters.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]
    return tuple(read_alike(lines)) or ("",)


def lines_size(lines: tuple[str, ...], letters: Face) -> tuple[float, float]:
    """Return how wide and how tall lines are: from the top of the first one's capitals to the last one's base line."""
    sizes = [letters.size(line) for line in lines]
    return max(width for width, _ in sizes), sizes[0][1] * (1.0 + LEADING * (len(lines) - 1))

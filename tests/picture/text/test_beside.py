"""A number beside words: as it is, and read from the left after words that are read from the right."""

import pytest
from PySide6.QtGui import QTextLayout

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.text.beside import beside

NUMBER = "\u2193 7.89 \u00d7 10\u207b\u00b3"
HEBREW, ARABIC, BOTH = "\u05e7\u05e6\u05d1 \u05d2\u05d1\u05d5\u05d4", "\u0645\u0639\u062f\u0644", "Adam \u05d0"


def places(text: str, part: str) -> list[float]:
    """Return where the letters of a part stand in a line, as Qt lays it out; the first stands at a turn."""
    layout = QTextLayout(text)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    first = text.index(part)
    return [line.cursorToX(at)[0] for at in range(first + 1, first + len(part))]  # type: ignore[index]  # and a position


@pytest.mark.parametrize("words", [HEBREW, ARABIC, BOTH])
def test_a_number_after_words_from_the_right_is_read_from_the_left(words: str) -> None:
    ensure_application()
    assert places(f"{words} {NUMBER}", NUMBER) != sorted(places(f"{words} {NUMBER}", NUMBER)), "it needs to be said"
    found = places(beside(words, NUMBER), NUMBER)
    assert found == sorted(found)


def test_other_words_and_numbers_stay_as_they_are() -> None:
    assert beside("too high", "31.9", "  ") == "too high  31.9"
    assert (beside("", "31.9"), beside(HEBREW, "")) == ("31.9", HEBREW)

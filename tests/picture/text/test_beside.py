"""A name beside words or a number: as it is, and left of them also where it is read from the right."""

import pytest
from PySide6.QtGui import QTextLayout

from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.text.beside import among, beside, read_alike
from lossstudio.picture.text.fonts import face
from lossstudio.picture.text.label_lines import label_lines

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


@pytest.mark.parametrize("name", [HEBREW, ARABIC, BOTH, "too high"])
@pytest.mark.parametrize("gap", [" ", ": "])
def test_a_name_stands_left_of_its_number_and_both_are_read_their_own_way(name: str, gap: str) -> None:
    ensure_application()
    text = beside(name, NUMBER, gap)
    number, letters = places(text, NUMBER), places(text, name)
    assert number == sorted(number)
    assert max(letters) < min(number)
    alone = places(name, name)
    assert [left - letters[-1] for left in letters] == pytest.approx([left - alone[-1] for left in alone])


def test_other_words_and_numbers_stay_as_they_are() -> None:
    assert beside("too high", "31.9", "  ") == "too high  31.9"
    assert (beside("", "31.9"), beside(HEBREW, "")) == ("31.9", HEBREW)
    assert among(among(HEBREW)) == among(HEBREW)


def test_of_a_name_on_two_lines_the_number_stays_at_the_right() -> None:
    ensure_application()
    lines = label_lines(beside(f"{ARABIC} {HEBREW}", f"loss {NUMBER}", ": "), face(11.0), 500.0)
    assert len(lines) > 1
    of_number = next(line for line in lines if "7.89" in line)
    number = places(of_number, "7.89")
    assert number == sorted(number)
    cut = [among(f"{ARABIC} {HEBREW}")[:6], f"{HEBREW}\u2069: 7.89"]
    assert max(places(read_alike(cut)[1], HEBREW)) < min(places(read_alike(cut)[1], "7.89"))
    assert read_alike(["too", "high"]) == ["too", "high"]

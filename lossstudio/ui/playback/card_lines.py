"""A line of a card over several rows: it is broken where a reader would pause, and never inside of a number."""

from collections.abc import Callable, Iterator

from lossstudio.picture.phases.text import Face, Line, TextRun

HOLD = frozenset("+−=×←·/")
"""After one of these alone, and before "×", a line isn't broken."""
TERMS = frozenset("+−")
"""Before one of these alone a term begins."""
LEAST_FULL = 0.45
"""A good place to break is taken rather than a later one when the row is at least so full."""


def rows_of(line: Line, room: float, width_of: Callable[[Line], float]) -> list[Line]:
    """Return a line's rows, each at most `room` wide where that can be; only a single word may be wider.

    Parameters
    ----------
    room
        How wide a row may be, in the unit of `width_of`.
    width_of
        How wide some words are.
    """
    faces: list[tuple[str, Face]] = [(letter, run.face) for run in line for letter in run.text]
    rows, start = [], 0
    while width_of(_cut(faces, start, len(faces))) > room:
        end = _end_of_row(faces, start, room, width_of)
        if end is None:
            break
        rows.append(_cut(faces, start, end))
        start = end
    rows.append(_cut(faces, start, len(faces)))
    return rows


def joined(rows: list[Line]) -> Line:
    """Return rows as one line again."""
    spaced = [run for row in rows for run in (TextRun(" ", row[0].face), *row)]
    return tuple(spaced[1:])


def _end_of_row(
    faces: list[tuple[str, Face]], start: int, room: float, width_of: Callable[[Line], float]
) -> int | None:
    """Return where a row that begins at `start` ends best; None where the line can't be broken any more."""
    text = "".join(letter for letter, _ in faces)
    places = [(cost, place) for cost, place in _places(text) if _cut(faces, start, place)]
    fitting = [(width_of(_cut(faces, start, place)), cost, place) for cost, place in places if place > start]
    fitting = [(wide, cost, place) for wide, cost, place in fitting if wide <= room]
    if not fitting:
        return next((place for _, place in places if place > start), None)
    full = [(cost, -place) for wide, cost, place in fitting if wide >= LEAST_FULL * room]
    return -min(full)[1] if full else fitting[-1][2]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a line may be broken, and how much that hurts: the deeper in brackets the more, in a gap less."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter != " " or text[at + 1 : at + 2] in ("", " "):
            continue
        before, after = text[:at].split(), text[at + 1 :].split()
        if not before or not after or before[-1] in HOLD or after[0] == "×":
            continue
        yield 2 * depth + (-1 if text[at - 1] == " " else after[0] not in TERMS), at + 1


def _cut(faces: list[tuple[str, Face]], start: int, end: int) -> Line:
    """Return the words from one letter to another without spaces at their ends."""
    while start < end and faces[start][0] == " ":
        start += 1
    while start < end and faces[end - 1][0] == " ":
        end -= 1
    runs: list[TextRun] = []
    for letter, face in faces[start:end]:
        if runs and runs[-1].face == face:
            runs[-1] = TextRun(runs[-1].text + letter, face)
        else:
            runs.append(TextRun(letter, face))
    return tuple(runs)

"""Where several surfaces stand in one picture: a grid in which each is as large as can be, with room for its title."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

HEADING = 46.0
"""The row of a pane's title, for a picture of unit size."""
ASPECT = 1.3
"""A pane of this ratio of width to height is filled best by a surface."""
TALLEST = 0.9
"""A picture is no taller than this share of its width: the surface would stand far below its title."""
GAP = 8.0


@dataclass(frozen=True, slots=True)
class PanePlace:
    """A pane's title, and its surface below; the title's row is empty where there is one pane alone."""

    heading: QRectF
    picture: QRectF


def pane_places(room: QRectF, count: int, unit: float) -> tuple[PanePlace, ...]:
    """Return places for so many panes, row by row, on whole pixels; a last row that isn't full stands in the middle."""
    if count == 1:
        return (PanePlace(QRectF(room.left(), room.top(), room.width(), 0), room),)
    heading, gap = round(HEADING * unit), GAP * unit
    columns = max(range(1, count + 1), key=lambda each: _worth(room, count, each, heading))
    rows = -(-count // columns)
    wide, tall = room.width() / columns, room.height() / rows
    places = []
    for number in range(count):
        row, column = divmod(number, columns)
        missing = columns - min(columns, count - row * columns)
        left = room.left() + (column + missing / 2) * wide
        high = min(tall - gap, heading + TALLEST * (wide - gap))
        top = room.top() + row * tall + (tall - high) / 2
        cell = QRectF(QRectF(left + gap / 2, top, wide - gap, high).toRect())
        places.append(
            PanePlace(QRectF(cell.left(), cell.top(), cell.width(), heading), cell.adjusted(0, heading, 0, 0))
        )
    return tuple(places)


def _worth(room: QRectF, count: int, columns: int, heading: float) -> float:
    """Return how large a surface would be in each of so many columns."""
    rows = -(-count // columns)
    return min(room.width() / columns / ASPECT, room.height() / rows - heading)

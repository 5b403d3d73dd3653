"""Where things stand in a film frame: a pure function of the size and of what is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

HEADING, SMALLER_HEADING = 46.0, 30.0
"""The row of a pane's title, for a picture of unit size; the smaller one where there are more than FEW panes."""
FEW = 6
ASPECT = 1.3
"""A pane of this ratio of width to height is filled best by a surface."""
TALLEST = 0.9
"""A picture is no taller than this share of its width: the surface would stand far below its title."""
GAP = 8.0
WIDE_PANE, TALL_PANE, SMALLEST_WRITING = 620.0, 420.0, 0.46
"""Panes that are smaller than this, in units, have smaller writing, down to this share."""
CROWDED_SHARE = 0.56


@dataclass(frozen=True, slots=True)
class PanePlace:
    """A pane's title, and its surface below; the title's row is empty where there is one pane alone."""

    heading: QRectF
    picture: QRectF


def pane_places(
    room: QRectF, count: int, unit: float, writing: tuple[float, float] = (0.0, 0.0)
) -> tuple[PanePlace, ...]:
    """Return places for so many panes, row by row, on whole pixels; a last row that isn't full stands in the middle.

    Parameters
    ----------
    writing
        How much of each pane's width and height is written on, however large the pane is.
    """
    if count == 1:
        return (PanePlace(QRectF(room.left(), room.top(), room.width(), 0), room),)
    heading, gap = round((HEADING if count <= FEW else SMALLER_HEADING) * unit), GAP * unit
    columns = max(range(1, count + 1), key=lambda each: _worth(room, count, each, heading, writing))
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


def _worth(room: QRectF, count: int, columns: int, heading: float, writing: tuple[float, float]) -> float:
    """Return how large a surface would be in each of so many columns."""
    rows = -(-count // columns)
    return min((room.width() / columns - writing[0]) / ASPECT, room.height() / rows - heading - writing[1])


Size = tuple[int, int]
Safe = tuple[float, float, float, float]
"""What is kept free at the left, at the top, at the right and at the bottom, as shares of the sides."""
EVERYWHERE: Safe = (0.0, 0.0, 0.0, 0.0)

HEIGHT = 720.0
NARROWEST, NARROWEST_UPRIGHT = 800.0, 690.0
"""Everything is measured for a picture HEIGHT high and at least NARROWEST wide, and grows with it. Upright ones are
looked at on telephones: their writing is larger."""
LEGIBLE, MOST_ENLARGED = 0.5, 1.5
"""A smaller picture is written on as if its unit had so many pixels, below which figures can't be read, so long as that
makes everything on it no larger than so many times."""
CAPTION = 84.0
STACKED_CAPTION = 150.0
PHASES = 150.0
STACKED_PHASES = 190.0
BANDS = {
    (False, False): CAPTION,
    (False, True): STACKED_CAPTION,
    (True, False): PHASES,
    (True, True): STACKED_PHASES,
}
"""The height of the band, by whether it holds the phases and whether it is stacked."""
NARROW = 1000.0
"""A picture less wide than this, in units, has no room for title and read-outs beside each other."""
SENTENCE = 56.0
PROGRESS = 6.0
MARGIN = 40.0
COLUMN_SHARE, WIDER_COLUMN_SHARE = 0.3, 0.35
"""Of the width, for 16:9 and for squarer pictures."""
SQUARER = 1.6
ALONE_SHARE = 0.6
"""A single inset is this high, in the middle of its column."""
UPRIGHT = 1.3
"""From this ratio of height to width on, insets stand one above the other, the later ones higher."""
SURFACE_SHARE, UPRIGHT_SURFACE_SHARE, PANES_SHARE = 0.63, 0.48, 0.64
"""Of the height, where insets stand under the surface, or under several."""
LOWEST_CHARTS = 130.0
"""With less room for charts under several surfaces, in units, axes and names would take all of it."""
WIDE = 1.25
"""From this ratio of the sides on, insets have a column beside the surface; below it they stand under it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels.

    Attributes
    ----------
    unit
        How many pixels a measure of 1 is.
    surface
        The three-dimensional picture, or all of them.
    panes
        Each of them, with its title.
    insets
        Charts, each in a place of its own.
    band
        Title and read-outs, or the four phases.
    sentence
        A caption's row above the band; empty where there is none.
    progress
        The line that says how far the run is.
    stacked
        Whether title and phases stand above the read-outs instead of beside them.
    """

    unit: float
    surface: QRectF
    panes: tuple[PanePlace, ...]
    insets: tuple[QRectF, ...]
    band: QRectF
    sentence: QRectF
    progress: QRectF
    stacked: bool

    @property
    def share(self) -> float:
        """How large everything on a surface is written, as a share of the usual: smaller in small panes."""
        picture = self.panes[0].picture
        if len(self.panes) == 1:
            return 1.0
        fits = min(picture.width() / (WIDE_PANE * self.unit), picture.height() / (TALL_PANE * self.unit), 1.0)
        return max(fits, SMALLEST_WRITING)

    @property
    def crowded(self) -> bool:
        """Whether panes are so small that few numbers are to be written in each."""
        return self.share < CROWDED_SHARE


@dataclass(frozen=True, slots=True)
class PageFormat:
    """What a picture is written on.

    Attributes
    ----------
    size
        Of the picture, in pixels.
    safe
        What of it stays free, for it will be covered.
    text
        How large everything is written, as a share of the usual.
    """

    size: Size
    safe: Safe = EVERYWHERE
    text: float = 1.0

    @property
    def unit(self) -> float:
        """How many pixels a measure of 1 is."""
        return max(self.even_unit, self.text * min(LEGIBLE, MOST_ENLARGED * self.even_unit / self.text))

    @property
    def even_unit(self) -> float:
        """How many it would be if a small picture were written on as a large one is."""
        width, height = self.size
        narrowest = NARROWEST_UPRIGHT if height > UPRIGHT * width else NARROWEST
        return self.text * min(height / HEIGHT, width / narrowest)

    @property
    def narrow(self) -> bool:
        """Whether there is no room for title and read-outs beside each other."""
        return self.free.width() / self.even_unit < NARROW

    @property
    def free(self) -> QRectF:
        """What of the picture stays uncovered, on whole pixels."""
        (width, height), (left, top, right, bottom) = self.size, self.safe
        x, y = round(left * width), round(top * height)
        return QRectF(x, y, width - x - round(right * width), height - y - round(bottom * height))


def lay_out(
    page_format: PageFormat,
    insets: int,
    *,
    phases: bool = False,
    titled: bool = True,
    captioned: bool = False,
    panes: int = 1,
    band: tuple[float, bool] | None = None,
) -> Layout:
    """Return the places for so many insets.

    Parameters
    ----------
    page_format
        What the picture is written on.
    insets
        0, 1 or 2.
    phases
        Whether the band holds the four phases of a step.
    titled
        Whether there is a title.
    captioned
        Whether sentences stand above the band.
    panes
        How many surfaces there are.
    band
        How tall the band is, in pixels, and whether it is stacked; None: as one row of read-outs needs it.
    """
    unit, free = page_format.unit, page_format.free
    usual = (titled or phases) and page_format.narrow
    tall, stacked = band or (unit * BANDS[phases, usual], usual)
    line = round(PROGRESS * unit)
    progress = QRectF(free.left(), free.bottom() - line, free.width(), line)
    below = QRectF(free.left(), progress.top() - round(tall), free.width(), round(tall))
    row = round(SENTENCE * unit) if captioned else 0
    sentence = QRectF(free.left(), below.top() - row, free.width(), row)
    room = QRectF(free.left(), free.top(), free.width(), sentence.top() - free.top())
    beside = free.width() / free.height() >= WIDE and panes == 1
    surface, charts = _beside(room, insets, unit) if beside else _below(room, insets, unit, several=panes > 1)
    places = pane_places(surface, panes, unit)
    return Layout(unit, surface, places, charts, below, sentence, progress, stacked)


def leaves_room(page_format: PageFormat, panes: int) -> bool:
    """Say whether charts under several surfaces can be read, and leave those as much height as they would take."""
    unit, free = page_format.unit, page_format.free
    band = BANDS[False, page_format.narrow] + PROGRESS
    room = free.adjusted(0, 0, 0, -band * unit)
    places = pane_places(room, panes, unit)
    rows = len({place.heading.top() for place in places})
    wide, heading = places[0].picture.width(), places[0].heading.height()
    legible = (1.0 - PANES_SHARE) * room.height() >= LOWEST_CHARTS * unit
    return legible and rows * (heading + wide / ASPECT) <= PANES_SHARE * room.height()


def _beside(room: QRectF, insets: int, unit: float) -> tuple[QRectF, tuple[QRectF, ...]]:
    """Put the insets into a column at the right."""
    if not insets:
        return room, ()
    squarer = room.width() < SQUARER * (room.height() + CAPTION * unit)
    column = round((WIDER_COLUMN_SHARE if squarer else COLUMN_SHARE) * room.width())
    surface = QRectF(room.left(), room.top(), room.width() - column, room.height())
    right, top, gap = MARGIN * 0.6 * unit, MARGIN * 0.7 * unit, MARGIN * 0.4 * unit
    each = (room.height() - top) / 2 - gap
    if insets == 1:
        each = min(ALONE_SHARE * room.height(), column)
        top = (room.height() - each) / 2
    tops = (room.top() + top + i * (each + gap) for i in range(insets))
    places = (QRectF(surface.right(), each_top, column - right, each) for each_top in tops)
    return surface, tuple(_whole(place) for place in places)


def _below(room: QRectF, insets: int, unit: float, *, several: bool) -> tuple[QRectF, tuple[QRectF, ...]]:
    """Put the insets under the surface: side by side, or one above the other where the picture is tall."""
    if not insets:
        return room, ()
    tall = room.height() > (UPRIGHT - 0.15) * room.width()
    share = PANES_SHARE if several else UPRIGHT_SURFACE_SHARE if tall else SURFACE_SHARE
    surface = QRectF(room.left(), room.top(), room.width(), round(room.height() * share))
    indent, gap = MARGIN * 0.6 * unit, MARGIN * 0.4 * unit
    left = room.left() + indent
    below, across = room.height() - surface.height(), room.width() - 2 * indent
    if tall:
        weights = [0.42, 0.58] if insets == 2 else [1.0 / insets] * insets
        tops = [surface.bottom() + below * sum(weights[:i]) for i in range(insets)]
        places = [QRectF(left, top, across, below * weight - gap) for top, weight in zip(tops, weights, strict=True)]
    else:
        each = across / insets - gap
        places = [QRectF(left + i * (each + gap), surface.bottom(), each, below - gap) for i in range(insets)]
    return surface, tuple(_whole(place) for place in places)


def _whole(place: QRectF) -> QRectF:
    """Return the place on whole pixels, which charts need to be sharp."""
    return QRectF(place.toRect())

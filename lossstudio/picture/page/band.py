"""The band under the surface: how tall it is, and how its read-outs stand, decided once for a film."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from lossstudio.picture.page.layout import CAPTION, MARGIN, STACKED_CAPTION, PageFormat
from lossstudio.picture.text.read_out_rows import ReadOut, ReadOutRows, arranged

WITH_TITLE = 0.66
"""The share of the band that read-outs may take beside a title."""
LARGE_ENOUGH = 0.85
"""Read-outs of this share of their full size stand beside the title; smaller ones get the whole width below it."""
TALLEST_SHARE = 0.26
"""The band takes no more of the picture's height, though title and one row may need it; more, where text is larger."""
TITLE_ROW, PAD = 60.0, 24.0


@dataclass(frozen=True, slots=True)
class Band:
    """A band of title and read-outs.

    Attributes
    ----------
    height
        In pixels.
    stacked
        Whether the title stands above the read-outs.
    rows
        How the read-outs stand.
    """

    height: float
    stacked: bool
    rows: ReadOutRows


def band_for(read_outs: Sequence[ReadOut], page_format: PageFormat, *, titled: bool) -> Band:
    """Return the band that shows title and read-outs as large as a picture allows.

    Parameters
    ----------
    read_outs
        Those of any step, with the widest values that will come.
    page_format
        What the picture is written on.
    titled
        Whether there is a title.
    """
    unit, room = page_format.unit, page_format.free
    width, tallest = room.width() - 2 * MARGIN * unit, TALLEST_SHARE * sqrt(page_format.text) * room.height()
    beside = arranged(read_outs, WITH_TITLE * width, tallest - PAD * unit, unit)
    if titled and (page_format.narrow or not _whole(beside, read_outs)):
        below = arranged(read_outs, width, tallest - (TITLE_ROW + PAD / 2) * unit, unit)
        least = STACKED_CAPTION * page_format.even_unit if page_format.narrow else 0.0
        return Band(max(least, TITLE_ROW * unit + below.height(unit) + PAD / 2 * unit), True, below)
    if not _whole(beside, read_outs):
        beside = arranged(read_outs, width, tallest - PAD * unit, unit)
    return Band(max(CAPTION * unit, beside.height(unit) + PAD * unit), False, beside)


def _whole(rows: ReadOutRows, read_outs: Sequence[ReadOut]) -> bool:
    return rows.share >= LARGE_ENOUGH and not rows.brief and rows.shown == len(read_outs)

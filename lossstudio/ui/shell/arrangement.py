"""How the window is arranged at a size: which breakpoints hold, and how wide the columns are."""

from dataclasses import dataclass

WIDE_PX = 1440
TALL_PX = 900
DRAWER_PX = 1180
SMALLEST_PX = (1024, 600)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the size of the window decides.

    Attributes
    ----------
    wide
        Whether the columns are broad, and the phase strip lies under the surface alone.
    tall
        Whether every card is open; else Data and Model fold, Fit and Parameters share a place, the coach is a pill.
    drawer
        Whether the left column slides over the surface when it is asked for.
    """

    wide: bool
    tall: bool
    drawer: bool

    @property
    def left_px(self) -> int:
        """The left column's ordinary width at 10 points."""
        return 304 if self.wide else 272

    @property
    def right_px(self) -> int:
        """The right column's ordinary width at 10 points."""
        return 384 if self.wide else 304

    @property
    def key(self) -> str:
        """The name under which column widths of this arrangement are remembered."""
        return "wide" if self.wide else "narrow"


def arrangement(width: float, height: float, scale: float = 1.0) -> Arrangement:
    """Return the arrangement of a window; `scale` is how much longer lengths are than at 10 points."""
    across, down = width / scale, height / scale
    return Arrangement(wide=across >= WIDE_PX, tall=down >= TALL_PX, drawer=across < DRAWER_PX)

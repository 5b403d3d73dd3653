"""How a film opens: first the surface is there wholly, then the axes, the balls, title and numbers, and the charts.

All of it is seen from the first frame on, only fainter and the balls smaller: players and slides show a film by its
first frame until it is played. Of a card with which it begins the first line is there at once, and the others come.
"""

from dataclasses import dataclass

from lossstudio.core.easing import smoothstep

AT_FIRST = 0.75
"""So much of everything is there in the first frame."""
SURFACE, AXES, BALLS, BAND, CHARTS = (0.0, 0.4), (0.15, 0.6), (0.4, 0.85), (0.2, 0.75), (0.4, 1.0)
"""When the rest of each begins to come and when it is there, as shares of the opening."""
LINES = (0.0, 1.0)
"""The same for a card's later lines."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How much (0..1) of each part of a picture is there."""

    surface: float = 1.0
    axes: float = 1.0
    balls: float = 1.0
    band: float = 1.0
    charts: float = 1.0
    lines: float = 1.0

    @classmethod
    def at(cls, opened: float) -> "Opening":
        """Return what is there when a film has opened so far (0..1)."""
        come = (
            smoothstep(min(1.0, max(0.0, (opened - begins) / (ends - begins))))
            for begins, ends in (SURFACE, AXES, BALLS, BAND, CHARTS, LINES)
        )
        return cls(*(AT_FIRST + (1.0 - AT_FIRST) * each for each in come))


WHOLE = Opening()

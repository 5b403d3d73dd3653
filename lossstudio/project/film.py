"""How a film of a document is directed: shots, pauses, camera, captions and cards."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Easing: TypeAlias = Literal["linear", "slow_start", "ease"]
"""How a shot's time is shared out: alike, so that the first steps can be followed, or gently at both ends."""
Layout: TypeAlias = Literal["surface", "contour", "runners", "train_test", "phases"]
"""What a film's picture is: the surface, its map, a surface for each runner, for train and test rows, or the phases."""
Inset: TypeAlias = Literal["both", "loss", "data", "none"]
"""Which charts stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmShot:
    """From step `first` to step `last` in so many seconds; `phases` walks through the four phases of each step."""

    first: int
    last: int
    seconds: float
    easing: Easing = "slow_start"
    phases: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPause:
    """The film rests at a step."""

    step: int
    seconds: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCamera:
    """Where the eye is when the film comes to a step; `distance` None has everything in the picture."""

    step: int
    azimuth: float = 25.0
    elevation: float = 35.0
    distance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCaption:
    """A sentence that stands in the picture from one step to another."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSpec:
    """How a film of the scene is directed; with nothing said the whole run is walked through.

    Attributes
    ----------
    shots
        In their order; none: one, over the whole run, as long as the film's preset wants it.
    hold_first, hold_last
        Seconds before the first shot and after the last; None: as suits the length.
    pauses, camera, captions
        At steps of the run, in any order.
    orbit
        Degrees that the camera turns about the surface.
    title_card, end_card
        What stands alone before the first picture and after the last; the first line is the largest.
    card_seconds
        How long a card stands.
    push_in
        How much nearer the camera comes until the end, as a share of its distance.
    layout, inset
        What the picture is, and which charts stand beside it; `inset` None: as suits the layout.
    background
        "theme", "light", "dark", "transparent" or a colour such as "#1B2735"; None: as the film's preset wants it.
    """

    shots: tuple[FilmShot, ...] = ()
    hold_first: float | None = None
    hold_last: float | None = None
    pauses: tuple[FilmPause, ...] = ()
    camera: tuple[FilmCamera, ...] = ()
    captions: tuple[FilmCaption, ...] = ()
    orbit: float = 0.0
    title_card: str = ""
    end_card: str = ""
    card_seconds: float = 2.5
    push_in: float = 0.0
    layout: Layout = "surface"
    inset: Inset | None = None
    background: str | None = None

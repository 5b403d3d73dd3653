"""The Scene is the document: a recipe, the plane that is looked at, the camera, the look, a film and notes."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import Recipe

Height: TypeAlias = Literal["linear", "log", "clipped"]
Colormap: TypeAlias = Literal["lagoon", "viridis", "cividis"]
Theme: TypeAlias = Literal["system", "light", "dark"]
Easing: TypeAlias = Literal["linear", "slow_start", "ease"]
"""How a shot's time is shared out: alike, so that the first steps can be followed, or gently at both ends."""
Layout: TypeAlias = Literal["surface", "contour", "runners", "train_test", "phases"]
"""What a film's picture is: the surface, its map, a surface for each runner, for train and test rows, or the phases."""
Inset: TypeAlias = Literal["both", "loss", "data", "none"]
"""Which charts stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSpec:
    """Where the eye is: degrees, and the distance in box sizes."""

    azimuth: float = 25.0
    elevation: float = 35.0
    distance: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How it is looked at; `camera` None is automatic, `fog` hides the surface that is far from the balls."""

    camera: CameraSpec | None = None
    colormap: Colormap = "lagoon"
    height: Height = "linear"
    theme: Theme = "system"
    fog: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The document. `plane` None is the natural plane of the objective."""

    recipe: Recipe
    title: str = ""
    plane: PlaneSpec | None = None
    view: View = field(default_factory=View)
    film: FilmSpec = field(default_factory=FilmSpec)
    notes: str = ""

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> "Scene":
        """Return the scene that the plain values of a scene file say.

        Raises
        ------
        SceneError
            If they say none that can be used; the text names the path and the reason.
        """
        from lossstudio.project.document import read_document

        return read_document(document)

    def to_dict(self) -> dict[str, Any]:
        """Return the plain values that a scene file holds; what is as usual is left out."""
        from lossstudio.project.document import write_document

        return write_document(self)

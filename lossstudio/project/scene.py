"""The Scene is the document: a recipe, the plane that is looked at, the camera, the look and notes."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from lossstudio.run.recipe import Recipe

Height: TypeAlias = Literal["linear", "log", "clipped"]
Colormap: TypeAlias = Literal["lagoon", "viridis", "cividis"]
Theme: TypeAlias = Literal["system", "light", "dark"]
PlaneKind: TypeAlias = Literal["axes", "pca", "random", "directions", "eigenvectors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneSpec:
    """Which slice through parameter space is on show.

    Attributes
    ----------
    kind
        "axes": two parameters; "pca": fitted to a path; "random": filter-normalised; "directions": given ones;
        "eigenvectors": the two extreme directions of curvature.
    axes
        For "axes": the two parameters' numbers.
    runner, steps
        For "pca": whose path (None: the first runner's), and which steps of it (None: all).
    seed
        For "random".
    x, y
        For "directions": two vectors of P numbers.
    origin
        The place that the slice goes through: a step of the first runner, a theta, or None for the natural one.
    range
        (x low, x high, y low, y high), or None: fitted to the path.
    """

    kind: PlaneKind = "axes"
    axes: tuple[int, int] = (0, 1)
    runner: str | None = None
    steps: tuple[int, int] | None = None
    seed: int = 0
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    origin: int | tuple[float, ...] | None = None
    range: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSpec:
    """Where the eye is: degrees, and the distance in box sizes."""

    azimuth: float = 25.0
    elevation: float = 35.0
    distance: float = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How it is looked at; `camera` None is automatic."""

    camera: CameraSpec | None = None
    colormap: Colormap = "lagoon"
    height: Height = "linear"
    theme: Theme = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The document. `plane` None is the natural plane of the objective."""

    recipe: Recipe
    title: str = ""
    plane: PlaneSpec | None = None
    view: View = field(default_factory=View)
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

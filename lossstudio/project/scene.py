"""The Scene is the document: a recipe, the plane that is looked at, the camera, the look and notes."""

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import Recipe

Height: TypeAlias = Literal["linear", "log", "clipped"]
Colormap: TypeAlias = Literal["lagoon", "viridis", "cividis"]
Theme: TypeAlias = Literal["system", "light", "dark"]


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

"""The Scene is the document: a recipe, the plane that is looked at, the view, a film and notes."""

from dataclasses import dataclass, field
from typing import Any

from lossstudio.project.document import read_document, write_document
from lossstudio.project.film import FilmSpec
from lossstudio.project.view import View
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import Recipe


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
        return cls(**read_document(document))

    def to_dict(self) -> dict[str, Any]:
        """Return the plain values that a scene file holds; what is as usual is left out."""
        return write_document(self)

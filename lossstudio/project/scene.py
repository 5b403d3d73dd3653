"""The Scene is the document: a recipe, the plane that is looked at, the view, a film and notes."""

from dataclasses import dataclass
from typing import Annotated, Any

from lossstudio.core.declared import Record
from lossstudio.core.option import Text
from lossstudio.project.document import read_document, write_document
from lossstudio.project.film import FilmSpec
from lossstudio.project.view import View
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The document. `plane` None is the natural plane of the objective."""

    title: Annotated[str, Text(longest=200, help="What the scene is called.")] = ""
    recipe: Annotated[Recipe, Record(kinds=(Recipe,), help="What is trained; its keys are the scene's own.")]
    plane: Annotated[
        PlaneSpec | None,
        Record(kinds=(PlaneSpec,), optional=True, help="The slice on show; none: the objective's natural one."),
    ] = None
    view: Annotated[View, Record(kinds=(View,), help="How it is looked at.")] = View()
    film: Annotated[FilmSpec, Record(kinds=(FilmSpec,), help="How it is filmed.")] = FilmSpec()
    notes: Annotated[str, Text(longest=20_000, lines=True, help="What there is to say about it.")] = ""

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> "Scene":
        """Return the scene that the plain values of a scene file say.

        Raises
        ------
        SceneError
            If they say none that can be used; the text names the path and the reason.
        """
        return read_document(document, cls)

    def to_dict(self) -> dict[str, Any]:
        """Return the plain values that a scene file holds; what is as usual is left out."""
        return write_document(self)

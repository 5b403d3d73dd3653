"""The Scene is the document: a recipe, the plane that is looked at, how it is looked at and filmed, and notes."""

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

from lossstudio.core.declared import Record
from lossstudio.core.option import Text
from lossstudio.project.document import read_document, write_document
from lossstudio.project.film_spec import FilmSpec
from lossstudio.project.view_spec import View
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.map_spec import MapSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The document. `plane` None is the natural plane of the objective; `map` None: no map was asked for."""

    title: Annotated[str, Text(longest=200, help="What the scene is called.")] = ""
    recipe: Annotated[Recipe, Record(kinds=(Recipe,), help="What is trained; its keys are the scene's own.")]
    plane: Annotated[
        PlaneSpec | None,
        Record(kinds=(PlaneSpec,), optional=True, help="The slice on show; none: the objective's natural one."),
    ] = None
    view: Annotated[View, Record(kinds=(View,), help="How it is looked at.")] = View()
    film: Annotated[FilmSpec, Record(kinds=(FilmSpec,), help="How it is filmed.")] = FilmSpec()
    map: Annotated[
        MapSpec | None,
        Record(kinds=(MapSpec,), optional=True, help="The map of runs that the scene opens with; none: its surface."),
    ] = None
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

    @classmethod
    def from_arrays(cls, X: Any, y: Any, **options: Any) -> "Scene":  # noqa: N803 - as scikit-learn calls them
        """Return a scene that learns `y` from `X`.

        Parameters
        ----------
        X
            ``(N, D)`` or ``(N,)``: finite numbers, as NumPy arrays, pandas' frames or lists; None when there is nothing
            to predict from. The columns of a frame give the inputs' names.
        y
            ``(N,)`` or ``(N, K)``: numbers, or words or truth values, which are classes. A series gives its name.
        options
            `input_names` and `target_name`; `task` ("regression", "binary" or "multiclass", by default as `y` has it);
            `standardize`; `title`; `model`, `loss` and `optimizer`, by their keys; `learning_rate`.

        Raises
        ------
        SceneError
            If they can't be used; the text says where.
        """
        from lossstudio.project.own_data import scene_of_arrays  # which makes scenes

        return scene_of_arrays(X, y, **options)

    def page(self, **wanted: Any) -> Any:
        """Return the scene as a web page, which a notebook shows, and whose `save(path)` writes it.

        Parameters
        ----------
        **wanted
            `title`, `theme`, `still_step`, `row` and `vary`, as `lossstudio.export` has them.

        Raises
        ------
        FilmUsageError, SceneError
            As `lossstudio.export` has them.
        """
        # What makes pages is a layer above this one: it is looked up when somebody asks for a page, and never imported.
        return import_module("lossstudio.films.webpage.inline").page(self, **wanted)

    def to_dict(self) -> dict[str, Any]:
        """Return the plain values that a scene file holds; what is as usual is left out."""
        return write_document(self)


def a_scene(given: object) -> Scene:
    """Return a scene that was given as one.

    Raises
    ------
    TypeError
        If it is none; the text says what makes one.
    """
    if not isinstance(given, Scene):
        kind = type(given).__name__
        raise TypeError(f"a Scene is wanted, not {kind}: lossstudio.load(PATH) and lossstudio.Scene.from_dict make one")
    return given

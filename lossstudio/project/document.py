"""From the plain values of a scene file to the parts of a scene, strictly, and back."""

from dataclasses import replace
from typing import Any, Protocol, TypedDict

import numpy as np

from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Option, Text, defaults
from lossstudio.project.film import FilmSpec
from lossstudio.project.json_reading import plain
from lossstudio.project.migrations import VERSION, migrate
from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.parts.film import read_film, write_film
from lossstudio.project.parts.objective import read_objective, write_objective
from lossstudio.project.parts.plane import read_plane, write_plane
from lossstudio.project.parts.runners import read_runners, write_runner
from lossstudio.project.parts.training import in_order, read_training, write_training
from lossstudio.project.parts.view import read_view, write_view
from lossstudio.project.place import Place
from lossstudio.project.view import View
from lossstudio.run.course import Course
from lossstudio.run.errors import SceneError
from lossstudio.run.kinds import kind_of
from lossstudio.run.plane_spec import PlaneSpec, check_plane_spec
from lossstudio.run.recipe import Recipe, Runner, Training

FORMAT = "lossstudio"
TITLE = Text(name="title", default="", longest=200, help="What the scene is called.")
NOTES = Text(name="notes", default="", longest=20_000, lines=True, help="What there is to say about it.")
TEXTS: tuple[Option, ...] = (TITLE, NOTES)
KEYS = ("format", "version", "objective", "training", "runners", "plane", "view", "film", *names(TEXTS))


class Parts(TypedDict):
    """What a document says, by the names of a Scene's fields."""

    recipe: Recipe
    plane: PlaneSpec | None
    view: View
    film: FilmSpec
    title: str
    notes: str


class Said(Protocol):
    """A Scene, as far as it is written."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def recipe(self) -> Recipe:
        """What is trained."""

    @property
    def plane(self) -> PlaneSpec | None:
        """The slice on show."""

    @property
    def view(self) -> View:
        """How it is looked at."""

    @property
    def film(self) -> FilmSpec:
        """How it is filmed."""

    @property
    def notes(self) -> str:
        """What there is to say about it."""


def read_document(value: Any) -> Parts:
    """Return the parts of the scene that plain values say.

    Raises
    ------
    SceneError
        If they say none that can be used; the text names the path and the reason.
    """
    document = plain(value)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SceneError("format", f'must be "{FORMAT}": this isn\'t a Loss Studio scene')
    root = Place("", migrate(document))
    fields = root.fields(KEYS, required=["objective"])
    task = read_objective(fields["objective"])
    losses = kind_of(task).losses or LOSSES
    recipe = Recipe(
        task=task,
        training=read_training(fields["training"], losses) if "training" in fields else Training(),
        runners=read_runners(fields["runners"], losses) if "runners" in fields else (Runner(),),
    )
    plane = fields.get("plane")
    spec = None if plane is None or plane.value is None else read_plane(plane)
    with np.errstate(all="ignore"):
        course = Course.of(recipe)
    if spec is not None:
        check_plane_spec(spec, list(course.names), course.size)
    texts = defaults(TEXTS) | read_options(fields, TEXTS)
    return Parts(
        recipe=replace(recipe, training=in_order(recipe.training)),
        plane=spec,
        view=read_view(fields["view"]) if "view" in fields else View(),
        film=read_film(fields["film"]) if "film" in fields else FilmSpec(),
        title=texts["title"],
        notes=texts["notes"],
    )


def write_document(scene: Said) -> dict[str, Any]:
    """Return the plain values that say a scene; what is as usual is left out."""
    recipe = scene.recipe
    losses = kind_of(recipe.task).losses or LOSSES
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    document |= write_options(scene, (TITLE,))
    document["objective"] = write_objective(recipe.task)
    if recipe.training != Training():
        document["training"] = write_training(recipe.training, losses)
    if recipe.runners != (Runner(),):
        document["runners"] = [write_runner(runner, losses) for runner in recipe.runners]
    if scene.plane is not None:
        document["plane"] = write_plane(scene.plane)
    if scene.view != View():
        document["view"] = write_view(scene.view)
    if scene.film != FilmSpec():
        document["film"] = write_film(scene.film)
    return document | write_options(scene, (NOTES,))

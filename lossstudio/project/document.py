"""From the plain values of a scene file to a scene, strictly, and back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

import numpy as np

from lossstudio.core.declared import declarations
from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Choice, Integer
from lossstudio.project.decode import KIND, Decoder, keys_of
from lossstudio.project.document_value import DocumentValue
from lossstudio.project.json_text import plain
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import check_plane_spec
from lossstudio.run.recipe.recipe import Recipe, Runner, Task, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe

if TYPE_CHECKING:
    from lossstudio.project.scene import Scene


VERSION = 1
"""The version that this program writes."""

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the function that makes the next one of its documents."""

_VERSION = Integer(name="version", default=VERSION, minimum=1, help="The version of the scene format.")


def migrate(
    document: dict[str, Any],
    *,
    version: int = VERSION,
    migrations: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MIGRATIONS,
) -> dict[str, Any]:
    """Return a document of any version up to `version` as that version says it.

    Raises
    ------
    SceneError
        If the document is newer, or says no version.
    """
    if "version" not in document:
        raise SceneError("", "the key 'version' is missing")
    found: int = DocumentValue("version", document["version"]).check(_VERSION)
    if found > version:
        raise SceneError(
            "version", f"a newer Loss Studio wrote this scene (format {found}, this one reads up to {version})"
        )
    for step in range(found, version):
        document = migrations[step](document) | {"version": step + 1}
    return document


TASKS: Mapping[str, type[Task]] = {key: kind.task for key, kind in KINDS.items()}
OBJECTIVE_KIND = Choice(name=KIND, default="supervised", choices=tuple(TASKS), help="What kind of thing is minimised.")


def read_objective(place: DocumentValue) -> Task:
    """Return what a document minimises."""
    fields = place.entries()
    place.require(fields, [KIND])
    return Decoder().read(place, TASKS[fields[KIND].check(OBJECTIVE_KIND)], beside=[KIND])


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    return {KIND: kind_of(task).key} | Decoder().write(task)


def with_names(runners: Sequence[Runner], place: DocumentValue) -> tuple[Runner, ...]:
    """Return the runners of a document, those without a name called a, b, c, ... past the names taken.

    Raises
    ------
    SceneError
        If two have the same name.
    """
    names = [item.below("name") for item in place.items()]
    taken: set[str] = set()
    for name in names:
        if name.value in taken:
            raise name.error(f"another runner is called {name.value!r} already")
        taken |= {name.value} - {None}
    free = free_names(taken)
    pairs = zip(runners, names, strict=True)
    return tuple(runner if name.value else replace(runner, name=next(free)) for runner, name in pairs)


def free_names(taken: set[str]) -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ... without the names taken."""
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            name = "".join(letters)
            if name not in taken:
                yield name


FORMAT = "lossstudio"
RECIPE = "recipe"
"""The field of a Scene whose own fields stand in the document among the Scene's."""
OBJECTIVE, *TRAINING = declarations(Recipe)


def read_document(value: Any, kind: type["Scene"], filled: Callable[[Any], Any] = lambda plain: plain) -> "Scene":
    """Return the scene that plain values say.

    Parameters
    ----------
    filled
        Puts in what stands elsewhere, once the values are known to be plain.

    Raises
    ------
    SceneError
        If they say none that can be used; the text names the path and the reason.
    """
    document = filled(plain(value))
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SceneError("format", f'must be "{FORMAT}": this isn\'t a Loss Studio scene')
    root = DocumentValue("", migrate(document))
    around = [each for each in declarations(kind) if each.field != RECIPE]
    fields = root.fields(keys(kind), required=OBJECTIVE.keys)
    task = read_objective(fields[OBJECTIVE.option.name])
    decoder = Decoder(kind_of(task).losses or LOSSES)
    recipe = Recipe(task=task, **decoder.values(root, fields, TRAINING))
    if "runners" in fields:
        recipe = replace(recipe, runners=with_names(recipe.runners, fields["runners"]))
    scene = kind(recipe=recipe, **decoder.values(root, fields, around))
    with np.errstate(all="ignore"):
        compiled = CompiledRecipe.of(recipe)
    if scene.plane is not None:
        check_plane_spec(scene.plane, list(compiled.names), compiled.size)
    return replace(scene, recipe=replace(recipe, training=_in_order(recipe.training)))


def write_document(scene: "Scene") -> dict[str, Any]:
    """Return the plain values that say a scene; what is as usual is left out."""
    recipe = scene.recipe
    decoder = Decoder(kind_of(recipe.task).losses or LOSSES)
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for each in declarations(type(scene)):
        if each.field == RECIPE:
            document[OBJECTIVE.option.name] = write_objective(recipe.task)
            document |= decoder.write_fields(recipe, TRAINING)
        else:
            document |= decoder.write_fields(scene, [each])
    return document


def keys(kind: type["Scene"]) -> list[str]:
    """Return the keys that a document may have."""
    around = [each for each in declarations(kind) if each.field != RECIPE]
    return ["format", "version", *keys_of([OBJECTIVE, *TRAINING, *around])]


def _in_order(training: Training) -> Training:
    """Return `training` with its changes in the order of their steps."""
    return replace(training, changes=tuple(sorted(training.changes, key=lambda change: change.step)))

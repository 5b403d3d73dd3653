"""From the plain values of a scene file to a scene, strictly, and back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lossstudio.core.declared import declarations
from lossstudio.core.losses import LOSSES
from lossstudio.project.decode import Decoder, keys_of
from lossstudio.project.document_value import Place
from lossstudio.project.json_reading import plain
from lossstudio.project.migrations import VERSION, migrate
from lossstudio.project.parts.objective import read_objective, write_objective
from lossstudio.project.parts.runners import with_names
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import check_plane_spec
from lossstudio.run.recipe.recipe import Recipe, Training
from lossstudio.run.training.compiled_recipe import Course

if TYPE_CHECKING:
    from lossstudio.project.scene import Scene

FORMAT = "lossstudio"
RECIPE = "recipe"
"""The field of a Scene whose own fields stand in the document among the Scene's."""
OBJECTIVE, *TRAINING = declarations(Recipe)


def read_document(value: Any, kind: type["Scene"]) -> "Scene":
    """Return the scene that plain values say.

    Raises
    ------
    SceneError
        If they say none that can be used; the text names the path and the reason.
    """
    document = plain(value)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise SceneError("format", f'must be "{FORMAT}": this isn\'t a Loss Studio scene')
    root = Place("", migrate(document))
    around = [each for each in declarations(kind) if each.field != RECIPE]
    fields = root.fields(keys(kind), required=OBJECTIVE.keys)
    task = read_objective(fields[OBJECTIVE.option.name])
    decoder = Decoder(kind_of(task).losses or LOSSES)
    recipe = Recipe(task=task, **decoder.values(root, fields, TRAINING))
    if "runners" in fields:
        recipe = replace(recipe, runners=with_names(recipe.runners, fields["runners"]))
    scene = kind(recipe=recipe, **decoder.values(root, fields, around))
    with np.errstate(all="ignore"):
        course = Course.of(recipe)
    if scene.plane is not None:
        check_plane_spec(scene.plane, list(course.names), course.size)
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

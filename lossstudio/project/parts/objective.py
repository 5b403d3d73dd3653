"""What is minimised, in a document: a kind, and the fields of its tasks."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.option import Choice
from lossstudio.project.decode import KIND, Decoder
from lossstudio.project.document_value import Place
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.recipe.recipe import Task

TASKS: Mapping[str, type[Task]] = {key: kind.task for key, kind in KINDS.items()}
OBJECTIVE_KIND = Choice(name=KIND, default="supervised", choices=tuple(TASKS), help="What kind of thing is minimised.")


def read_objective(place: Place) -> Task:
    """Return what a document minimises."""
    fields = place.entries()
    place.require(fields, [KIND])
    return Decoder().read(place, TASKS[fields[KIND].check(OBJECTIVE_KIND)], beside=[KIND])


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    return {KIND: kind_of(task).key} | Decoder().write(task)

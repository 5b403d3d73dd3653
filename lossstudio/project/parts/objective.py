"""What is minimised, in a document: a kind, and what belongs to it."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.option import Choice
from lossstudio.project.decode import KIND, Decoder
from lossstudio.project.place import Place
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Supervised, Task

KINDS: Mapping[type[Task], str] = {
    Supervised: "supervised",
    OnTerrain: "terrain",
    DivergenceTask: "divergence",
    PairsTask: "pairs",
    GameTask: "game",
}
TASKS: Mapping[str, type[Task]] = {word: kind for kind, word in KINDS.items()}
OBJECTIVE_KIND = Choice(name=KIND, default="supervised", choices=tuple(TASKS), help="What kind of thing is minimised.")


def read_objective(place: Place) -> Task:
    """Return what a document minimises."""
    fields = place.entries()
    place.require(fields, [KIND])
    return Decoder().read(place, TASKS[fields[KIND].check(OBJECTIVE_KIND)], beside=[KIND])


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    return {KIND: KINDS[type(task)]} | Decoder().write(task)

"""What is minimised, in a document: a kind, and what belongs to it."""

from collections.abc import Callable, Mapping
from typing import Any

from lossstudio.core.option import Choice
from lossstudio.project.parts.divergence import read_divergence, write_divergence
from lossstudio.project.parts.game import read_game, write_game
from lossstudio.project.parts.pairs import read_pairs, write_pairs
from lossstudio.project.parts.supervised import read_supervised, write_supervised
from lossstudio.project.parts.terrain import read_terrain, write_terrain
from lossstudio.project.place import Place
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Supervised, Task

READERS: Mapping[str, Callable[[Place], Task]] = {
    "supervised": read_supervised,
    "terrain": read_terrain,
    "divergence": read_divergence,
    "pairs": read_pairs,
    "game": read_game,
}
WRITERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    Supervised: write_supervised,
    OnTerrain: write_terrain,
    DivergenceTask: write_divergence,
    PairsTask: write_pairs,
    GameTask: write_game,
}
KINDS: Mapping[type, str] = {
    Supervised: "supervised",
    OnTerrain: "terrain",
    DivergenceTask: "divergence",
    PairsTask: "pairs",
    GameTask: "game",
}
OBJECTIVE_KIND = Choice(
    name="kind", default="supervised", choices=tuple(READERS), help="What kind of thing is minimised."
)


def read_objective(place: Place) -> Task:
    """Return what a document minimises."""
    fields = place.entries()
    place.require(fields, ["kind"])
    return READERS[fields["kind"].check(OBJECTIVE_KIND)](place)


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    return WRITERS[type(task)](task)

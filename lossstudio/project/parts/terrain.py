"""A terrain in a document."""

from typing import Any

from lossstudio.core.terrains import TERRAINS
from lossstudio.project.parts.entries import read_entry, write_entry
from lossstudio.project.place import Place
from lossstudio.run.recipe import OnTerrain


def read_terrain(place: Place) -> OnTerrain:
    """Return the terrain that an object says."""
    fields = place.fields(["kind", "terrain"], required=["terrain"])
    return OnTerrain(terrain=read_entry(fields["terrain"], TERRAINS))


def write_terrain(task: OnTerrain) -> dict[str, Any]:
    """Return the object that says a terrain."""
    return {"kind": "terrain", "terrain": write_entry(task.terrain, TERRAINS)}

"""A target, a family and a divergence between them, in a document."""

from typing import Any

from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.project.parts.entries import read_entry, read_said_entry, write_entry
from lossstudio.project.place import Place
from lossstudio.run.recipe import DivergenceTask


def read_divergence(place: Place) -> DivergenceTask:
    """Return the target, the family and the divergence that an object says."""
    fields = place.fields(["kind", "target", "family", "divergence"], required=["target"])
    said = {
        key: spec
        for key, catalogue in (("family", FAMILIES), ("divergence", DIVERGENCES))
        if (spec := read_said_entry(fields, key, catalogue)) is not None
    }
    return DivergenceTask(target=read_entry(fields["target"], TARGETS), **said)


def write_divergence(task: DivergenceTask) -> dict[str, Any]:
    """Return the object that says a target, a family and a divergence."""
    return {
        "kind": "divergence",
        "target": write_entry(task.target, TARGETS),
        "family": write_entry(task.family, FAMILIES),
        "divergence": write_entry(task.divergence, DIVERGENCES),
    }

"""What is minimised, in a document: a model on data under a loss, or a terrain."""

from typing import Any

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.option import Choice, Number, Option, Switch
from lossstudio.core.spec import Spec
from lossstudio.core.terrains import TERRAINS
from lossstudio.project.parts.entries import KIND, names, read_entry, read_options, write_entry, write_options
from lossstudio.project.place import Place
from lossstudio.run.recipe import OnTerrain, Penalty, Supervised, Task

PENALTY: tuple[Option, ...] = (
    Number(
        name="l1", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times the sum of the weights' sizes.", label="L1"
    ),
    Number(
        name="l2", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times half the sum of their squares.", label="L2"
    ),
    Switch(name="biases", default=False, help="Whether biases are penalised like weights."),
)
OBJECTIVE_KIND = Choice(
    name="kind", default="supervised", choices=("supervised", "terrain"), help="What kind of thing is minimised."
)
PLANNED = ("divergence", "pairs", "game")


def read_objective(place: Place) -> Task:
    """Return what a document minimises."""
    fields = place.entries()
    place.require(fields, ["kind"])
    kind = fields["kind"].check(KIND)
    if kind in PLANNED:
        raise fields["kind"].error(f"this version of Loss Studio can't train a {kind!r} objective yet")
    if fields["kind"].check(OBJECTIVE_KIND) == "terrain":
        fields = place.fields(["kind", "terrain"], required=["terrain"])
        return OnTerrain(terrain=read_entry(fields["terrain"], TERRAINS))
    fields = place.fields(["kind", "data", "model", "loss", "penalty"], required=["data"])
    return Supervised(
        data=read_entry(fields["data"], DATASETS),
        model=read_said_entry(fields, "model", MODELS),
        loss=read_said_entry(fields, "loss", LOSSES),
        penalty=read_penalty(fields["penalty"]) if "penalty" in fields else Penalty(),
    )


def read_said_entry(fields: dict[str, Place], key: str, catalogue: Catalogue[Any]) -> Spec | None:
    """Return the spec at `key`, or None where it is absent or null."""
    if key not in fields or fields[key].value is None:
        return None
    return read_entry(fields[key], catalogue)


def read_penalty(place: Place) -> Penalty:
    """Return the penalty that an object says."""
    return Penalty(**read_options(place.fields(names(PENALTY)), PENALTY))


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    if isinstance(task, OnTerrain):
        return {"kind": "terrain", "terrain": write_entry(task.terrain, TERRAINS)}
    written: dict[str, Any] = {"kind": "supervised", "data": write_entry(task.data, DATASETS)}
    if task.model is not None:
        written["model"] = write_entry(task.model, MODELS)
    if task.loss is not None:
        written["loss"] = write_entry(task.loss, LOSSES)
    if task.penalty != Penalty():
        written["penalty"] = write_penalty(task.penalty)
    return written


def write_penalty(penalty: Penalty) -> dict[str, Any]:
    """Return the object that says a penalty."""
    return write_options(penalty, PENALTY)

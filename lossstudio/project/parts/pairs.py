"""Data whose points a model places in the plane, and a loss on their distances, in a document."""

from typing import Any

from lossstudio.core.datasets import DATASETS
from lossstudio.core.models import MODELS
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.project.parts.entries import read_entry, read_said_entry, write_entry
from lossstudio.project.place import Place
from lossstudio.run.recipe import PairsTask


def read_pairs(place: Place) -> PairsTask:
    """Return the data, the model and the loss that an object says."""
    fields = place.fields(["kind", "data", "model", "loss"], required=["data"])
    loss = read_said_entry(fields, "loss", PAIR_LOSSES)
    return PairsTask(
        data=read_entry(fields["data"], DATASETS),
        model=read_said_entry(fields, "model", MODELS),
        **({} if loss is None else {"loss": loss}),
    )


def write_pairs(task: PairsTask) -> dict[str, Any]:
    """Return the object that says data, a model and a loss."""
    model = {} if task.model is None else {"model": write_entry(task.model, MODELS)}
    data = {"kind": "pairs", "data": write_entry(task.data, DATASETS)}
    return data | model | {"loss": write_entry(task.loss, PAIR_LOSSES)}

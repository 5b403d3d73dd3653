"""A model on data under a loss, in a document."""

from typing import Any

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.option import Number, Option, Switch
from lossstudio.project.parts.entries import (
    names,
    read_entry,
    read_options,
    read_said_entry,
    write_entry,
    write_options,
)
from lossstudio.project.place import Place
from lossstudio.run.recipe import Penalty, Supervised

PENALTY: tuple[Option, ...] = (
    Number(
        name="l1", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times the sum of the weights' sizes.", label="L1"
    ),
    Number(
        name="l2", default=0.0, minimum=0.0, slider=(0.0, 1.0), help="Times half the sum of their squares.", label="L2"
    ),
    Switch(name="biases", default=False, help="Whether biases are penalised like weights."),
)


def read_supervised(place: Place) -> Supervised:
    """Return the model, the data and the loss that an object says."""
    fields = place.fields(["kind", "data", "model", "loss", "penalty"], required=["data"])
    return Supervised(
        data=read_entry(fields["data"], DATASETS),
        model=read_said_entry(fields, "model", MODELS),
        loss=read_said_entry(fields, "loss", LOSSES),
        penalty=read_penalty(fields["penalty"]) if "penalty" in fields else Penalty(),
    )


def write_supervised(task: Supervised) -> dict[str, Any]:
    """Return the object that says a model, data and a loss."""
    written: dict[str, Any] = {"kind": "supervised", "data": write_entry(task.data, DATASETS)}
    if task.model is not None:
        written["model"] = write_entry(task.model, MODELS)
    if task.loss is not None:
        written["loss"] = write_entry(task.loss, LOSSES)
    if task.penalty != Penalty():
        written["penalty"] = write_penalty(task.penalty)
    return written


def read_penalty(place: Place) -> Penalty:
    """Return the penalty that an object says."""
    return Penalty(**read_options(place.fields(names(PENALTY)), PENALTY))


def write_penalty(penalty: Penalty) -> dict[str, Any]:
    """Return the object that says a penalty."""
    return write_options(penalty, PENALTY)

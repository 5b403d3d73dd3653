"""How long and on which batches is trained, in a document, and what is changed meanwhile."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Integer, Number, Option, Switch, Text
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.spec import Spec
from lossstudio.project.parts.entries import names, read_entry, read_options, write_entry, write_options
from lossstudio.project.parts.penalty import read_penalty, write_penalty
from lossstudio.project.place import Place
from lossstudio.run.recipe import Change, Changeable, Penalty, Training

CHANGEABLE: tuple[Changeable, ...] = get_args(Changeable)
MOST_STEPS = 10_000_000
"""Every step is kept in memory, so there is an end."""
MOST_SEED = 2**63 - 1
MOST_CHANGES = 1000

STEP = Integer(name="step", default=0, minimum=0, maximum=MOST_STEPS, help="The update from which the change acts.")
RUNNER_NAME = Text(name="name", default="a", longest=40, help="What the runner is called in the picture.")
SEED = Integer(name="seed", default=0, minimum=0, maximum=MOST_SEED, help="Decides all that is drawn.")
BATCH_SIZE = Integer(
    name="batch_size",
    default=None,
    optional=True,
    minimum=1,
    maximum=MOST_STEPS,
    help="How many rows each update sees; none: all.",
    label="batch",
)
LEARNING_RATE = Number(
    name="learning_rate",
    default=None,
    optional=True,
    minimum=0.0,
    slider=(1e-5, 10.0),
    logarithmic=True,
    help="How far each update goes along the gradient; none: the data's own.",
)
TRAINING: tuple[Option, ...] = (
    Integer(name="steps", default=200, minimum=0, maximum=MOST_STEPS, slider=(0, 1000), help="How many updates."),
    BATCH_SIZE,
    Switch(name="shuffle", default=True, help="Whether each epoch takes the rows in a new order."),
    replace(SEED, help="Decides the order of the rows."),
)
_ENTRIES: Mapping[str, Catalogue[Any]] = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES}
_NUMBERS: Mapping[str, Option] = {
    "learning_rate": replace(LEARNING_RATE, optional=False),
    "batch_size": BATCH_SIZE,
}


def read_training(place: Place, losses: Catalogue[Any] = LOSSES) -> Training:
    """Return how a document trains, its changes in the document's order.

    Parameters
    ----------
    losses
        Where the loss of a change stands.
    """
    fields = place.fields([*names(TRAINING), "changes"])
    changes = [read_change(item, losses) for item in fields["changes"].items()] if "changes" in fields else []
    if len(changes) > MOST_CHANGES:
        raise fields["changes"].error(f"must have at most {MOST_CHANGES} changes, not {len(changes)}")
    return Training(**read_options(fields, TRAINING), changes=tuple(changes))


def in_order(training: Training) -> Training:
    """Return `training` with its changes in the order of their steps."""
    return replace(training, changes=tuple(sorted(training.changes, key=lambda change: change.step)))


def read_change(place: Place, losses: Catalogue[Any] = LOSSES) -> Change:
    """Return one change; it must change something."""
    fields = place.fields(["step", "runner", *CHANGEABLE], required=["step"])
    said = tuple((key, _read_change(key, fields[key], losses)) for key in CHANGEABLE if key in fields)
    if not said:
        raise place.error(f"changes nothing; it may carry {', '.join(CHANGEABLE)}")
    runner = fields["runner"].check(replace(RUNNER_NAME, optional=True)) if "runner" in fields else None
    return Change(step=fields["step"].check(STEP), runner=runner, said=said)


def _read_change(key: Changeable, place: Place, losses: Catalogue[Any]) -> Any:
    if key == "penalty":
        return read_penalty(place)
    if key == "loss":
        return read_entry(place, losses)
    return read_entry(place, _ENTRIES[key]) if key in _ENTRIES else place.check(_NUMBERS[key])


def write_training(training: Training, losses: Catalogue[Any] = LOSSES) -> dict[str, Any]:
    """Return the object that says how is trained; empty when nothing differs from what is usual."""
    written = write_options(training, TRAINING)
    if training.changes:
        written["changes"] = [write_change(change, losses) for change in training.changes]
    return written


def write_change(change: Change, losses: Catalogue[Any] = LOSSES) -> dict[str, Any]:
    """Return the object that says a change."""
    written: dict[str, Any] = {"step": change.step}
    if change.runner is not None:
        written["runner"] = change.runner
    return written | {key: _written(key, value, losses) for key, value in change.said}


def _written(key: Changeable, value: object, losses: Catalogue[Any]) -> Any:
    if isinstance(value, Spec):
        return write_entry(value, losses if key == "loss" else _ENTRIES[key])
    return write_penalty(value) if isinstance(value, Penalty) else value

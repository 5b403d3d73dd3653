"""What is minimised, in a document: a kind, and the fields that its tasks have."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from lossstudio.core.option import Choice
from lossstudio.project.parts.entries import (
    names,
    read_entry,
    read_options,
    read_said_entry,
    write_entry,
    write_options,
)
from lossstudio.project.place import Place
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.kind import EntryField, GroupField, ObjectiveKind, OptionField, TaskField
from lossstudio.run.recipe import Task

OBJECTIVE_KIND = Choice(
    name="kind", default="supervised", choices=tuple(KINDS), help="What kind of thing is minimised."
)


def read_objective(place: Place) -> Task:
    """Return what a document minimises."""
    entries = place.entries()
    place.require(entries, ["kind"])
    kind = KINDS[entries["kind"].check(OBJECTIVE_KIND)]
    required = _required(kind)
    said = place.fields(["kind", *(each.name for each in kind.fields)], required=required)
    values = {each.name: _read(said, each, needed=each.name in required) for each in kind.fields if each.name in said}
    return kind.task(**{name: value for name, value in values.items() if value is not None})


def write_objective(task: Task) -> dict[str, Any]:
    """Return the object that says what is minimised."""
    kind = kind_of(task)
    written: dict[str, Any] = {"kind": kind.key}
    for each in kind.fields:
        written |= _written(task, each)
    return written


def _required(kind: ObjectiveKind) -> list[str]:
    """Return the fields that a document has to say: those without a default."""
    return [each.name for each in fields(kind.task) if each.default is MISSING and each.default_factory is MISSING]


def _read(said: Mapping[str, Place], field: TaskField, *, needed: bool) -> Any:
    """Return what is said in a field; None where null stands for its default."""
    place = said[field.name]
    match field:
        case EntryField():
            return read_entry(place, field.catalogue) if needed else read_said_entry(said, field.name, field.catalogue)
        case OptionField():
            return place.check(field.option)
        case GroupField():
            return field.make(**read_options(place.fields(names(field.options)), field.options))


def _written(task: Task, field: TaskField) -> dict[str, Any]:
    """Return a field as a document says it: a choice wherever there is one, other values where they are unusual."""
    value = getattr(task, field.name)
    match field:
        case EntryField():
            return {} if value is None else {field.name: write_entry(value, field.catalogue)}
        case OptionField():
            return write_options(task, (field.option,))
        case GroupField():
            return {} if value == field.make() else {field.name: write_options(value, field.options)}

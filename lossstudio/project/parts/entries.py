"""Catalogue entries in a document, ``{"kind": KEY, OPTION: VALUE, ...}``, by the Options that they declare."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.catalogue import Catalogue, Entry, UnknownEntryError
from lossstudio.core.option import Option, OptionError, Text
from lossstudio.core.spec import Spec
from lossstudio.project.place import Place

KIND = Text(name="kind", default="", help="The key of a catalogue entry.", longest=60)


def read_entry(place: Place, catalogue: Catalogue[Any]) -> Spec:
    """Return the spec that an object says.

    Raises
    ------
    SceneError
        If there is no such entry or option, or an option can't take its value.
    """
    fields = place.entries()
    place.require(fields, ["kind"])
    kind = fields.pop("kind")
    try:
        entry: Entry = catalogue[kind.check(KIND)]
    except UnknownEntryError as error:
        raise kind.error(str(error)) from None
    return Spec.of(entry.key, **{name: field.check(_option(entry, name, field)) for name, field in fields.items()})


def read_said_entry(fields: Mapping[str, Place], key: str, catalogue: Catalogue[Any]) -> Spec | None:
    """Return the spec at `key`, or None where it is absent or null."""
    if key not in fields or fields[key].value is None:
        return None
    return read_entry(fields[key], catalogue)


def _option(entry: Entry, name: str, field: Place) -> Option:
    try:
        return entry.option(name)
    except OptionError as error:
        raise field.error(str(error)) from None


def write_entry(spec: Spec, catalogue: Catalogue[Any]) -> dict[str, Any]:
    """Return the object that says a spec, its options in the order of their declaration."""
    said, options = spec.options, catalogue[spec.kind].options
    return {"kind": spec.kind} | {
        option.name: option.write(said[option.name]) for option in options if option.name in said
    }


def read_options(fields: Mapping[str, Place], options: tuple[Option, ...]) -> dict[str, Any]:
    """Return the checked values of those options that are said among `fields`."""
    return {option.name: fields[option.name].check(option) for option in options if option.name in fields}


def write_options(thing: Any, options: tuple[Option, ...]) -> dict[str, Any]:
    """Return those attributes of `thing`, one for each option, that aren't the option's default."""
    values = {option.name: getattr(thing, option.name) for option in options}
    return {
        option.name: option.write(values[option.name]) for option in options if values[option.name] != option.default
    }


def names(options: tuple[Option, ...]) -> list[str]:
    """Return the keys of options."""
    return [option.name for option in options]

"""Catalogue entries in a document, ``{"kind": KEY, OPTION: VALUE, ...}``, by the Options that they declare."""

from typing import Any

from lossstudio.core.catalogue import Catalogue, Entry, UnknownEntryError
from lossstudio.core.option import Option, OptionError, Text
from lossstudio.core.spec import Spec
from lossstudio.project.document_value import Place

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

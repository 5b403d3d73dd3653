"""The one decoder of documents: from an object to a dataclass and back, by the options that its fields declare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable

from lossstudio.core.catalogue import Catalogue, Entry, Spec, UnknownEntryError
from lossstudio.core.declared import AnyOf, Chosen, Declaration, Record, RecordList, declarations
from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Option, OptionError, Text
from lossstudio.project.document_value import DocumentValue

ENTRY_KIND = Text(name="kind", default="", help="The key of a catalogue entry.", longest=60)


def read_entry(place: DocumentValue, catalogue: Catalogue[Any]) -> Spec:
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
        entry: Entry = catalogue[kind.check(ENTRY_KIND)]
    except UnknownEntryError as error:
        raise kind.error(str(error)) from None
    return Spec.of(entry.key, **{name: field.check(_option(entry, name, field)) for name, field in fields.items()})


def _option(entry: Entry, name: str, field: DocumentValue) -> Option:
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


T = TypeVar("T")
KIND = "kind"


@runtime_checkable
class Clashing(Protocol):
    """A dataclass whose fields may each be right and yet not fit each other."""

    def clash(self) -> tuple[str, str] | None:
        """Return the key of what doesn't fit the rest, and the reason; None where all fit."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads and writes the dataclasses of a document; errors name the path.

    Attributes
    ----------
    losses
        Where the loss of a runner or of a change stands.
    """

    losses: Catalogue[Any] = field(default_factory=lambda: LOSSES)

    def read(self, place: DocumentValue, kind: type[T], *, beside: Sequence[str] = ()) -> T:
        """Return the dataclass that an object says.

        Parameters
        ----------
        place
            The object.
        kind
            The dataclass.
        beside
            Keys that the object has too, which aren't the dataclass's.

        Raises
        ------
        SceneError
            If the object says none.
        """
        declared = _declared_for(place, kind)
        required = [each.option.name for each in declared if each.required]
        fields = place.fields([*beside, *keys_of(declared)], required=required)
        made = kind(**self.values(place, fields, declared))
        clash = made.clash() if isinstance(made, Clashing) else None
        if clash is not None:
            raise place.below(clash[0]).error(clash[1])
        return made

    def values(
        self, place: DocumentValue, fields: Mapping[str, DocumentValue], declared: Sequence[Declaration]
    ) -> dict[str, Any]:
        """Return what the places of an object say, by the names of a dataclass's fields.

        Raises
        ------
        SceneError
            If an option can't take what is said.
        """
        values: dict[str, Any] = {}
        for each in declared:
            option = each.option
            if isinstance(option, AnyOf):
                values[each.field] = self._read_any(place, fields, option)
            elif option.name in fields and not _says_nothing(fields[option.name], each):
                values[each.field] = self._read_option(fields[option.name], option)
        return values

    def write(self, thing: Any) -> dict[str, Any]:
        """Return the object that says a dataclass; what is as usual is left out."""
        return self.write_fields(thing, declarations(type(thing)))

    def write_fields(self, thing: Any, declared: Sequence[Declaration]) -> dict[str, Any]:
        """Return the object that says some fields of a dataclass."""
        written: dict[str, Any] = {}
        kind = getattr(thing, KIND, None)
        for each in declared:
            value = getattr(thing, each.field)
            if isinstance(each.option, AnyOf):
                known = {option.name: option for option in each.option.options}
                written |= {key: self._write_option(item, known[key]) for key, item in value}
            elif (not each.kinds or kind in each.kinds) and (each.always or value != each.option.default):
                written[each.option.name] = self._write_option(value, each.option)
        return written

    def _read_any(
        self, place: DocumentValue, fields: Mapping[str, DocumentValue], option: AnyOf
    ) -> tuple[tuple[str, Any], ...]:
        names = [each.name for each in option.options]
        if not any(name in fields for name in names):
            raise place.error(f"{option.lacking}; it may carry {', '.join(names)}")
        return tuple(
            (each.name, self._read_option(fields[each.name], each)) for each in option.options if each.name in fields
        )

    def _read_option(self, place: DocumentValue, option: Option) -> Any:
        match option:
            case Chosen():
                return read_entry(place, self.losses if option.catalogue is None else option.catalogue)
            case Record():
                return self._read_record(place, option)
            case RecordList():
                return self._read_list(place, option)
            case _:
                return place.check(option)

    def _read_record(self, place: DocumentValue, option: Record) -> Any:
        if (option.optional and place.value is None) or (option.automatic and place.value == option.automatic):
            return None
        if option.automatic and isinstance(place.value, str):
            *some, last = keys_of(declarations(option.kinds[-1]))
            raise place.error(f"must be {option.automatic!r} or an object with {', '.join(some)} and {last}")
        return self.read(place, _kind_of(place, option))

    def _read_list(self, place: DocumentValue, option: RecordList) -> tuple[Any, ...]:
        places = list(place.items())
        if not option.shortest <= len(places) <= option.longest:
            allowed = f"{option.shortest} to" if option.shortest else "at most"
            raise place.error(f"must have {allowed} {option.longest} {option.noun}, not {len(places)}")
        return tuple(self.read(item, option.kind) for item in places)

    def _write_option(self, value: Any, option: Option) -> Any:
        match option:
            case _ if value is None:
                return None
            case Chosen():
                return write_entry(value, self.losses if option.catalogue is None else option.catalogue)
            case Record():
                return self.write(value)
            case RecordList():
                return [self.write(item) for item in value]
            case _:
                return option.write(value)


def keys_of(declared: Sequence[Declaration]) -> list[str]:
    """Return the keys of declarations: first those of plain values, then those of objects and lists of them."""
    plain_first = sorted(declared, key=lambda each: isinstance(each.option, Chosen | Record | RecordList))
    return [key for each in plain_first for key in each.keys]


def _declared_for(place: DocumentValue, kind: type) -> tuple[Declaration, ...]:
    """Return the declarations that hold for an object, whose own kind may decide which there are."""
    declared = declarations(kind)
    if not any(each.kinds for each in declared):
        return declared
    entries = place.entries()
    place.require(entries, [KIND])
    word = entries[KIND].check(next(each.option for each in declared if each.option.name == KIND))
    return tuple(each for each in declared if not each.kinds or word in each.kinds)


def _kind_of(place: DocumentValue, option: Record) -> type:
    """Return the dataclass that an object is of."""
    *others, last = option.kinds
    if not others:
        return last
    keys = place.entries().keys()
    return next((kind for kind in others if keys >= {each.option.name for each in _required(kind)}), last)


def _required(kind: type) -> list[Declaration]:
    return [each for each in declarations(kind) if each.required]


def _says_nothing(place: DocumentValue, declared: Declaration) -> bool:
    """Say whether null stands for a usual entry."""
    return place.value is None and isinstance(declared.option, Chosen) and not declared.required

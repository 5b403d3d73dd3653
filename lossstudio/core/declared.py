"""A dataclass of a document declares each of its fields once: the field's annotation carries its Option.

::

    steps: Annotated[int, Integer(minimum=0, help="How many updates the run has.")] = 200

The Option takes its name and its default from the field, so that neither can be written twice. What isn't one number,
word or text is declared by the options of this module; `project/decode.py` reads and writes all of them.
"""

from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cache
from typing import Any, get_type_hints

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.option import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Option):
    """An entry of a catalogue with its options, as a Spec; `catalogue` None: the losses of the objective."""

    catalogue: Catalogue[Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Option):
    """An object that is one of several dataclasses.

    Attributes
    ----------
    kinds
        The dataclasses: an object is of the first whose required keys it has, else of the last.
    automatic
        The word that may stand for None.
    """

    kinds: tuple[type, ...]
    automatic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList(Option):
    """A list of objects of one dataclass, as a tuple; `noun` is what they are called."""

    kind: type
    shortest: int = 0
    longest: int
    noun: str = "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Option):
    """One or more of several options, whose keys stand among those of the dataclass; kept as (key, value) pairs.

    `lacking` says what an object does that has none of them.
    """

    options: tuple[Option, ...]
    lacking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is unusual about a field's key in documents.

    Attributes
    ----------
    kinds
        The key is there only where the key "kind" has one of these values; empty: always.
    required
        A document has to say it, although the field has a default for Python.
    always
        It is written even where it has its default.
    """

    kinds: tuple[str, ...] = ()
    required: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One field of a dataclass, as documents have it.

    Attributes
    ----------
    field
        The name in Python, which differs from the option's where that is a word of the language.
    option
        What it is, with its name and its default.
    kinds, required, always
        As a Key has them; a field without a default is required.
    """

    field: str
    option: Option
    kinds: tuple[str, ...]
    required: bool
    always: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it has in an object."""
        if isinstance(self.option, AnyOf):
            return tuple(option.name for option in self.option.options)
        return (self.option.name,)


def declarations(kind: type) -> tuple[Declaration, ...]:
    """Return what the fields of a dataclass declare, in their order.

    Raises
    ------
    TypeError
        If a field declares no option, more than one, or one with a default of its own.
    """
    return _declarations(kind)


@cache
def _declarations(kind: type) -> tuple[Declaration, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_declaration(kind, field, hints[field.name]) for field in fields(kind))


def _declaration(kind: type, field: Field[Any], hint: Any) -> Declaration:
    said = getattr(hint, "__metadata__", ())
    options = [each for each in said if isinstance(each, Option)]
    if len(options) != 1:
        raise TypeError(f"{kind.__name__}.{field.name} must declare one option, not {len(options)}")
    if options[0].default is not None:
        raise TypeError(f"{kind.__name__}.{field.name} has its default twice: leave it to the field")
    key = next((each for each in said if isinstance(each, Key)), Key())
    required = key.required or field.default is MISSING
    return Declaration(
        field=field.name,
        option=replace(
            options[0],
            name=options[0].name or field.name,
            default=None if field.default is MISSING else field.default,
        ),
        kinds=key.kinds,
        required=required,
        always=required or key.always,
    )


def option_of(kind: type, field: str) -> Option:
    """Return the option that one field of a dataclass declares.

    Raises
    ------
    KeyError
        If there is no such field.
    """
    return {each.field: each.option for each in declarations(kind)}[field]


def options_of(kind: type) -> tuple[Option, ...]:
    """Return the options that the fields of a dataclass declare, in their order."""
    return tuple(each.option for each in declarations(kind))

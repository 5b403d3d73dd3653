"""A catalogue is an explicit table of entries of one kind: losses, models, optimizers and so on.

Adding a thing is one new file and two lines in its catalogue's table (the import and the entry).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lossstudio.core.option import Option, OptionError, defaults, describe, nearest


@dataclass(frozen=True, slots=True)
class Spec:
    """An entry's key and the options that differ from "not said"; immutable, compares by value.

    Values are immutable too: numbers, words, tuples, nested Specs, read-only Tables.
    """

    kind: str
    said: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, kind: str, **options: Any) -> "Spec":
        """Make a spec from keywords: ``Spec.of("huber", delta=1.5)``."""
        return cls(kind, tuple(sorted(options.items())))

    @property
    def options(self) -> Mapping[str, Any]:
        """The options that were said, by name."""
        return dict(self.said)

    def get(self, name: str, default: Any = None) -> Any:
        """Return one said option, or `default`."""
        return self.options.get(name, default)

    def replace(self, **options: Any) -> "Spec":
        """Return a copy in which these options are said too."""
        return Spec.of(self.kind, **(dict(self.said) | options))

    def with_options(self, **options: Any) -> "Spec":
        """Return a copy in which these options are said too, and those that are None are not said any more."""
        said = dict(self.said) | options
        return Spec.of(self.kind, **{name: value for name, value in said.items() if value is not None})


class UnknownEntryError(KeyError):
    """No entry has that key; the text says so and names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every catalogue entry says of itself.

    Attributes
    ----------
    key
        The word in scene files and on the command line; never changes.
    label
        The name that a person reads.
    summary
        One sentence: what it is.
    options
        What can be adjusted.
    clash
        Given all options, (name, reason) of one that doesn't fit the others; None when they fit. Absent where any do.
    """

    key: str
    label: str
    summary: str
    options: tuple[Option, ...] = ()
    clash: Callable[..., tuple[str, str] | None] | None = None

    def option(self, name: str) -> Option:
        """Return the option called `name`.

        Raises
        ------
        OptionError
            If there is none; the text names the nearest.
        """
        for option in self.options:
            if option.name == name:
                return option
        names = [option.name for option in self.options]
        raise OptionError(f"{self.key!r} has no option called {describe(name)}{nearest(name, names)}")

    def complete(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return every option's value: the checked ones of `given`, and defaults for the rest."""
        return defaults(self.options) | {name: self.option(name).check(value) for name, value in given.items()}


E = TypeVar("E", bound=Entry)


class Catalogue(Mapping[str, E], Generic[E]):
    """Entries by key, in the order in which they are shown."""

    def __init__(self, noun: str, entries: tuple[E, ...]) -> None:
        self.noun = noun
        self._entries = {entry.key: entry for entry in entries}
        if len(self._entries) != len(entries):
            raise ValueError(f"two {noun} entries share a key")

    def __getitem__(self, key: str) -> E:
        try:
            return self._entries[key]
        except KeyError:
            near = nearest(key, list(self._entries))
            raise UnknownEntryError(f"no {self.noun} is called {describe(key)}{near}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

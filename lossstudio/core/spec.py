"""A Spec is a choice from a catalogue as a document keeps it: a key and the options that were said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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

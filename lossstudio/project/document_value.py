"""A DocumentValue is a value inside a document with the path that leads to it, so that every error can name it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lossstudio.core.option import Option, OptionError, describe, nearest
from lossstudio.run.recipe.errors import SceneError

LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class DocumentValue:
    """One value of a document and where it stands; an empty path is the whole document."""

    path: str
    value: Any

    def error(self, reason: str) -> SceneError:
        """Return the error that says what is wrong here."""
        return SceneError(self.path, reason)

    def below(self, key: str) -> "DocumentValue":
        """Return the place of a key of this object; its value is null where the key isn't there."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return DocumentValue(below(self.path, key), value)

    def entries(self) -> dict[str, "DocumentValue"]:
        """Return the places of an object, by key.

        Raises
        ------
        SceneError
            If this is no object.
        """
        if not isinstance(self.value, dict):
            hint = f', such as {{"kind": {json.dumps(self.value)}}}' if _is_word(self.value) else ""
            raise self.error(f"must be an object{hint}, not {describe(self.value)}")
        return {key: self.below(key) for key in self.value}

    def fields(self, known: Sequence[str], *, required: Sequence[str] = ()) -> dict[str, "DocumentValue"]:
        """Return the places of an object whose keys are `known` ones.

        Raises
        ------
        SceneError
            If this is no object, has an unknown key, or lacks a required one.
        """
        entries = self.entries()
        for key, place in entries.items():
            if key not in known:
                raise place.error(f"there is no such key here{nearest(key, list(known)) or _choices(known)}")
        self.require(entries, required)
        return entries

    def require(self, entries: dict[str, "DocumentValue"], keys: Sequence[str]) -> None:
        """Raise SceneError unless all `keys` are among the entries."""
        for key in keys:
            if key not in entries:
                raise self.error(f"the key {key!r} is missing")

    def items(self) -> Iterator["DocumentValue"]:
        """Yield the places of a list.

        Raises
        ------
        SceneError
            If this is no list.
        """
        if not isinstance(self.value, list):
            raise self.error(f"must be a list, not {describe(self.value)}")
        return (DocumentValue(f"{self.path}[{index}]", value) for index, value in enumerate(self.value))

    def check(self, option: Option) -> Any:
        """Return the value as `option` takes it.

        Raises
        ------
        SceneError
            If the option can't take it; the path is that of what is wrong in it.
        """
        try:
            return option.check(self.value)
        except OptionError as error:
            raise SceneError(self.path + error.within, error.reason) from None


def below(path: str, key: str) -> str:
    """Return the path of `key` in the object at `path`."""
    if not key.isidentifier() or len(key) > LONGEST_KEY:
        short = key if len(key) <= LONGEST_KEY else key[: LONGEST_KEY - 3] + "..."
        return f"{path}[{json.dumps(short, ensure_ascii=not short.isprintable())}]"
    return f"{path}.{key}" if path else key


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_KEY


def _choices(known: Sequence[str]) -> str:
    return f"; the keys are {', '.join(known)}" if known else ""

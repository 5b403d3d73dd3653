"""An Option declares one adjustable number or choice, once, for everybody who reads it.

The panel's control, the command line, the file's validation and the documentation all come from this declaration.
`minimum` and `maximum` are the mathematical domain and refuse; `slider` is only the range that a control offers.
Entries of catalogues list their Options; dataclasses of a document carry them in their fields (`core/declared.py`).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

LARGEST_INTEGER = 2**53
"""Beyond it, whole numbers of a file needn't be what they say (RFC 8259, 6)."""


class OptionError(ValueError):
    """A value that an option can't take; the text says why and completes "NAME: ...".

    Attributes
    ----------
    within, reason
        The path below the value at which it is wrong, such as "[0].loss.kind", and what is wrong just there. Where the
        path is empty, the value itself is wrong and the reason is the text.
    """

    def __init__(self, text: str, *, within: str = "", reason: str = "") -> None:
        super().__init__(text)
        self.within = within
        self.reason = reason or text

    @classmethod
    def at(cls, place: str, reason: str) -> "OptionError":
        """Return the error of what stands at `place`, a path below the option's value."""
        return cls(f"{place}: {reason}", within=place, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One adjustable thing.

    Attributes
    ----------
    name
        The key in files and on the command line; a field of a dataclass fills in its own name.
    default
        What an absent option means; None only where `optional`. A field of a dataclass fills in its own default.
    help
        One sentence for a tooltip and the documentation.
    optional
        Whether None is a value ("none", "automatic").
    none_text
        What a control says for None: what it stands for.
    placeholder
        What stands for a value in the command line's help.
    form
        What a value looks like in a file, where its class doesn't say it.
    """

    help: str
    name: str = ""
    default: Any = None
    label: str = ""
    optional: bool = False
    none_text: str = "none"
    placeholder: str = ""
    form: str = ""

    def check(self, value: Any) -> Any:
        """Return `value` in the option's own immutable type.

        Raises
        ------
        OptionError
            If the option can't take the value.
        """
        if value is None and self.optional:
            return None
        return self._check(value)

    def _check(self, value: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        """Return a checked value as a file holds it: the inverse of `check`."""
        return value if value is None else self._write(value)

    def _write(self, value: Any) -> Any:
        return value

    def parse(self, text: str) -> Any:
        """Return the value that a word of the command line says; `check` has still to see it.

        Raises
        ------
        OptionError
            If the word can't be such a value.
        """
        return text

    @property
    def title(self) -> str:
        """What a person reads beside the control."""
        return self.label or self.name.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Option):
    """A finite float in a domain; `open_minimum` and `open_maximum` exclude the bound itself.

    `rule` is what must be so, where that is said better than by the domain; {minimum} and {maximum} are put into it.
    """

    minimum: float = -math.inf
    maximum: float = math.inf
    open_minimum: bool = False
    open_maximum: bool = False
    slider: tuple[float, float] | None = None
    logarithmic: bool = False
    unit: str = ""
    rule: str = ""

    def parse(self, text: str) -> float:
        """Return the number that a word of the command line says."""
        try:
            return float(text)
        except ValueError:
            raise OptionError(f"must be a number, not {describe(text)}") from None

    def _check(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, Real):
            raise OptionError(f"must be a number, not {describe(value)}")
        try:
            number = _finite(value)
        except OptionError:
            if self.rule:
                raise OptionError(f"{self._rule()}, not {describe(value)}") from None
            raise
        if not (self._is_above(number) and self._is_below(number)):
            raise OptionError(f"{self._rule()}, not {number:g}")
        return number

    def _rule(self) -> str:
        if not self.rule:
            return f"must be {self.domain()}"
        return self.rule.format(minimum=f"{self.minimum:g}", maximum=f"{self.maximum:g}")

    def _is_above(self, number: float) -> bool:
        return number > self.minimum if self.open_minimum else number >= self.minimum

    def _is_below(self, number: float) -> bool:
        return number < self.maximum if self.open_maximum else number <= self.maximum

    def domain(self) -> str:
        """Say in words which numbers are allowed."""
        low = "" if self.minimum == -math.inf else f"{'above' if self.open_minimum else 'at least'} {self.minimum:g}"
        high = "" if self.maximum == math.inf else f"{'below' if self.open_maximum else 'at most'} {self.maximum:g}"
        return " and ".join(part for part in (low, high) if part) or "a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Integer(Option):
    """A whole number in a domain; a whole float equals its integer. `rule` is as a Number has it."""

    minimum: int | None = None
    maximum: int = LARGEST_INTEGER
    slider: tuple[int, int] | None = None
    unit: str = ""
    rule: str = ""

    def parse(self, text: str) -> int:
        """Return the number that a word of the command line says."""
        try:
            return int(text)
        except ValueError:
            raise OptionError(f"must be a whole number, not {describe(text)}") from None

    def _check(self, value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, Integral):
            raise OptionError(f"must be a whole number, not {describe(value)}")
        number = int(value)
        low = -self.maximum if self.minimum is None else self.minimum
        if not low <= number <= self.maximum:
            bound = f"must be at least {low}" if number < low else f"must be at most {self.maximum}"
            rule = self.rule.format(minimum=low, maximum=self.maximum) or bound
            raise OptionError(f"{rule}, not {describe(value)}")
        return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Option):
    """Yes or no."""

    def _check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise OptionError(f"must be true or false, not {describe(value)}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Option):
    """One of several words; `labels` are what a person reads instead of them."""

    choices: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def explained(self) -> str:
        """The words, each with what a person reads for it where that is another one: "runners (a surface for each)"."""
        labels = [self.label_of(choice) for choice in self.choices]
        pairs = zip(self.choices, labels, strict=True)
        return ", ".join(word if label == word.replace("_", " ") else f"{word} ({label})" for word, label in pairs)

    def label_of(self, choice: str) -> str:
        """Return what a person reads for one of the words."""
        return dict(zip(self.choices, self.labels, strict=False)).get(choice, choice.replace("_", " "))

    def _check(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise OptionError(
                f"must be one of {', '.join(self.choices)}, not {describe(value)}{nearest(value, self.choices)}"
            )
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Option):
    """A line of text, or several where `lines` says so; where `is_name`, not empty and without spaces around it."""

    longest: int = 500
    lines: bool = False
    is_name: bool = False

    def _check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise OptionError(f"must be text, not {describe(value)}")
        if len(value) > self.longest:
            raise OptionError(f"must have at most {self.longest} characters, not {len(value)}")
        if any(_is_control(character) and not (self.lines and character in "\n\t") for character in value):
            raise OptionError("must be text without control characters" if self.lines else "must be one line of text")
        if self.is_name and (not value or value != value.strip()):
            raise OptionError("must be a name without spaces around it")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence(Option):
    """A list whose items another option checks; stored as a tuple."""

    item: Option
    shortest: int = 0
    longest: int | None = None

    def _check(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise OptionError(f"must be a list, not {describe(value)}")
        if len(value) < self.shortest:
            raise OptionError(f"must have at least {self.shortest} items, not {len(value)}")
        if self.longest is not None and len(value) > self.longest:
            raise OptionError(f"must have at most {self.longest} items, not {len(value)}")
        return tuple(self._check_item(index, item) for index, item in enumerate(value))

    def _write(self, value: Any) -> list[Any]:
        return [self.item.write(item) for item in value]

    def _check_item(self, index: int, item: Any) -> Any:
        try:
            return self.item.check(item)
        except OptionError as error:
            place = f"[{index}]{error.within}"
            raise OptionError(f"item {index} {error}", within=place, reason=error.reason) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Sequence):
    """Some words of a choice, each at most once: "title,bar" on the command line, "none" for no word."""

    item: Choice

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the words that stand between commas."""
        said = [word.strip() for word in text.split(",") if word.strip()]
        return () if said == [NO_WORD] else tuple(said)

    def _check(self, value: Any) -> tuple[Any, ...]:
        # In a dataclass with slots `super()` without arguments means the class that it was made from.
        return tuple(dict.fromkeys(super(Words, self)._check(value)))


NO_WORD = "none"


def lists_of(value: Any) -> Any:
    """Return tuples, and tuples in tuples, as lists."""
    return [lists_of(item) for item in value] if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom(Option):
    """A value with a shape of its own.

    `checker` raises OptionError or returns the value immutable; `writer` returns that as a file holds it.
    """

    checker: Callable[[Any], Any]
    writer: Callable[[Any], Any] = lists_of

    def _check(self, value: Any) -> Any:
        return self.checker(value)

    def _write(self, value: Any) -> Any:
        return self.writer(value)


def defaults(options: tuple[Option, ...]) -> dict[str, Any]:
    """Return what every option is when nothing is said."""
    return {option.name: option.default for option in options}


def describe(value: Any) -> str:
    """Say briefly what a refused value is, for an error's text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "...")
    if isinstance(value, int | float):
        return repr(value) if isinstance(value, float) or abs(value) < 10**15 else "a huge number"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list | tuple):
        return "a list"
    return type(value).__name__


def nearest(word: Any, known: tuple[str, ...] | list[str]) -> str:
    """Return "; did you mean 'mse'?", the end of a text, when one of the known words is near, else nothing."""
    from difflib import get_close_matches

    matches = get_close_matches(word, known, n=1, cutoff=0.6) if isinstance(word, str) and len(word) <= 80 else []
    return f"; did you mean {matches[0]!r}?" if matches else ""


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character < "\xa0"


def _finite(value: Any) -> float:
    try:
        number = float(value)
    except OverflowError:
        raise OptionError("is too large for a number") from None
    if not math.isfinite(number):
        raise OptionError("must be finite")
    return number

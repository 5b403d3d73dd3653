"""The option that declares a formula's constants: names and their numbers."""

import keyword
import re
from collections.abc import Mapping
from typing import Any

from lossstudio.core.expression.formula import BUILT_IN, Constants
from lossstudio.core.expression.functions import FUNCTIONS
from lossstudio.core.option import Custom, Number, OptionError, describe

MOST_CONSTANTS = 20
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}")
_NUMBER = Number(name="number", default=1.0, help="One constant.")
_TAKEN = {*BUILT_IN, *FUNCTIONS, "clip", "prediction", "target", "x", "y"}


def _check(value: Any) -> Constants:
    pairs = list(value.items()) if isinstance(value, Mapping) else value
    if not isinstance(pairs, list | tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise OptionError(f"must be an object of names and numbers, not {describe(value)}")
    if len(pairs) > MOST_CONSTANTS:
        raise OptionError(f"must have at most {MOST_CONSTANTS} names, not {len(pairs)}")
    return tuple(sorted((_checked_name(name), _checked_number(name, number)) for name, number in pairs))


def _checked_name(name: Any) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise OptionError(f"{describe(name)} is no name; use up to 20 letters and digits, a letter first")
    if name in _TAKEN or keyword.iskeyword(name):  # formulas have Python's grammar, "lambda" a meaning there
        raise OptionError(f"the name {name!r} has a meaning already; choose another")
    return name


def _checked_number(name: str, number: Any) -> float:
    try:
        return float(_NUMBER.check(number))
    except OptionError as error:
        raise OptionError(f"{name} {error}") from None


CONSTANTS = Custom(
    name="constants",
    default=(),
    help="Names that the formula may use, with their numbers.",
    form="an object of numbers by name",
    checker=_check,
    writer=dict,
)

"""A typed formula as it is written on a board: "log(1 + (ŷ − y)²)"."""

import re

from lossstudio.core.expression.formula import Constants
from lossstudio.core.numbers import MINUS, exact, superscript

_LETTERS = {"prediction": "ŷ", "target": "y"}


def readable(expression: str, constants: Constants = ()) -> str:
    """Return a typed formula for people, with the values of its constants behind it: "a·x²,  a = 3"."""
    said = re.sub(r"\b(prediction|target)\b", lambda found: _LETTERS[found[0]], " ".join(expression.split()))
    said = re.sub(r"\s*(?:\*\*|\^)\s*(\d+)\b(?!\.)", lambda found: superscript(int(found[1])), said)
    said = re.sub(r"\s*(?:\*\*|\^)\s*", "^", said)
    said = re.sub(r"\s*\*\s*", "·", said).replace("-", MINUS)
    values = ", ".join(f"{name} = {exact(value)}" for name, value in constants)
    return f"{said},  {values}" if values else said

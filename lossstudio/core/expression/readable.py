"""A typed formula as it is written on a board: "log(1 + (ŷ − y)²)"."""

import re

from lossstudio.core.expression.formula import Constants
from lossstudio.core.numbers import MINUS, exact, superscript

_LETTERS = {"prediction": "ŷ", "target": "y"}
_POWER_OF_TEN = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)[eE]([+-]?\d+)\b")
_WHOLE_POWER = re.compile(r"\s*(?:\*\*|\^)\s*(-?\d+)\b(?!\.|\s*(?:\*\*|\^))")  # one that isn't raised itself
_BETWEEN_TERMS = re.compile(r"(?<=[\w).⁰¹²³⁴⁵⁶⁷⁸⁹])\s*([+-])\s*")


def readable(expression: str, constants: Constants = ()) -> str:
    """Return a typed formula for people, with the values of its constants behind it: "a·x²,  a = 3"."""
    said = re.sub(r"\b(prediction|target)\b", lambda found: _LETTERS[found[0]], " ".join(expression.split()))
    said = _POWER_OF_TEN.sub(_with_power, said)
    said = _WHOLE_POWER.sub(lambda found: superscript(int(found[1])), said)
    said = re.sub(r"\s*(?:\*\*|\^)\s*", "^", said)
    said = _BETWEEN_TERMS.sub(r" \1 ", said)
    said = re.sub(r"\s*\*\s*", "·", said).replace("-", MINUS)
    values = ", ".join(f"{name} = {exact(value)}" for name, value in constants)
    return f"{said},  {values}" if values else said


def _with_power(found: re.Match[str]) -> str:
    """Return a number such as 2e-3 as "2·10⁻³", in brackets where it is divided by, raised or a power itself."""
    power = f"10{superscript(int(found[2]))}"
    said = power if float(found[1]) == 1.0 else f"{found[1]}·{power}"
    before, after = found.string[: found.start()].rstrip(" -+"), found.string[found.end() :].lstrip()
    raised = before.endswith(("**", "^")) or after.startswith(("**", "^"))
    return f"({said})" if raised or (before.endswith("/") and said != power) else said

"""Works out printed arithmetic as a person would, with the printed numbers alone."""

import math
import re

from lossstudio.core.numbers import exact, typed

NUMBER = re.compile(r"(?:[0-9.]+ × )?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
PRINTED = re.compile(r"−?(?:(?:[0-9.]+ × )?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[0-9.]+|infinity)")


def by_hand(text: str) -> float:
    """Work a printed line out."""
    plain = NUMBER.sub(lambda found: typed(found.group()), text)
    plain = plain.replace("−", "-").replace("×", "*").replace("²", "**2").replace("infinity", "math.inf")
    plain = re.sub(r"\|([^|]*)\|", r"abs(\1)", plain).replace("-log ", "-math.log ")
    plain = re.sub(r"math\.log ([0-9.e-]+)", r"math.log(\1)", plain)
    return float(eval(plain, {"math": math, "__builtins__": {"abs": abs}}))


def agrees(working: str, result: str) -> bool:
    """Say whether a printed line comes to the printed result, digit by digit."""
    printed = PRINTED.match(result)
    assert printed is not None, result
    made = by_hand(working)
    return any(exact(made, digits) == printed.group() for digits in range(1, 8)) or exact(made) == printed.group()

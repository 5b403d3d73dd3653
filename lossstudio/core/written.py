"""How formulas are put together: what their letters stand for, and how far a factor or a mean reaches."""

import re
from collections.abc import Mapping

from lossstudio.core.numbers import exact


def is_one_term(written: str) -> bool:
    """Say whether a formula is one term, so that a factor before it belongs to all of it."""
    inner = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|\|[^|]*\|", "", written)
    return not re.search(r" [+−·;/] | if |:", inner)


def with_values(written: str, values: Mapping[str, float]) -> str:
    """Return a formula with what its letters stand for behind it: "max(0, m − y s),  y = ±1, m = 1"."""
    told = ", ".join(f"{letter} = {exact(value)}" for letter, value in values.items())
    return written if not told else f"{written}{', ' if ',  ' in written else ',  '}{told}"

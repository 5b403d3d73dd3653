"""Which rows of very many a quick estimate looks at."""

from lossstudio.core.array import Integers
from lossstudio.core.random import permutation


def sample_rows(rows: int, count: int) -> Integers:
    """Return which `count` of the rows are looked at ``(count,)``, rising: always the same ones."""
    chosen: Integers = permutation(0, "sample of rows", rows)[:count]
    chosen.sort()
    return chosen

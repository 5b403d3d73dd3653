"""What a scene may take of the machine: counted before the work, and refused in one sentence.

Everything is counted in numbers of 8 bytes, since that is what memory and time go into.
"""

from lossstudio.run.recipe.errors import SceneError

MOST_SEEN = 2**27
"""What a model may see of its data, all rows together: a gigabyte."""
MOST_ANSWERS = 2**25
"""How many answers a model may give on all rows together."""
MOST_PARAMETERS = 2**19
"""How many parameters all runners may have together: every step of a run keeps them."""
MOST_CURVATURES = 2**20
"""How many second derivatives one step may need. The eigenvalues of so many in one matrix take about a second."""
MOST_PASSED = 10**8
"""How many numbers one step may pass through the model: some seconds, in which nobody can stop it."""


def check_budget(path: str, what: str, needed: int, allowed: int, instead: str) -> None:
    """Raise SceneError where more numbers are needed than allowed.

    Parameters
    ----------
    path
        Where in the scene that is decided.
    what
        Whose numbers they are, with what they come from: the beginning of a sentence.
    instead
        What to change.
    """
    if needed > allowed:
        raise SceneError(path, f"{what} make {_in_words(needed)} numbers, and {_in_words(allowed)} may be; {instead}")


def _in_words(count: int) -> str:
    """Return a count to three digits."""
    for name, size in (("billion", 10**9), ("million", 10**6)):
        if count >= size:
            return f"{count / size:,.3g} {name}" if count < 1000 * size else f"{count // size:,} {name}"
    return f"{count:,}"

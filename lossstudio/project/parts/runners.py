"""The names of a document's runners."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, product
from string import ascii_lowercase

from lossstudio.project.document_value import Place
from lossstudio.run.recipe.recipe import Runner


def with_names(runners: Sequence[Runner], place: Place) -> tuple[Runner, ...]:
    """Return the runners of a document, those without a name called a, b, c, ... past the names taken.

    Raises
    ------
    SceneError
        If two have the same name.
    """
    names = [item.below("name") for item in place.items()]
    taken: set[str] = set()
    for name in names:
        if name.value in taken:
            raise name.error(f"another runner is called {name.value!r} already")
        taken |= {name.value} - {None}
    free = free_names(taken)
    pairs = zip(runners, names, strict=True)
    return tuple(runner if name.value else replace(runner, name=next(free)) for runner, name in pairs)


def free_names(taken: set[str]) -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ... without the names taken."""
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            name = "".join(letters)
            if name not in taken:
                yield name

"""Work in independent blocks: what engines work out, wherever they are, and how an answer travels."""

import io
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.pieces import Pieces, Told, finished, unheard
from lossstudio.project.engines.errors import EngineError
from lossstudio.run.recipe.errors import SceneError

Found: TypeAlias = Mapping[str, NDArray[Any]]
"""What comes of a block: arrays by their names."""
PACKAGE = "lossstudio"


class Work(Protocol):
    """What is asked for, as plain data: it decides every number that comes of it, in whichever process."""

    @property
    def noun(self) -> str:
        """What it is for people: "sweep"."""

    @property
    def blocks(self) -> int:
        """How many blocks it has."""

    @property
    def digest(self) -> str:
        """What two works have in common only if all their blocks are the same."""

    @property
    def expected_s(self) -> float | None:
        """How long it will take in one process, where that is known before the first block is made; else None."""

    def to_text(self) -> str:
        """Return it as a text, from which `from_text` makes it again."""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `to_text` has written."""

    def block(self, number: int, told: Told = unheard, /) -> Pieces[Found]:
        """Work out a block; `told` hears how far it is, where that is known before its end.

        Raises
        ------
        SceneError
            If the scene can't be built.
        """


@dataclass(frozen=True, slots=True)
class BlockAnswer:
    """What came of a block, as it travels and as it is kept.

    Attributes
    ----------
    block
        Its number.
    content
        The arrays, as the bytes of an .npz file.
    error
        Why there are none, for a person; empty where there are.
    """

    block: int
    content: bytes
    error: str = ""


def packed(found: Found) -> bytes:
    """Return arrays, each ``(...)``, as the bytes of an .npz file: the same arrays are the same bytes."""
    memory = io.BytesIO()
    np.savez(memory, **found)  # type: ignore[arg-type]
    return memory.getvalue()


def unpacked(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays, each ``(...)``, that `packed` was given."""
    with np.load(io.BytesIO(content)) as kept:
        return {name: kept[name] for name in kept.files}


def name_of(work: Work) -> str:
    """Return what another process finds the class of a work by."""
    return f"{type(work).__module__}:{type(work).__qualname__}"


def answer(
    name: str, text: str, block: int, expected: Mapping[str, str], between: Callable[[], object] = lambda: None
) -> BlockAnswer:
    """Work out a block of a work that is said by its class's name and its text, in whichever process this runs.

    Parameters
    ----------
    name, text
        As `name_of` and `to_text` return them.
    block
        Which block.
    expected
        The `versions` of whoever asks; with others the bytes might not be the same.
    between
        Called after each piece of the work; while it waits, the work rests.

    Raises
    ------
    EngineError
        If the versions here are others.
    """
    if different := difference(expected, versions()):
        raise EngineError(different)
    return answered(_work(name, text), block, between)


def answered(work: Work, block: int, between: Callable[[], object] = lambda: None) -> BlockAnswer:
    """Work out a block, as `finished` does; a scene that can't be built is an answer too."""
    try:
        return BlockAnswer(block, packed(finished(work.block(block), between)))
    except SceneError as error:
        return BlockAnswer(block, b"", str(error))


def versions() -> dict[str, str]:
    """Return the versions that decide what comes of a work."""
    package = import_module(PACKAGE)
    return {
        "Loss Studio": package.__version__,
        "NumPy": np.__version__,
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Say how versions differ: "NumPy 2.0 there, 2.4 here"; nothing where they don't."""
    parts = [f"{name} {there.get(name)} there, {version} here" for name, version in here.items()]
    return "; ".join(part for part, name in zip(parts, here, strict=True) if there.get(name) != here[name])


@lru_cache(maxsize=2)
def _work(name: str, text: str) -> Work:
    """Return the work that is meant; only our own are made, whatever the name says."""
    module, _, words = name.partition(":")
    if module.partition(".")[0] != PACKAGE:
        raise EngineError(f"{name}: is none of our own works")
    made: Work = getattr(import_module(module), words).from_text(text)
    return made

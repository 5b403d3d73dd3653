"""A sweep as plain data: what travels to other processes, and what says whether a store belongs to it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Any, TypeAlias

from lossstudio.core.pieces import Pieces, Told, unheard
from lossstudio.project.data_file import arrived, travelling
from lossstudio.project.engines.work import Found
from lossstudio.project.scene import Scene
from lossstudio.run.sweep.axis import Range, Spacing, SweepError
from lossstudio.run.sweep.sweep import BLOCK_RUNS, Sweep
from lossstudio.run.sweep.training import trained_block

Over: TypeAlias = str | Sequence[str | Range] | Mapping[str, Sequence[Any]]
"""Texts such as "learning_rate=1e-3..3:log:64", or a mapping from paths to ("log", low, high, count)."""
USUAL_MEASURES = ("last_loss", "best_loss", "diverged_at")


@dataclass(frozen=True)
class SweepRequest:
    """What is asked for.

    Attributes
    ----------
    scene
        Whose first runner is trained.
    ranges, seeds, measures, steps
        As `Sweep` takes them.
    """

    scene: Scene
    ranges: tuple[Range, ...]
    seeds: int | None = None
    measures: tuple[str, ...] = USUAL_MEASURES
    steps: int | None = None

    @cached_property
    def sweep(self) -> Sweep:
        """What it means.

        Raises
        ------
        SweepError
            If it can't be made.
        SceneError
            If the scene can't be built.
        """
        return Sweep(self.scene.recipe, self.ranges, seeds=self.seeds, measures=self.measures, steps=self.steps)

    @property
    def noun(self) -> str:
        """What it is for people."""
        return "sweep"

    @property
    def blocks(self) -> int:
        """How many blocks of runs there are."""
        return self.sweep.blocks

    @property
    def expected_s(self) -> None:
        """Nobody knows before the first block how long it takes."""

    def block(self, number: int, told: Told = unheard, /) -> Pieces[Found]:
        """Train the runs of a block; each measure ``(n,)`` by its name.

        Raises
        ------
        SceneError
            If the scene can't be built with a value.
        """
        return trained_block(self.sweep, number, told)

    def to_text(self) -> str:
        """Return it as JSON, from which `from_text` makes it again."""
        ranges = [list(astuple(each)) for each in self.ranges]
        said = {"scene": travelling(self.scene), "over": ranges, "seeds": self.seeds}
        return json.dumps(said | {"measures": self.measures, "steps": self.steps})

    @classmethod
    def from_text(cls, text: str) -> "SweepRequest":
        """Read what `to_text` has written."""
        said = json.loads(text)
        ranges = tuple(Range(*each) for each in said["over"])
        return cls(arrived(said["scene"]), ranges, said["seeds"], tuple(said["measures"]), said["steps"])

    @cached_property
    def digest(self) -> str:
        """What two requests have in common only if all their runs are the same, in the same blocks."""
        return hashlib.sha256(f"{BLOCK_RUNS} {self.to_text()}".encode()).hexdigest()


def ranges_of(over: Over) -> tuple[Range, ...]:
    """Return the ranges that a person wrote.

    Raises
    ------
    SweepError
        If one isn't written as it should be.
    """
    if isinstance(over, str):
        return (Range.read(over),)
    if not isinstance(over, Mapping):
        return tuple(each if isinstance(each, Range) else Range.read(each) for each in over)
    return tuple(_range(path, said) for path, said in over.items())


def _range(path: str, written: Sequence[Any]) -> Range:
    """Read (low, high, count), or the same with "log" or "even" before it."""
    try:
        said = list(written)
        word = said.pop(0) if said and isinstance(said[0], str) else "even"
        low, high, count = said
        if int(count) != count:
            raise SweepError(f"{path}: takes a whole number of values, not {count}")
        spacing: Spacing = {"log": "log", "even": "even"}[word]  # type: ignore[assignment]
        return Range(path, float(low), float(high), int(count), spacing)
    except SweepError:
        raise
    except (TypeError, ValueError, KeyError):
        raise SweepError(f'{path}: must be (low, high, count) or ("log", low, high, count)') from None

"""A survey as plain data: what travels to other processes, and what says whether a store belongs to it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.landscape.coarse_to_fine import CoarseToFine
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces, Told, unheard
from lossstudio.project.data_file import arrived, travelling
from lossstudio.project.engines.work import Found
from lossstudio.project.scene import Scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe

LOSS = "loss"
MOST_POINTS = 4096 * 4096


class SurveyError(ValueError):
    """A survey that can't be made as it was asked for; the text says why."""


@dataclass(frozen=True, eq=False)
class SurveyRequest:
    """What is asked for.

    Attributes
    ----------
    scene
        What is minimised, and what a run of it is.
    plane
        What it is sampled on.
    columns, rows
        Of the grid.
    runner, step
        What is minimised by which runner, from which update on.

    Raises
    ------
    SurveyError
        If there are too few points or too many.
    """

    scene: Scene
    plane: Plane
    columns: int
    rows: int
    runner: int = 0
    step: int = 0

    def __post_init__(self) -> None:
        if min(self.columns, self.rows) < 2 or self.columns * self.rows > MOST_POINTS:
            said = f"not {self.columns} x {self.rows}"
            raise SurveyError(f"a survey has at least 2 columns and 2 rows, and at most {MOST_POINTS:,} points, {said}")

    @cached_property
    def objective(self) -> Objective:
        """What is sampled.

        Raises
        ------
        SceneError
            If the scene can't be built.
        """
        return CompiledRecipe.of(self.scene.recipe).objective(self.runner, self.step)

    @cached_property
    def grid(self) -> CoarseToFine:
        """The points in blocks."""
        return CoarseToFine.of(self.objective, self.columns, self.rows)

    @property
    def noun(self) -> str:
        """What it is for people."""
        return "survey"

    @property
    def blocks(self) -> int:
        """How many blocks of points there are."""
        return self.grid.blocks

    @property
    def expected_s(self) -> None:
        """Nobody knows before the first block how long it takes."""

    def block(self, number: int, _told: Told = unheard, /) -> Pieces[Found]:
        """Sample the points of a block: their losses ``(n,)``.

        Raises
        ------
        SceneError
            If the scene can't be built.
        """
        return {LOSS: (yield from self.grid.sampled(self.objective, self.plane, number))}

    def to_text(self) -> str:
        """Return it as JSON, from which `from_text` makes it again."""
        plane = {"origin": self.plane.origin.tolist(), "x": self.plane.x.tolist(), "y": self.plane.y.tolist()}
        plane |= {"range": self.plane.range, "labels": self.plane.labels, "kind": self.plane.kind}
        said: dict[str, Any] = {"scene": travelling(self.scene), "plane": plane | {"exact": self.plane.exact}}
        return json.dumps(said | {name: getattr(self, name) for name in ("columns", "rows", "runner", "step")})

    @classmethod
    def from_text(cls, text: str) -> "SurveyRequest":
        """Read what `to_text` has written."""
        said = json.loads(text)
        plane = said.pop("plane")
        vectors = {name: _vector(plane[name]) for name in ("origin", "x", "y")}
        pairs = {name: tuple(plane[name]) for name in ("range", "labels")}
        return cls(arrived(said.pop("scene")), Plane(**plane | vectors | pairs), **said)

    @cached_property
    def digest(self) -> str:
        """What two requests have in common only if all their points are the same, in the same blocks."""
        return hashlib.sha256(f"{self.grid.points} {self.to_text()}".encode()).hexdigest()


def _vector(numbers: Sequence[float]) -> Floats:
    return frozen(np.array(numbers, np.float64))

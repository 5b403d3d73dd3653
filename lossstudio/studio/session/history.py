"""The history of frozen scenes: undo, redo, drags that merge, and which of them was saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lossstudio.project.scene import Scene

Told: TypeAlias = Literal["title", "notes"]
"""What a document says of its run."""
MOST = 500
MERGE_S = 1.0
"""A change with an equal merge key counts to the one before when it comes within this time."""


@dataclass(frozen=True, slots=True)
class PastScene:
    """A scene that was left, and the text of the change that left it."""

    scene: Scene
    text: str


def is_about(scene: Scene, past: Sequence[PastScene], told: Told) -> bool:
    """Say whether a scene's title or its notes are about its very recipe: the one that they were opened or given with.

    Parameters
    ----------
    past
        The scenes before it, the oldest first.
    """
    about = scene
    for before in reversed(past):
        if getattr(before.scene, told) != getattr(scene, told):
            break
        about = before.scene
    return about.recipe == scene.recipe


class History:
    """What was, what is and what was undone.

    Parameters
    ----------
    scene
        Where it begins; it counts as saved.
    """

    def __init__(self, scene: Scene) -> None:
        self._present = scene
        self._saved: Scene | None = scene
        self._past: list[PastScene] = []
        self._future: list[PastScene] = []
        self._merge: str | None = None
        self._merged_at = 0.0

    @property
    def present(self) -> Scene:
        """The scene as it is."""
        return self._present

    @property
    def past(self) -> tuple[PastScene, ...]:
        """The scenes that can be returned to, the oldest first."""
        return tuple(self._past)

    @property
    def modified(self) -> bool:
        """Whether the scene differs from the one that was saved or opened."""
        return self._present != self._saved

    @property
    def only_looked_at(self) -> bool:
        """Whether the scene is the one that was saved or opened, seen another way."""
        return self._saved is not None and replace(self._present, view=self._saved.view) == self._saved

    @property
    def undo_text(self) -> str:
        """What would be undone; empty when there is nothing."""
        return self._past[-1].text if self._past else ""

    @property
    def redo_text(self) -> str:
        """What would be done again; empty when there is nothing."""
        return self._future[-1].text if self._future else ""

    def merges(self, merge: str | None, now: float) -> bool:
        """Say whether a change with this key at this time would count to the one before."""
        return bool(self._past) and merge is not None and merge == self._merge and now - self._merged_at <= MERGE_S

    def record(self, scene: Scene, text: str, merge: str | None, now: float) -> None:
        """Make `scene` the present; a change that merges keeps the one place to return to."""
        if not self.merges(merge, now):
            self._past.append(PastScene(self._present, text))
            del self._past[:-MOST]
        self._future.clear()
        self._present, self._merge, self._merged_at = scene, merge, now

    def end_merging(self) -> None:
        """Let the next change be one of its own: the drag has ended."""
        self._merge = None

    def undo(self) -> bool:
        """Go one change back; False when there is none."""
        return self._move(self._past, self._future)

    def redo(self) -> bool:
        """Go one change forward; False when there is none."""
        return self._move(self._future, self._past)

    def mark_saved(self, scene: Scene) -> None:
        """Remember what the file holds: the present, or a scene that was it when it was saved."""
        self._saved = scene

    def mark_unsaved(self) -> None:
        """Remember that no file holds the present."""
        self._saved = None

    def _move(self, source: list[PastScene], target: list[PastScene]) -> bool:
        if not source:
            return False
        entry = source.pop()
        target.append(PastScene(self._present, entry.text))
        self._present, self._merge = entry.scene, None
        return True

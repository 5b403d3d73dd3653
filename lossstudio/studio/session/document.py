"""The document that is open: the scene, its history, its file, and whether work would be lost without saving."""

from dataclasses import replace
from pathlib import Path

from lossstudio.project.file_state import FileState
from lossstudio.project.scene import Scene
from lossstudio.studio.session.history import History, PastScene, Told, is_about

READ_ONLY = "Read only: the file is open in another window too."
NEVER = -1e18
DRAG_S = 0.25
"""A drag counts as going on for this long after its last change."""


class Document:
    """What is edited.

    Parameters
    ----------
    scene
        What to begin with; it counts as saved.
    path
        The file that holds it; None: it has none yet.

    Attributes
    ----------
    opened
        How many documents have been opened so far, which distinguishes one from the next.
    read_only
        Whether it may only be looked at, since another window has its file open.
    """

    def __init__(self, scene: Scene, path: Path | None = None) -> None:
        self._history = History(scene)
        self._path = path
        self._dragged_until = NEVER
        self._file_state = None if path is None else FileState.of(path)
        self._left: tuple[Scene, Path, FileState | None] | None = None
        self.opened = 0
        self.read_only = False

    @property
    def scene(self) -> Scene:
        """The scene as it is."""
        return self._history.present

    @property
    def past(self) -> tuple[PastScene, ...]:
        """The scenes that can be returned to, the oldest first."""
        return self._history.past

    def is_about(self, told: Told) -> bool:
        """Say whether the title or the notes are about the very run: no edit has changed it since."""
        return is_about(self.scene, self.past, told)

    @property
    def path(self) -> Path | None:
        """The document's file; None when it has none yet."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether the document differs from what was opened or saved."""
        return self._history.modified

    @property
    def losable(self) -> bool:
        """Whether work would be lost without saving; an example that was only looked at from elsewhere is none."""
        return self.modified and not (self._path is None and self._history.only_looked_at)

    @property
    def changed_outside(self) -> bool:
        """Whether somebody else has written the document's file since it was opened or saved here."""
        return self._path is not None and self._file_state is not None and not self._file_state.is_of(self._path)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._history.undo_text)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._history.redo_text)

    @property
    def undo_text(self) -> str:
        """What would be undone."""
        return self._history.undo_text

    @property
    def redo_text(self) -> str:
        """What would be done again."""
        return self._history.redo_text

    def open(self, scene: Scene, path: Path | None, *, saved: bool = True) -> None:
        """Begin anew with another scene and its file, which holds it unless it isn't `saved`."""
        self._history, self._path, self._dragged_until = History(scene), path, NEVER
        self._left = None
        self._file_state = None if path is None else FileState.of(path)
        self.opened += 1
        self.read_only = False
        if not saved:
            self._history.mark_unsaved()

    def note_saved(self, scene: Scene, path: Path, state: FileState | None) -> None:
        """Belong to a file that holds a scene of this document now, which may have been changed since.

        Parameters
        ----------
        state
            The file as it was when it was written; None where it can't be read.
        """
        if self._left is not None and self._path is None and self._left[0] == scene:
            # Meanwhile a change has left the file: undoing that leads to what was saved.
            self._left = scene, path, state
            self._history.mark_saved(scene)
            return
        self._path, self._file_state, self._left = path, state, None
        self._history.mark_saved(scene)
        self.read_only = False

    def leave_file(self) -> None:
        """Belong to no file from the next change on: a save asks where. Undoing that change returns to the file."""
        if self._path is not None:
            self._left = self.scene, self._path, self._file_state
        self._path, self._file_state = None, None

    def refusal(self, scene: Scene) -> str:
        """Say why a scene can't become the present one; "" where it can, as where it only looks in another way."""
        if not self.read_only or replace(scene, view=self.scene.view) == self.scene:
            return ""
        return READ_ONLY

    def record(self, scene: Scene, text: str, merge: str | None, now: float) -> bool:
        """Make a scene the present one; True when the change counts to the one before.

        Parameters
        ----------
        text
            What is changed, for undo and redo.
        merge
            Changes with an equal key that follow each other closely count as one.
        now
            Seconds that only go forward.
        """
        if self._path is not None:
            self._left = None
        merged = self._history.merges(merge, now)
        self._history.record(scene, text, merge, now)
        self._dragged_until = now + DRAG_S if merge else NEVER
        return merged

    def is_dragged(self, now: float) -> bool:
        """Say whether the next change of a drag is about to come."""
        return now < self._dragged_until

    def end_change(self) -> None:
        """Say that a drag has ended: the next change is one of its own, and the surface may settle."""
        self._history.end_merging()
        self._dragged_until = NEVER

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        moved = self._history.undo()
        if self._left is not None and self.scene == self._left[0]:
            _, self._path, self._file_state = self._left
        return moved

    def redo(self) -> bool:
        """Make the change again that was taken back; False when there is none."""
        returned = self._left is not None and self._path is not None and self.scene == self._left[0]
        moved = self._history.redo()
        if moved and returned:
            self._path, self._file_state = None, None
        return moved

"""What a command is: a pure function from a snapshot to its effect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from lossstudio.project.scene import Scene
from lossstudio.studio.background.requests import RangeRequest
from lossstudio.studio.changes import Notice
from lossstudio.studio.playback.playback import ActsFrom
from lossstudio.studio.playback.speed import Cursor, Speed
from lossstudio.studio.session.selection import Selection
from lossstudio.studio.session.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What shall be so after a command; what is None, False or empty stays as it is.

    Where the scene can't be built, or is the one that is there, nothing of the rest is done either.

    Attributes
    ----------
    scene, text, merge
        The document, what is changed (for undo and redo), and a key: changes with an equal key that follow each other
        closely count as one.
    leaves_file
        Whether the scene is another one than that of the document's file, which a save must not write over.
    selection
        Fitted to the run that the scene brings.
    cursor
        What is on show, trained towards where it isn't computed yet.
    playing, speed, glides, acts_from
        How playback goes on.
    foresees
        Whether the path that is coming is shown as a ghost, where nothing has been played yet.
    fits_plane
        Whether the plane is fitted to the run as it is now.
    range_test
        A range test that is wanted.
    ends_range_test
        Whether the range test is given up and what it found forgotten.
    notice
        What a person should know.
    """

    scene: Scene | None = None
    text: str = ""
    merge: str | None = None
    leaves_file: bool = False
    selection: Selection | None = None
    cursor: Cursor | None = None
    playing: bool | None = None
    speed: Speed | None = None
    glides: bool | None = None
    acts_from: ActsFrom | None = None
    foresees: bool = False
    fits_plane: bool = False
    range_test: RangeRequest | None = None
    ends_range_test: bool = False
    notice: Notice | None = None


Command: TypeAlias = Callable[[Snapshot], Effect]
"""Returns what shall be so, or raises SceneError with a text that is fit for a window."""

NOTHING = Effect()
"""The effect of a command that doesn't apply here."""


def change_scene(scene: Scene, text: str, merge: str | None = None) -> Command:
    """Return the command that makes a scene the document, as one undoable change."""
    return lambda _snapshot: Effect(scene=scene, text=text, merge=merge)

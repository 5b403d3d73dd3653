"""The Studio: the live application without a widget. Views read its facts, call its commands and hear its signals."""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject

from lossstudio.project.examples import DEFAULT, EXAMPLES, find
from lossstudio.project.file import load, save
from lossstudio.project.scene import Scene
from lossstudio.run.course import Course
from lossstudio.run.errors import SceneError
from lossstudio.studio.history import History
from lossstudio.studio.objectives import Objectives
from lossstudio.studio.selection import Selection
from lossstudio.studio.speed import Place


class Studio(Objectives):
    """The document that is open, the run on show, and everything that can be done.

    Signals
    -------
    See `Announcer`: each is a past fact, sent when the change is complete.

    Parameters
    ----------
    scene
        What to begin with; None is the default example.
    clock
        Seconds that only go forward; `tick` is given its times.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """

    def __init__(
        self, scene: Scene | None = None, parent: QObject | None = None, *, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(EXAMPLES[DEFAULT].load() if scene is None else scene, parent, clock=clock)

    def open_file(self, path: str | PathLike[str]) -> None:
        """Open a scene file; the scene that is open stays when that can't be done.

        Raises
        ------
        SceneError
            If the file can't be used; the text is fit for a window.
        """
        self._open(load(path), Path(path))

    def open_example(self, key: str) -> None:
        """Open a shipped example, as a new document.

        Raises
        ------
        SceneError
            If there is none of that name, or it can't be used.
        """
        if key not in EXAMPLES:
            find(key)
            raise SceneError("", f"no example is called {key!r}")
        self._open(EXAMPLES[key].load(), None)

    def save(self) -> None:
        """Write the document to its file.

        Raises
        ------
        SceneError
            If it has no file yet, or can't be written; a file that was there stays as it was.
        """
        if self._path is None:
            raise SceneError("", "the scene has no file yet: choose where to save it")
        self.save_as(self._path)

    def save_as(self, path: str | PathLike[str]) -> None:
        """Write the document to a file, which becomes its own.

        Raises
        ------
        SceneError
            If it can't be written.
        """
        save(self.scene, path)
        with self._change():
            self._path = Path(path)
            self._history.mark_saved()

    def undo(self) -> None:
        """Take the last change back, and its run with it."""
        self._travel(self._history.undo)

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._travel(self._history.redo)

    def _travel(self, move: Callable[[], bool]) -> None:
        plane = self.scene.plane
        if not move():
            return
        with self._change():
            self._tell("scene_changed")
            self._show_course(self._stage.build(self.scene.recipe), keep=True, leave_ghost=False)
            self._stage.clear_ghost()
            if self.scene.plane != plane:
                self._fit_new_plane()

    def _open(self, scene: Scene, path: Path | None) -> None:
        course = Course.of(scene.recipe)
        with self._change():
            self._history, self._path, self._selection = History(scene), path, Selection()
            self._opened += 1
            self._stage.open(course)
            self._player.pause()
            self._player.go(Place(), 0)
            self._surveyor.forget()
            self._plane = None
            self._regain, self._failed_token = 0, None
            self._chosen_from = "start"
            self._fit_new_plane()
            self._tell(*self._PLAIN)

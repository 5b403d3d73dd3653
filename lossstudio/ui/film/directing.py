"""Directing the film from the window: the director's card, and camera keys and pauses that are added without it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.film import add_film_pause
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.film.films import Films
from lossstudio.ui.shell.body import Body

if TYPE_CHECKING:  # it is imported when a film is directed
    from lossstudio.ui.film.director import FilmDirector


class Directing(QObject):
    """Opens the director where the right column is, and closes it.

    Signals
    -------
    notice_raised(Notice)
        Something was added while the director isn't there to show it.
    shown(bool)
        The director is there, or no longer.
    """

    notice_raised = Signal(object)
    shown = Signal(bool)

    def __init__(self, studio: Studio, appearance: Appearance, canvas: Canvas, body: Body, films: Films) -> None:
        super().__init__(body)
        self._studio, self._appearance, self._canvas, self._body, self._films = studio, appearance, canvas, body, films
        self.director: FilmDirector | None = None
        films.direction_asked.connect(self.open)

    @property
    def is_open(self) -> bool:
        """Whether the director is there."""
        return self.director is not None and not self.director.isHidden()

    def toggle(self) -> None:
        """Open the director, or close it."""
        if self.is_open:
            self.close()
        else:
            self.open()

    def open(self) -> None:
        """Show the director."""
        director = self._director()
        director.dialog_state = self._films.dialog_state
        self._body.show_aside(director)
        self.shown.emit(True)

    def close(self) -> None:
        """Show the charts again."""
        if self.is_open:
            self._body.show_aside(None)
            self.shown.emit(False)

    def add_camera(self) -> None:
        """Add a camera key at the step on show."""
        if self._director().add_camera() and not self.is_open:
            count = len(self._studio.document.scene.film.camera)
            words = f"{count} camera {'keys' if count > 1 else 'key'}"
            self._say(f"Camera key at step {self._studio.playback.step}: the film has {words} now.")

    def add_pause(self) -> None:
        """Let the film rest at the step on show."""
        self._studio.apply(add_film_pause())
        if not self.is_open:
            self._say(f"The film rests at step {self._studio.playback.step}.")

    def _say(self, text: str) -> None:
        self.notice_raised.emit(Notice("info", text))

    def _director(self) -> "FilmDirector":
        # Encoders come with it, which would hold up the window's start.
        from lossstudio.ui.film.director import FilmDirector

        if self.director is None:
            self.director = FilmDirector(self._studio, self._appearance, self._canvas)
            self.director.hide()
            self.director.setParent(self._body)
            self.director.closed.connect(self.close)
        return self.director

"""What is said of the surface: in its badge, and to those who don't see it; what is late says so first."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lossstudio.picture.camera.camera import Size
from lossstudio.picture.text.step_sentences import step_sentence
from lossstudio.studio.studio import Studio
from lossstudio.ui.canvas.cross import Cross
from lossstudio.ui.canvas.plane_popup import badge_words
from lossstudio.ui.canvas.scene_controller import SceneController
from lossstudio.ui.canvas.side_by_side import how_many_seen
from lossstudio.ui.canvas.tools import Tools
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.playback.step_on_show import HEARD_MS, LateWords, step_on_show

BEFORE = "the surface before the change; the new one is on its way ..."


class SpokenCanvas(Protocol):
    """What is asked of the canvas."""

    @property
    def seen(self) -> tuple[SceneController, Size]: ...
    @property
    def tools(self) -> Tools: ...


class SurfaceWords(QObject):
    """Keeps the badge and the description of a widget to what is on show, as often as people can follow.

    Parameters
    ----------
    widget
        Whose description screen readers hear.

    Attributes
    ----------
    late
        Says so while the surface is that before a change.
    """

    def __init__(self, studio: Studio, canvas: SpokenCanvas, cross: Cross, widget: QWidget) -> None:
        super().__init__(widget)
        self._studio, self._canvas, self._cross, self._widget = studio, canvas, cross, widget
        self._before = ""
        self._badge = Throttle(self._say_badge, self)
        self._sentence = Throttle(self._describe, self, HEARD_MS)
        self.late = LateWords(lambda _words: self._sentence.now(), self._say_late, self)

    def follow(self) -> None:
        """Say what is on show now, or soon."""
        self._badge.ask()
        self._sentence.ask()

    def _say_badge(self) -> None:
        words = badge_words(self._studio, self._canvas.seen[0].frame, self._before)
        self._canvas.tools.badge.say("; ".join(filter(None, (how_many_seen(self._studio), words))))
        self._canvas.tools.place()

    def _say_late(self, words: str) -> None:
        self._before = words
        self._badge.now()

    def _describe(self) -> None:
        """Let screen readers hear which step is on show, what is late, and where the cross is."""
        sentence = step_sentence(step_on_show(self._studio), self._studio.run.steps)
        words = ": ".join(filter(None, (self.late.words, sentence)))
        self._widget.setAccessibleDescription(" ".join(filter(None, (words, self._cross.words))))

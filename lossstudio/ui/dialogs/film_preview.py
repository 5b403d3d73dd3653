"""The preview of a film: the frames that the film will have, with a scrubber."""

import logging
import time
from dataclasses import replace
from threading import Thread

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.films.errors import FilmError
from lossstudio.films.film import Film, Plan
from lossstudio.films.footage import Footage
from lossstudio.films.formats import BY_SUFFIX
from lossstudio.films.take import Take
from lossstudio.picture.host import ImageHost, NoOpenGLError
from lossstudio.project.scene import Scene
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.slider import Slider
from lossstudio.ui.icons import icon
from lossstudio.ui.theme import Look

PLAY_MS = 33
POLL_MS = 40

log = logging.getLogger(__name__)


class FilmPreview(QWidget):
    """Shows a film as it will be, smaller.

    The run is trained once, in a thread of its own; the frames are drawn when they are looked at.

    Signals
    -------
    measured(float)
        How long it takes to draw a million pixels, in seconds.
    """

    measured = Signal(float)

    def __init__(self, look: Look, scene: Scene) -> None:
        super().__init__()
        self._look = look
        self._take: Take | None = None
        self._problem = ""
        self._film: tuple[Film, str] | None = None
        self._footage: Footage | None = None
        self._host: ImageHost | None = None
        self._place = 0.0
        self._warm = False
        self._seconds = 10.0
        self.screen_view = _Picture(look)
        self.play = IconButton(look, "play", name="Play the preview", solid=True)
        self.scrubber = Slider(look, 0.0, 1.0, name="Place in the film")
        self.clock = Label(look, "0:00 / 0:10", points=9.5, quiet=True)
        self._lay_out()
        self._playing = QTimer(self)
        self._playing.setInterval(PLAY_MS)
        self._playing.timeout.connect(self._advance)
        self._since = QElapsedTimer()
        self._polling = QTimer(self)
        self._polling.setInterval(POLL_MS)
        self._polling.timeout.connect(self._look_for_take)
        self._thread = Thread(target=self._train, args=(scene,), name="film preview", daemon=True)
        self._thread.start()
        self._polling.start()

    def show_film(self, film: Film, suffix: str, scene: Scene) -> None:
        """Show another film of the same run."""
        plan = _small(film, suffix, scene)
        self._seconds = plan.storyboard.seconds if BY_SUFFIX[suffix].moving else 0.0
        self._film = (film, suffix)
        self._plan = plan
        moving = self._seconds > 0
        self.play.setEnabled(moving)
        self.scrubber.setEnabled(moving)
        self._remake()

    @property
    def ready(self) -> bool:
        """Whether there is a picture."""
        return self.screen_view.image is not None

    def close_preview(self) -> None:
        """Stop, and give graphics resources back."""
        self._playing.stop()
        self._polling.stop()
        self._drop()
        if self._host is not None:
            self._host.close()
            self._host = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._playing.stop()

    def _train(self, scene: Scene) -> None:
        try:
            self._take = Take(scene)
        except Exception as error:  # whatever it is, the dialog says so and goes on
            log.warning("no preview: %s", error)
            self._problem = str(error)

    def _look_for_take(self) -> None:
        if self._take is None and not self._problem:
            return
        self._polling.stop()
        self._remake()

    def _remake(self) -> None:
        self._drop()
        if self._problem:
            self.screen_view.say(f"no preview: {self._problem}")
        if self._take is None or self._film is None:
            return
        try:
            self._host = self._host or ImageHost()
            self._footage = Footage(self._take, self._plan, self._host)
        except (NoOpenGLError, FilmError) as error:
            self._problem = str(error)
            self.screen_view.say(f"no preview: {error}")
            return
        self._show_frame()

    def _drop(self) -> None:
        self._warm = False
        if self._footage is not None:
            self._footage.close()
            self._footage = None

    def _show_frame(self) -> None:
        footage = self._footage
        if footage is None:
            return
        index = min(int(self._place * len(footage)), len(footage) - 1)
        began = time.perf_counter()
        self.screen_view.show_image(footage.image(index))
        width, height = self._plan.size
        if self._warm:
            self.measured.emit((time.perf_counter() - began) / (width * height) * 1e6)
        self._warm = True
        self.clock.setText(f"{_clock(self._place * self._seconds)} / {_clock(self._seconds)}")

    def _scrub(self, place: float) -> None:
        self._place = place
        self._show_frame()

    def _toggle(self) -> None:
        if self._playing.isActive():
            self._playing.stop()
        else:
            self._place = 0.0 if self._place >= 1.0 else self._place
            self._since.start()
            self._playing.start()
        self._show_button()

    def _advance(self) -> None:
        self._place = min(1.0, self._place + self._since.restart() / 1000 / max(self._seconds, 0.1))
        self.scrubber.set_number(self._place)
        self._show_frame()
        if self._place >= 1.0:
            self._playing.stop()
            self._show_button()

    def _show_button(self) -> None:
        self.play.setIcon(icon("pause" if self._playing.isActive() else "play", solid=True))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.px(12))
        column.addWidget(self.screen_view, 1)
        line = QHBoxLayout()
        for widget in (self.play, self.scrubber, self.clock):
            line.addWidget(widget)
        column.addLayout(line)
        self.scrubber.changed.connect(self._scrub)
        self.play.clicked.connect(self._toggle)


class _Picture(QWidget):
    """The picture, as large as fits."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.image: QImage | None = None
        self._words = "training for the preview ..."
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(look.px(320), look.px(180))
        self.setAccessibleName("Preview")

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.update()

    def say(self, words: str) -> None:
        self._words, self.image = words, None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image is None:
            painter.setPen(self._look.color("secondary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.drawImage(place, self.image)
        painter.setPen(self._look.color("border"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))


def _small(film: Film, suffix: str, scene: Scene) -> Plan:
    """Return the film's plan at a size that is quick to draw."""
    plan = film.planned(scene, BY_SUFFIX[suffix])
    width, height = plan.size
    share = min(1.0, (800 * 450 / (width * height)) ** 0.5)
    return replace(plan, size=(max(32, int(width * share) // 2 * 2), max(32, int(height * share) // 2 * 2)))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"

"""The preview of a film: the frames that the film will have, with a scrubber."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.render.vector import vector_image, vector_plan
from lossstudio.picture.gl.host import ImageHost, NoOpenGLError
from lossstudio.project.scene import Scene
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.slider import Slider

TILE_PX = 8.0


class PreviewPicture(QWidget):
    """Shows an image as large as fits, or words where there is none."""

    def __init__(self, appearance: Appearance, smallest_px: tuple[float, float]) -> None:
        super().__init__()
        self._appearance = appearance
        self.image: QImage | None = None
        self._words = "training for the preview ..."
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*(appearance.px(length) for length in smallest_px))
        self.setAccessibleName("Preview")

    def show_image(self, image: QImage) -> None:
        """Show an image."""
        self.image = image
        self.update()

    def say(self, words: str) -> None:
        """Show words in its place."""
        self._words, self.image = words, None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image is None:
            painter.setPen(self._appearance.color("secondary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        place = QRectF(left, top, size.width(), size.height())
        if self.image.hasAlphaChannel():
            self._paint_tiles(painter, place)
        painter.drawImage(place, self.image)
        painter.setPen(self._appearance.color("border"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_tiles(self, painter: QPainter, place: QRectF) -> None:
        """Show that nothing stands behind the picture, as picture editors do."""
        side = self._appearance.px(TILE_PX)
        tile = QImage(2 * side, 2 * side, QImage.Format.Format_RGB32)
        tile.fill(self._appearance.color("raised"))
        dark = QPainter(tile)
        dark.fillRect(0, 0, side, side, self._appearance.color("raised_2"))
        dark.fillRect(side, side, side, side, self._appearance.color("raised_2"))
        dark.end()
        painter.fillRect(place, tile)


PLAY_MS = 33
REMAKES_MS = 60
DRAWN_PX, LARGE_PX = 800 * 450, 1280 * 720
"""The preview is drawn in about so many pixels, and where it is large."""

log = logging.getLogger(__name__)


class FilmPreview(QWidget):
    """Shows a film as it will be, smaller.

    A run is trained once, by the worker; the frames are drawn when they are looked at.

    Signals
    -------
    measured(float)
        How long it takes to draw a million pixels, in seconds.
    refused(str)
        Why the film can't be shown; empty when it can.
    """

    measured = Signal(float)
    refused = Signal(str)

    def __init__(
        self, studio: Studio, appearance: Appearance, *, smallest_px: tuple[float, float] = (320, 180)
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._takes = studio.inquiry("film", self._begin, failed=self._say_why, patient=True)
        self._trained: TrainedScene | None = None
        self._scene: Scene | None = None
        self._trained_for: Scene | None = None
        self._asked: RenderPlan | None = None
        self._plan: RenderPlan | None = None
        self._drawn_px = DRAWN_PX
        self._renderer: FrameRenderer | None = None
        self._host: ImageHost | None = None
        self._steps: list[float | None] = []
        self._step: float | None = None
        self._place = self._whole = 0.0
        self._warm = False
        self._seconds = 10.0
        self.screen_view = PreviewPicture(appearance, smallest_px)
        self.play = IconButton(appearance, "play", name="Play the preview", solid=True)
        self.play.setToolTip("Play the preview (Space)")
        self.scrubber = Slider(appearance, 0.0, 1.0, name="Place in the film")
        self.scrubber.setToolTip("Which moment of the film is shown")
        self.clock = Label(appearance, "0:00 / 0:10", points=9.5, quiet=True)
        self._lay_out()
        self._since = QElapsedTimer()
        self._playing = _timer(self, PLAY_MS, self._advance)
        self._remaking = _timer(self, REMAKES_MS, self._remake)
        self._remaking.setSingleShot(True)

    @property
    def ready(self) -> bool:
        """Whether there is a picture."""
        return self.screen_view.image is not None

    @property
    def place(self) -> float:
        """How far in the film (0..1) it is."""
        return self._place

    def show_film(self, film: ExportOptions, kind: Format, scene: Scene, *, vector: str = "") -> None:
        """Show another film, or the film of another scene; or what a `vector` file, ".svg" or ".pdf", holds of it.

        Raises
        ------
        FilmUsageError
            If it can't be made so.
        """
        self._asked = vector_plan(scene, film, vector) if vector else film.planned(scene, kind)
        self._plan = _small(self._asked, self._drawn_px)
        self._scene = scene
        self._seconds = self._plan.storyboard.seconds if kind.moving else 0.0
        moving = self._seconds > 0
        self.play.setEnabled(moving)
        self.scrubber.setEnabled(moving)
        if self._trained_for is None or not _same_run(scene, self._trained_for):
            self._train_anew(scene)
        self._remaking.start()

    def draw_in(self, pixels: int) -> None:
        """Draw it in about so many pixels from now on."""
        self._drawn_px = pixels
        if self._asked is not None:
            self._plan = _small(self._asked, pixels)
            self._remaking.start()

    def show_step(self, step: float) -> None:
        """Show the first frame, cards aside and no card coming or going, at which the film has come to a step."""
        self._step = step
        if self._steps and not self._playing.isActive():
            shown = [(at, place) for at, place in enumerate(self._steps) if place is not None]
            rising = not shown or shown[-1][1] >= shown[0][1]
            came = (at for at, place in shown if (place >= step if rising else place <= step))
            last = len(self._steps) - 1
            self.go_to(max(self._whole, next(came, shown[-1][0] if shown else last) / max(1, last)))

    def go_to(self, place: float) -> None:
        """Show the place (0..1) of the film."""
        self._place = min(max(place, 0.0), 1.0)
        self.scrubber.set_number(self._place)
        self._show_frame()

    def toggle(self) -> None:
        """Play it, or stop."""
        if self._playing.isActive():
            self._playing.stop()
        elif self.play.isEnabled():
            self._place = 0.0 if self._place >= 1.0 or self._place <= self._whole else self._place
            self._since.start()
            self._playing.start()
        self._show_button()

    def skip(self, frames: int) -> None:
        """Go some frames on, or back."""
        if self._steps:
            self.go_to(self._place + frames / max(1, len(self._steps) - 1))

    def close_preview(self) -> None:
        """Stop, and give graphics resources back."""
        self._takes.cancel()
        if self._trained is None:
            self._trained_for = None
        for timer in (self._playing, self._remaking):
            timer.stop()
        self._scene = None
        self._drop()
        if self._host is not None:
            self._host.close()
            self._host = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._playing.stop()
        self._show_button()

    def _train_anew(self, scene: Scene) -> None:
        self._trained_for, self._trained = scene, None
        self._takes.cancel()
        self._takes.ask_in_pieces(partial(TrainedScene.in_pieces, scene))

    def _begin(self, trained: TrainedScene) -> None:
        self._trained = trained
        self._remake()

    def _say_why(self, error: Exception, details: str) -> None:
        """Say why there is no preview, whatever it is, and go on."""
        log.info("no preview: %s", details)
        self._refuse(str(error))

    def _remake(self) -> None:
        self._remaking.stop()
        self._drop()
        if self._trained is None or self._scene is None or self._plan is None:
            return
        self._trained = self._trained.of_scene(self._scene)
        try:
            if self._plan.lines:
                self.screen_view.show_image(vector_image(self._trained, self._plan))
                self.refused.emit("")
                return
            self._host = self._host or ImageHost()
            self._renderer = FrameRenderer(self._trained, self._plan, self._host)
        except (NoOpenGLError, FilmError, FilmUsageError) as error:
            self._refuse(str(error))
            return
        instants = list(self._trained.paced(self._plan.storyboard).instants())
        self._steps = [None if each.card or each.ink < 1 else each.step + each.fraction for each in instants]
        self._whole = next((at for at, each in enumerate(instants) if each.opened >= 1), 0) / max(1, len(instants) - 1)
        if not self._playing.isActive():  # a film that has only begun to open would seem to lack its title
            self._place = max(self._place, self._whole)
            self.scrubber.set_number(self._place)
        if self._step is not None and self.screen_view.image is None:
            self.show_step(self._step)
        else:
            self._show_frame()

    def _refuse(self, reason: str) -> None:
        self.screen_view.say(f"no preview: {reason}")
        self.refused.emit(reason)

    def _drop(self) -> None:
        self._warm = False
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def _show_frame(self) -> None:
        renderer, plan = self._renderer, self._plan
        if renderer is None or plan is None:
            return
        began = time.perf_counter()
        try:
            image = renderer.image(round(self._place * (len(renderer) - 1)))
        except (FilmError, FilmUsageError) as error:
            self._drop()
            self._refuse(str(error))
            return
        self.screen_view.show_image(image)
        width, height = plan.size
        if self._warm:
            self.measured.emit((time.perf_counter() - began) / (width * height) * 1e6)
        else:
            self.refused.emit("")
        self._warm = True
        self.clock.setText(f"{_clock(self._place * self._seconds)} / {_clock(self._seconds)}")

    def _scrub(self, place: float) -> None:
        self._place = place
        self._show_frame()

    def _advance(self) -> None:
        self.go_to(self._place + self._since.restart() / 1000 / max(self._seconds, 0.1))
        if self._place >= 1.0:
            self._playing.stop()
            self._show_button()

    def _show_button(self) -> None:
        playing = self._playing.isActive()
        self.play.setIcon(icon("pause" if playing else "play", solid=True))
        self.play.setAccessibleName("Stop the preview" if playing else "Play the preview")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._appearance.px(8))
        column.addWidget(self.screen_view, 1)
        line = QHBoxLayout()
        for widget in (self.play, self.scrubber, self.clock):
            line.addWidget(widget)
        column.addLayout(line)
        self.scrubber.changed.connect(self._scrub)
        self.play.clicked.connect(self.toggle)


def _small(plan: RenderPlan, pixels: int) -> RenderPlan:
    """Return a film's plan at a size of at most so many pixels, which is quick to draw."""
    width, height = plan.size
    share = min(1.0, (pixels / (width * height)) ** 0.5)
    return replace(plan, size=(max(32, int(width * share) // 2 * 2), max(32, int(height * share) // 2 * 2)))


def _same_run(one: Scene, other: Scene) -> bool:
    """Say whether two scenes have one run, seen on one plane."""
    return one.recipe == other.recipe and one.plane == other.plane


def _timer(parent: QWidget, interval_ms: int, act: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(interval_ms)
    timer.timeout.connect(act)
    return timer


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"

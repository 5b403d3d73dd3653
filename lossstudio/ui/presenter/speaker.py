"""What the speaker alone sees, on a second screen: notes, what comes next, the clock and how long it has been."""

from PySide6.QtCore import QElapsedTimer, QRect, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.picture.phases.texts import TITLES
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardBackground, ScrollArea
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.presenter.live_film import LiveFilm
from lossstudio.ui.presenter.words import notes_on_stage, title_on_stage

CLOCK_POINTS, NEXT_POINTS, NOTE_POINTS = 30.0, 14.0, 16.0
BEAT_MS = 500


def picture_and_notes(here: QScreen, screens: list[QScreen]) -> tuple[QScreen, QScreen | None]:
    """Return on which screen the picture is, and on which the notes; no notes where there is one screen.

    The first screen is the one that the speaker sits at; a window on another one is where it shall be already.
    """
    if len(screens) < 2:
        return here, None
    return (screens[1], screens[0]) if here is screens[0] else (here, screens[0])


def passed(seconds: int) -> str:
    """Write how much time has passed: "12:03", "1:05:00"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class SpeakerView(QWidget):
    """A window of its own.

    Signals
    -------
    escaped
        Escape was pressed there.
    """

    escaped = Signal()

    def __init__(self, studio: Studio, appearance: Appearance, film: LiveFilm, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._studio, self._appearance, self._film = studio, appearance, film
        self.setWindowTitle("Notes - Loss Studio")
        self.clock = Label(appearance, points=CLOCK_POINTS, weight=QFont.Weight.DemiBold)
        self.elapsed = Label(appearance, points=CLOCK_POINTS, quiet=True)
        self.step = Label(appearance, points=NEXT_POINTS, quiet=True)
        self.next = ElidedLabel(appearance, points=NEXT_POINTS, weight=QFont.Weight.DemiBold)
        self.title = ElidedLabel(appearance, points=NEXT_POINTS, quiet=True)
        self.notes = Label(appearance, points=NOTE_POINTS)
        self.notes.setWordWrap(True)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self._since = QElapsedTimer()
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._tell_time)
        self._lay_out()
        studio.changed.connect(self._follow)
        film.state_changed.connect(self._follow)

    def begin(self, screen: QScreen, actions: list[QAction]) -> None:
        """Come up on a screen, where the window's keys work too."""
        self._since.start()
        self.addActions(actions)
        self._tell_time()
        self.move_to(screen)
        self._beat.start()
        self._follow()

    def move_to(self, screen: QScreen) -> None:
        """Fill a screen."""
        fill(self, screen)

    def end(self) -> None:
        """Go away."""
        self._beat.stop()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._appearance.color("window"))

    def _lay_out(self) -> None:
        px = self._appearance.px
        times, place = QHBoxLayout(), QHBoxLayout()
        for line, left, right in ((times, self.clock, self.elapsed), (place, self.title, self.step)):
            line.addWidget(left, 1)
            line.addWidget(right)
        ground = CardBackground(self._appearance)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(px(20), px(16), px(8), px(16))
        inside.addWidget(ScrollArea(self.notes))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(16), px(24), px(24))
        column.setSpacing(px(12))
        for line in (times, place):
            column.addLayout(line)
        column.addWidget(self.next)
        column.addWidget(ground, 1)

    def _tell_time(self) -> None:
        self.clock.setText(QTime.currentTime().toString("HH:mm"))
        self.elapsed.setText(passed(self._since.elapsed() // 1000))

    def _follow(self, *_: object) -> None:
        if not self.isVisible():
            return
        studio = self._studio
        self.step.setText(f"step {studio.playback.step} of {studio.run.steps}")
        self.title.setText(title_on_stage(studio, studio.document.scene.title))
        self.notes.setText(notes_on_stage(studio))
        self.next.setText(f"Page Down: {self.next_stop()}")

    def next_stop(self) -> str:
        """Say what the next press of the clicker does."""
        if self._film.state in ("resting", "interrupted"):
            return "the film goes on"
        if self._film.state == "playing":
            rest = self._film.next_rest
            return "the film leaps to its end" if rest is None else f"the film leaps to its pause at step {rest}"
        after = self._studio.playback.cursor.forward()
        return f"phase {after.phase} of step {after.step}, {TITLES[after.phase - 1]}"


def fill(widget: QWidget, screen: QScreen) -> None:
    """Let a window fill a screen."""
    widget.setScreen(screen)
    widget.setGeometry(QRect(screen.geometry()))
    widget.showFullScreen()

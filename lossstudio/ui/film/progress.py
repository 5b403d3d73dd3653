"""How far a film is, in the header: its words, a line, pause and cancel; when it is made, play and reveal."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.film.films import Films
from lossstudio.ui.film.words import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from lossstudio.films.deliver.queue import Entry

WORDS_PX, BAR_PX = 168.0, 72.0
NARROW_PX = 1120.0
"""Below this width of the window the header has icons without words."""


class FilmProgress(QWidget):
    """The film in the making, or the one that was made last."""

    def __init__(self, look: Look, films: Films) -> None:
        super().__init__()
        self._look, self._films = look, films
        self._put_away: int = 0
        self.words = ElidedLabel(look, points=9, quiet=True, align_right=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the film")
        self.pause = _button(look, "pause", "Pause", "Let the films rest")
        self.cancel = _button(look, "x", "Cancel the film", "Give this film up; nothing is left of it")
        self.play = _button(look, "play", "Play the film", "Show the film in the system's player")
        self.reveal = _button(look, "folder-open", "Reveal the film", "Show the film in its folder")
        self.away = _button(look, "x", "Put away", "Say no more of this film")
        self.list = _button(look, "chevron-down", "All films", "All films that were asked for")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.pause, self.cancel, self.play, self.reveal, self.away, self.list):
            self._line.addWidget(widget)
        self._line.insertSpacing(1, look.px(6))
        self._connect()
        self._space()
        self.hide()

    @property
    def entry(self) -> "Entry | None":
        """The film that it is about."""
        films = self._films
        now = films.current or next(iter(films.open), None)
        if now is not None:
            return now
        ended = [entry for entry in films.entries if entry.number > self._put_away and entry.state != "cancelled"]
        return ended[-1] if ended else None

    @property
    def _narrow(self) -> bool:
        """Whether there is no room for words; the list has them, and Cancel."""
        return self.window().width() < self._look.px(NARROW_PX)

    def refresh(self) -> None:
        """Say how far it is."""
        entry, films = self.entry, self._films
        self.setVisible(entry is not None)
        if entry is None:
            return
        self._show_buttons(entry)
        self.words.setVisible(not self._narrow)
        behind = len(films.open) - 1
        more = f" (+{behind})" if behind > 0 else ""
        name = entry.commission.name
        if entry.open:
            self.words.setText(f"{'paused, ' if films.paused else ''}{share(entry)}{more}")
            tip = name + (f", and {behind} more" if behind > 0 else "")
            self.words.setToolTip(tip)
            self.bar.setToolTip(f"{tip}: {share(entry)}")
            progress = entry.progress
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
        else:
            self.words.setText(f"{name} is ready" if entry.state == "done" else f"{name} was not made")
            self.words.setToolTip(str(entry.commission.place))

    def show_list(self) -> None:
        """Open the list of all films that were asked for."""
        from lossstudio.ui.film.film_list import FilmList

        window = self.window()
        FilmList(self._look, self._films, window).open_under(self if self.isVisible() else window)

    def _show_buttons(self, entry: "Entry") -> None:
        """Offer what can be done."""
        paused, running = self._films.paused, entry.open
        for widget in (self.bar, self.pause, self.cancel):
            widget.setVisible(running)
        self.cancel.setVisible(running and not self._narrow)
        self.away.setVisible(not running)
        for button in (self.play, self.reveal):
            button.setVisible(entry.state == "done")
        self.pause.setIcon(icon("play" if paused else "pause", solid=True))
        self.pause.setToolTip("Go on" if paused else "Let the films rest")
        self.pause.setAccessibleName("Go on" if paused else "Pause")

    def _connect(self) -> None:
        films = self._films
        films.queue_changed.connect(self.refresh)
        films.film_advanced.connect(self.refresh)
        self.pause.clicked.connect(films.pause)
        self.cancel.clicked.connect(films.cancel_current)
        self.play.clicked.connect(lambda: self._with_entry(films.play))
        self.reveal.clicked.connect(lambda: self._with_entry(films.reveal))
        self.away.clicked.connect(self._go_away)
        self.list.clicked.connect(self.show_list)
        self._look.changed.connect(self._space)

    def _with_entry(self, act: "Callable[[Entry], None]") -> None:
        entry = self.entry
        if entry is not None:
            act(entry)

    def _go_away(self) -> None:
        self._put_away = max((entry.number for entry in self._films.entries), default=0)
        self.refresh()

    def _space(self) -> None:
        px = self._look.px
        self.bar.setFixedWidth(px(BAR_PX))
        self.words.setFixedWidth(px(WORDS_PX))
        self._line.setSpacing(px(2))


def _button(look: Look, icon_name: str, name: str, tip: str) -> IconButton:
    button = IconButton(look, icon_name, name=name, solid=icon_name in ("play", "pause"), icon_px=14)
    button.setToolTip(tip)
    return button

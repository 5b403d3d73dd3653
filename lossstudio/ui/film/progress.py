"""How far a film or a map of runs is, in the header: words, a line, pause and cancel; of a film play and reveal."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import CardBackground, ScrollArea
from lossstudio.ui.controls.emptying import emptied
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.plain_tip import plain_tip
from lossstudio.ui.film.films import Films
from lossstudio.ui.film.map_row import MapRow, dress_rest, name_of
from lossstudio.ui.film.words import giving_up, share, standing
from lossstudio.ui.maps.words import standing_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lossstudio.films.deliver.queue import QueuedExport


WIDTH_PX, HIGHEST_PX = 420.0, 400.0
REFRESH_MS = 250
FilmAction = tuple[str, str, "Callable[[QueuedExport], None]"]


class FilmList(CardBackground):
    """A list that pops up under the header; a click elsewhere or Escape closes it."""

    def __init__(self, appearance: Appearance, films: Films, window: QWidget) -> None:
        super().__init__(appearance, window)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Jobs")
        self._films = films
        self.map_row: MapRow | None = None
        self.rows: list[FilmRow] = []
        self.pause = Button(appearance, "Pause", kind="link")
        self.pause.setToolTip("Let the films rest, or go on with them")
        self.tidy = Button(appearance, "Put finished ones away", kind="link")
        self.tidy.setToolTip("Forget films that are ready or given up, and what is kept of these; made files stay")
        self._empty = Label(appearance, "Nothing is being made: neither a film nor a map of runs.", quiet=True)
        self._lay_out()
        self.pause.clicked.connect(films.pause)
        self.tidy.clicked.connect(films.put_all_away)
        films.queue_changed.connect(self._fill)
        films.map_work.planned.connect(self._fill)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self._fill()

    def open_under(self, widget: QWidget) -> None:
        """Appear under a widget, right edges together and inside the window."""
        window = widget.window()
        corner = widget.mapToGlobal(widget.rect().bottomRight())
        right = window.mapToGlobal(window.rect().topRight()).x() - self._appearance.px(12)
        top = window.mapToGlobal(window.rect().topLeft()).y() + self._appearance.px(48)
        self.move(min(corner.x(), right) - self.width(), top)
        self.show()

    def _lay_out(self) -> None:
        px = self._appearance.px
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))
        self._area = ScrollArea(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(12), px(10), px(12), px(8))
        whole.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(Label(self._appearance, "Jobs", weight=QFont.Weight.DemiBold))
        head.addStretch(1)
        head.addWidget(self.pause)
        head.addWidget(self.tidy)
        whole.addLayout(head)
        whole.addWidget(self._empty)
        whole.addWidget(self._area)

    def _fill(self) -> None:
        films = self._films
        for row in self._all:
            row.deleteLater()
        emptied(self._column)
        self.map_row = None if films.map_work.state == "none" else MapRow(self._appearance, films.map_work)
        self.rows = [FilmRow(self._appearance, films, entry) for entry in reversed(films.entries)]
        for row in self._all:
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._empty.setVisible(not self._all)
        self._area.setVisible(bool(self._all))
        self.pause.setVisible(films.busy)
        self.pause.setText("Go on" if films.paused else "Pause")
        self.tidy.setVisible(any(not entry.open for entry in films.entries))
        self._fit()

    def _fit(self) -> None:
        px = self._appearance.px
        tall = sum(row.sizeHint().height() + px(2) for row in self._all) + px(4)
        self._area.setFixedHeight(min(px(HIGHEST_PX), max(tall, px(20))))
        right = self.geometry().right()
        self.setFixedWidth(px(WIDTH_PX))
        self.adjustSize()
        if self.isVisible():
            self.move(right - self.width() + 1, self.y())

    @property
    def _all(self) -> "list[FilmRow | MapRow]":
        return [*([] if self.map_row is None else [self.map_row]), *self.rows]

    def _refresh(self) -> None:
        for row in self._all:
            row.refresh()


class FilmRow(QWidget):
    """One film: its name, how it stands, and its buttons."""

    def __init__(self, appearance: Appearance, films: Films, entry: "QueuedExport") -> None:
        super().__init__()
        self._appearance, self._films, self.entry = appearance, films, entry
        self.name = ElidedLabel(appearance, entry.commission.name, weight=QFont.Weight.DemiBold)
        self.name.setToolTip(plain_tip(str(entry.commission.place)))
        self.words = ElidedLabel(appearance, points=9, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Progress of {entry.commission.name}")
        self.buttons = {name: self._button(icon_name, name, act) for icon_name, name, act in self._actions()}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, appearance.px(4), appearance.px(4), appearance.px(4))
        line.setSpacing(appearance.px(2))
        column = QVBoxLayout()
        column.setSpacing(appearance.px(2))
        for widget in (self.name, self.words, self.bar):
            column.addWidget(widget)
        line.addLayout(column, 1)
        for button in self.buttons.values():
            line.addWidget(button)
        self.refresh()

    def refresh(self) -> None:
        """Say how the film stands."""
        entry = self.entry
        self.words.setText(standing(entry, paused=self._films.paused))
        self.bar.setVisible(entry.state == "running")
        self.bar.setRange(0, entry.progress.total)
        self.bar.setValue(entry.progress.done)

    def _actions(self) -> list[FilmAction]:
        films, state = self._films, self.entry.state
        if state == "done":
            return [
                ("play", "Play", films.play),
                ("folder-open", "Reveal in its folder", films.reveal),
                ("copy", "Copy", films.copy),
                ("x", "Put away", films.put_away),
            ]
        if state in ("failed", "cancelled"):
            return [("rotate-ccw", "Make it again", films.again), ("x", "Put away", films.put_away)]
        return [("x", "Cancel", films.cancel)] if state != "stopping" else []

    def _button(self, icon_name: str, name: str, act: "Callable[[QueuedExport], None]") -> IconButton:
        button = IconButton(self._appearance, icon_name, name=name, solid=icon_name == "play", icon_px=14)
        button.setToolTip(name)
        button.clicked.connect(lambda: act(self.entry))
        return button


WORDS_PX, BAR_PX = 168.0, 72.0
NARROW_PX = 1120.0
"""Below this width of the window the header has icons without words."""


class FilmProgress(QWidget):
    """The film in the making, or the one that was made last; else a map of runs in the making.

    Parameters
    ----------
    sees_map
        Whether the map of runs is on show, with its own progress.
    """

    def __init__(self, appearance: Appearance, films: Films, sees_map: "Callable[[], bool]") -> None:
        super().__init__()
        self._appearance, self._films, self._sees_map = appearance, films, sees_map
        self._put_away: int = 0
        self.words = ElidedLabel(appearance, points=9, quiet=True, align_right=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the film")
        self.pause = _button(appearance, "pause", "Pause", "Let the films rest")
        self.cancel = _button(appearance, "x", "Cancel the film", "Give this film up")
        self.play = _button(appearance, "play", "Play the film", "Show the film in the system's player")
        self.reveal = _button(appearance, "folder-open", "Reveal the film", "Show the film in its folder")
        self.away = _button(appearance, "x", "Put away", "Say no more of this film")
        self.list = _button(appearance, "chevron-down", "All films", "All films that were asked for")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.pause, self.cancel, self.play, self.reveal, self.away, self.list):
            self._line.addWidget(widget)
        self._line.insertSpacing(1, appearance.px(6))
        self._connect()
        self._space()
        self.hide()

    @property
    def entry(self) -> "QueuedExport | None":
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
        return self.window().width() < self._appearance.px(NARROW_PX)

    def refresh(self) -> None:
        """Say how far it is."""
        entry, films = self.entry, self._films
        self.setVisible(entry is not None or self._of_map)
        if entry is None:
            self._show_map()
            return
        self._show_buttons(entry)
        self.words.setVisible(not self._narrow)
        behind = len(films.open) - 1
        more = f" (+{behind})" if behind > 0 else ""
        name = entry.commission.name
        if entry.open:
            self.words.setText(f"{'paused, ' if films.paused else ''}{share(entry)}{more}")
            tip = name + (f", and {behind} more" if behind > 0 else "")
            self.words.setToolTip(plain_tip(tip))
            self.bar.setToolTip(plain_tip(f"{tip}: {share(entry)}"))
            progress = entry.progress
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
        else:
            self.words.setText(f"{name} is ready" if entry.state == "done" else f"{name} was not made")
            self.words.setToolTip(plain_tip(str(entry.commission.place)))

    @property
    def _of_map(self) -> bool:
        """Whether it is about the map of runs: no film is made, and the map goes on where nobody sees it."""
        return self.entry is None and self._films.map_work.open and not self._sees_map()

    def _show_map(self) -> None:
        work = self._films.map_work
        if not self._of_map:
            return
        for button in (self.away, self.play, self.reveal):
            button.hide()
        for shown in (self.bar, self.pause, self.cancel):
            shown.setVisible(True)
        self.words.setVisible(not self._narrow)
        self.words.setText(f"map: {standing_of(work)}")
        self.words.setToolTip(plain_tip(f"{name_of(work)}: {standing_of(work)}"))
        self.bar.setRange(0, work.total)
        self.bar.setValue(work.done)
        dress_rest(self.pause, work)

    def _pause(self) -> None:
        """Let what it is about rest, or go on."""
        if self._of_map:
            self._films.map_work.toggle()
        else:
            self._films.pause()

    def _cancel(self) -> None:
        if self._of_map:
            self._films.map_work.cancel()
        else:
            self._films.cancel_current()

    def show_list(self) -> None:
        """Open the list of all films that were asked for."""
        window = self.window()
        FilmList(self._appearance, self._films, window).open_under(self if self.isVisible() else window)

    def _show_buttons(self, entry: "QueuedExport") -> None:
        """Offer what can be done."""
        paused, running = self._films.paused, entry.open
        for widget in (self.bar, self.pause, self.cancel):
            widget.setVisible(running)
        self.cancel.setVisible(running and not self._narrow)
        self.cancel.setToolTip(giving_up(entry))
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
        films.map_work.changed.connect(self.refresh)
        self.pause.clicked.connect(self._pause)
        self.cancel.clicked.connect(self._cancel)
        self.play.clicked.connect(lambda: self._with_entry(films.play))
        self.reveal.clicked.connect(lambda: self._with_entry(films.reveal))
        self.away.clicked.connect(self._go_away)
        self.list.clicked.connect(self.show_list)
        self._appearance.changed.connect(self._space)

    def _with_entry(self, act: "Callable[[QueuedExport], None]") -> None:
        entry = self.entry
        if entry is not None:
            act(entry)

    def _go_away(self) -> None:
        self._put_away = max((entry.number for entry in self._films.entries), default=0)
        self.refresh()

    def _space(self) -> None:
        px = self._appearance.px
        self.bar.setFixedWidth(px(BAR_PX))
        self.words.setFixedWidth(px(WORDS_PX))
        self._line.setSpacing(px(2))


def _button(appearance: Appearance, icon_name: str, name: str, tip: str) -> IconButton:
    button = IconButton(appearance, icon_name, name=name, solid=icon_name in ("play", "pause"), icon_px=14)
    button.setToolTip(tip)
    return button

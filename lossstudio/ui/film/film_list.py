"""The list of films: what is being made, what waits, what is ready, what went wrong, and what can be done with each."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import Ground
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.scroll_area import ScrollArea
from lossstudio.ui.film.films import Films
from lossstudio.ui.film.words import standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from lossstudio.films.deliver.queue import Entry

WIDTH_PX, HIGHEST_PX = 420.0, 400.0
REFRESH_MS = 250
Deed = tuple[str, str, "Callable[[Entry], None]"]


class FilmList(Ground):
    """A list that pops up under the header; a click elsewhere or Escape closes it."""

    def __init__(self, look: Look, films: Films, window: QWidget) -> None:
        super().__init__(look, window)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Films")
        self._films = films
        self.rows: list[FilmRow] = []
        self.pause = Button(look, "Pause", kind="link")
        self.pause.setToolTip("Let the films rest, or go on with them")
        self.tidy = Button(look, "Put finished ones away", kind="link")
        self.tidy.setToolTip("Forget films that are ready or given up; their files stay")
        self._empty = Label(look, "No films have been asked for.", quiet=True)
        self._lay_out()
        self.pause.clicked.connect(films.pause)
        self.tidy.clicked.connect(films.put_all_away)
        films.queue_changed.connect(self._fill)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh)
        self._timer.start()
        self._fill()

    def open_under(self, widget: QWidget) -> None:
        """Appear under a widget, right edges together and inside the window."""
        window = widget.window()
        corner = widget.mapToGlobal(widget.rect().bottomRight())
        right = window.mapToGlobal(window.rect().topRight()).x() - self._look.px(12)
        top = window.mapToGlobal(window.rect().topLeft()).y() + self._look.px(48)
        self.move(min(corner.x(), right) - self.width(), top)
        self.show()

    def _lay_out(self) -> None:
        px = self._look.px
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(2))
        self._area = ScrollArea(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(12), px(10), px(12), px(8))
        whole.setSpacing(px(6))
        head = QHBoxLayout()
        head.addWidget(Label(self._look, "Films", weight=QFont.Weight.DemiBold))
        head.addStretch(1)
        head.addWidget(self.pause)
        head.addWidget(self.tidy)
        whole.addLayout(head)
        whole.addWidget(self._empty)
        whole.addWidget(self._area)

    def _fill(self) -> None:
        films = self._films
        for row in self.rows:
            row.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self.rows = [FilmRow(self._look, films, entry) for entry in reversed(films.entries)]
        for row in self.rows:
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._empty.setVisible(not self.rows)
        self._area.setVisible(bool(self.rows))
        self.pause.setVisible(films.busy)
        self.pause.setText("Go on" if films.paused else "Pause")
        self.tidy.setVisible(any(not entry.open for entry in films.entries))
        self._fit()

    def _fit(self) -> None:
        px = self._look.px
        tall = sum(row.sizeHint().height() + px(2) for row in self.rows) + px(4)
        self._area.setFixedHeight(min(px(HIGHEST_PX), max(tall, px(20))))
        right = self.geometry().right()
        self.setFixedWidth(px(WIDTH_PX))
        self.adjustSize()
        if self.isVisible():
            self.move(right - self.width() + 1, self.y())

    def _refresh(self) -> None:
        for row in self.rows:
            row.refresh()


class FilmRow(QWidget):
    """One film: its name, how it stands, and its buttons."""

    def __init__(self, look: Look, films: Films, entry: "Entry") -> None:
        super().__init__()
        self._look, self._films, self.entry = look, films, entry
        self.name = ElidedLabel(look, entry.commission.name, weight=QFont.Weight.DemiBold)
        self.name.setToolTip(str(entry.commission.place))
        self.words = ElidedLabel(look, points=9, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(f"Progress of {entry.commission.name}")
        self.buttons = {name: self._button(icon_name, name, act) for icon_name, name, act in self._deeds()}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, look.px(4), look.px(4), look.px(4))
        line.setSpacing(look.px(2))
        column = QVBoxLayout()
        column.setSpacing(look.px(2))
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

    def _deeds(self) -> list[Deed]:
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

    def _button(self, icon_name: str, name: str, act: "Callable[[Entry], None]") -> IconButton:
        button = IconButton(self._look, icon_name, name=name, solid=icon_name == "play", icon_px=14)
        button.setToolTip(name)
        button.clicked.connect(lambda: act(self.entry))
        return button

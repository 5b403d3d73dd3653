"""Presenter mode: the window's own views, as large as a lecture hall needs them, and what a teacher lays over them.

The views are lent by the window, so that whatever is done by hand there can be done here, and is the same thing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.run.kinds import kind_of
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.playback.phases import PhaseStrip
from lossstudio.ui.playback.player import PlayerBar
from lossstudio.ui.presenter.bar import PresenterBar
from lossstudio.ui.presenter.caption import Caption, TitleCard
from lossstudio.ui.presenter.curtain import Curtain
from lossstudio.ui.presenter.live_film import LiveFilm
from lossstudio.ui.presenter.live_plan import FilmWords
from lossstudio.ui.presenter.note import NoteCard
from lossstudio.ui.presenter.speaker import SpeakerView, fill, picture_and_notes
from lossstudio.ui.presenter.veil import Veil
from lossstudio.ui.presenter.words import title_on_stage
from lossstudio.ui.shell.body import Body
from lossstudio.ui.shell.columns import GAP_PX, TabbedCards
from lossstudio.ui.shell.documents import Documents
from lossstudio.ui.shell.writing import fitting_points

UNIT_PX = (1280.0, 720.0)
LARGER = 1.2
"""On a picture of that size all is so many times as large as in the window, and grows with the picture."""
SMALLEST = 0.9
FilmMove: TypeAlias = Literal["on", "back", "rest"]
LEAST_PX = (1000.0, 600.0)
"""How large a picture has to be at 10 points for all that is on it."""
ALIKE = 0.005
"""Sizes of writing that differ by less than this share are alike: a window is a pixel wider now and then."""
CHARTS_PX, NARROW_CHARTS_PX = 330.0, 240.0
"""How wide the charts beside the surface are, at 10 points, and beside many surfaces."""
MANY = 3
"""So many surfaces side by side need the room of the phases too, and some of that of the charts."""


def stage_scale(width: float, height: float) -> float:
    """Return how many times as large as in the window everything is on a picture of this size in pixels."""
    return max(SMALLEST, LARGER * min(width / UNIT_PX[0], height / UNIT_PX[1]))


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """What the window lends."""

    body: Body
    canvas: Canvas
    phases: PhaseStrip
    player: PlayerBar
    cards: Mapping[str, Panel]
    player_home: QVBoxLayout


class Presenter(QWidget):
    """Covers the window, with its views in other places.

    Parameters
    ----------
    window
        What it covers.
    """

    def __init__(
        self,
        studio: Studio,
        appearance: Appearance,
        actions: Actions,
        documents: Documents,
        views: Views,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._studio, self._appearance, self._actions = studio, appearance, actions
        self._documents, self._views = documents, views
        self._points, self._place_before, self._screen_before = appearance.points, QRect(), ""
        self.bar = PresenterBar(studio, appearance, actions)
        self.charts = TabbedCards(appearance, ("Loss function", "Loss curve"))
        self.curtain = Curtain(appearance, self, self.bar)
        self.note = NoteCard(studio, appearance, actions, self)
        self.film = LiveFilm(studio, views.canvas, self)
        self.veil = Veil(appearance, self)
        self.caption, self.card = Caption(appearance, self), TitleCard(appearance, self)
        self.speaker = SpeakerView(studio, appearance, self.film, window)
        self._demonstrated: int | None = None
        self.setAccessibleName("Presentation")
        self._lay_out()
        self.curtain.lifted.connect(self.toggle_black)
        self.speaker.escaped.connect(self.escape)
        self.film.said.connect(self._show_words)
        self.film.state_changed.connect(self._follow_film)
        studio.document_changed.connect(self._show_document)
        studio.document_changed.connect(self._turn_to_a_chart)
        studio.scene_changed.connect(self._show_document)
        views.canvas.panes_changed.connect(self._share_room)
        appearance.changed.connect(self._space)
        self.hide()

    def begin(self, points: float) -> None:
        """Take the window's views and cover it; `points` is the size of writing outside."""
        self._place_before, self._screen_before = self._window.geometry(), self._window.screen().name()
        picture, notes = picture_and_notes(self._window.screen(), QGuiApplication.screens())
        if notes is None:
            self._window.showFullScreen()
        else:
            fill(self._window, picture)
        views, cards = self._views, self._views.cards
        self.setGeometry(self._window.rect())
        views.body.lend()
        self._left.insertWidget(0, views.canvas, 1)
        self._left.addWidget(views.phases)
        self._right.addWidget(cards["fit"], 1)
        self._right.addWidget(self.charts, 1)
        self._column.addWidget(views.player)
        self.charts.hold([cards["loss"], cards["curve"]])
        for card in self._charts:
            card.economize(True)
        cards["fit"].fold(False)
        views.phases.set_large(True)
        views.player.set_wide(False, low=True)
        self._actions.show_presenting(True)
        self._demonstrated = None if self._studio.document.losable else self._studio.document.opened
        self.show()
        self.raise_()
        for view in (views.canvas, views.phases, views.player, *self._charts):
            view.show()
        self.charts.show_wanted()
        self._turn_to_a_chart()
        self._share_room()
        self.resize_writing(points)
        self._show_document()
        self._actions["swap"].setEnabled(notes is not None)
        if notes is not None:
            self.speaker.begin(notes, list(self._actions))
            self._window.activateWindow()
        views.canvas.setFocus()

    def end(self, points_in: Callable[[float, float], float]) -> None:
        """Give the views back.

        Parameters
        ----------
        points_in
            Says how large writing is outside, in a window of so many pixels.
        """
        views, cards = self._views, self._views.cards
        self.film.stop()
        self.speaker.end()
        self.note.hide()
        self.curtain.put_everything_away()
        self._show_checks()
        self._actions.show_presenting(False)
        self.hide()
        self.charts.release([cards["loss"], cards["curve"]], self)
        views.phases.set_large(False)
        views.phases.show()
        before = self._place_before
        self._appearance.wear(self._appearance.theme, points_in(before.width(), before.height()))
        views.body.take_back()
        views.player_home.addWidget(views.player)

    def leave_screen(self, state: Qt.WindowState) -> None:
        """Let the window be where it was, in the state in which it was."""
        self._window.setWindowState(state)
        if state == Qt.WindowState.WindowNoState:
            for screen in QGuiApplication.screens():  # it may have been unplugged meanwhile
                if screen.name() == self._screen_before:
                    self._window.setScreen(screen)
            self._window.setGeometry(self._place_before)

    def swap_screens(self) -> None:
        """Exchange the picture and the speaker's notes."""
        if self.speaker.isVisible():
            picture, notes = self._window.screen(), self.speaker.screen()
            fill(self._window, notes)
            self.speaker.move_to(picture)

    def resize_writing(self, points: float) -> bool:
        """Write everything for a window in which writing has so many points, as large as this picture needs it.

        Returns
        -------
        fits
            Whether there is room for that; else it is as large as the picture has room for.
        """
        self._points = points
        size = (self.width(), self.height())
        wanted = points * stage_scale(*size)
        fitting = fitting_points(wanted, *size, LEAST_PX)
        if abs(fitting - self._appearance.points) > ALIKE * fitting:
            self._appearance.wear(self._appearance.theme, fitting)
        return fitting == wanted

    def escape(self) -> None:
        """Put away what lies on the picture, or leave where there is nothing."""
        if not self.put_away():
            self._actions["present"].trigger()

    def put_away(self) -> bool:
        """Put away what lies on the picture, the uppermost alone; False where there is nothing."""
        curtain = self.curtain
        if curtain.black:
            curtain.set_black(False)
        elif not self.note.isHidden():
            self.note.hide()
        elif curtain.drawing or curtain.spotting:
            curtain.set_drawing(False)
            curtain.set_spotting(False)
        elif self.film.active:
            self.film.stop()
        else:
            return False
        self._show_checks()
        return True

    def toggle_black(self) -> None:
        """Hide the picture, or show it again."""
        self.curtain.set_black(not self.curtain.black)
        self._show_checks()

    def toggle_spot(self) -> None:
        """Light the place under the pointer, or everything; the pen is put away."""
        self.curtain.set_drawing(False)
        self.curtain.set_spotting(not self.curtain.spotting)
        self._show_checks()

    def toggle_pen(self) -> None:
        """Take the pen, or put it away; the spot goes out."""
        self.curtain.set_spotting(False)
        self.curtain.set_drawing(not self.curtain.drawing)
        self._show_checks()

    def wipe(self) -> None:
        """Take away what the pen has drawn."""
        self.curtain.wipe()

    def toggle_film(self) -> None:
        """Play the directed film live from its beginning, or end it."""
        if self._film_goes:
            self.film.stop()
        else:
            self.film.start()
        self._show_checks()

    def move_film(self, move: FilmMove) -> bool:
        """Go on or back in the film that is played live, or let it rest; False where none is."""
        if not self._film_goes:
            return False
        {"on": self.film.go_on, "back": self.film.go_back, "rest": self.film.toggle}[move]()
        return True

    def toggle_note(self) -> None:
        """Show the scene's notes, or put them away."""
        if self.note.isHidden():
            self.note.open_in(self._views.canvas.geometry())
        else:
            self.note.hide()
        self._show_checks()

    def go_on(self, way: int) -> None:
        """Open the next scene of the series (`way` 1) or the one before (-1).

        What was done to a shipped example here alone was done to show it, and nobody is asked whether to keep it.
        """
        shown_only = self._studio.document.path is None and self._demonstrated == self._studio.document.opened
        if self._documents.open_neighbour(way, asks=not shown_only):
            self.curtain.wipe()
            self.film.stop()
            self._demonstrated = self._studio.document.opened

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.curtain.setGeometry(self.rect())
        if self.isVisible():
            self.resize_writing(self._points)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._appearance.color("window"))

    @property
    def _film_goes(self) -> bool:
        return self.film.state not in ("off", "over")

    @property
    def _charts(self) -> tuple[Panel, ...]:
        return tuple(self._views.cards[key] for key in ("fit", "loss", "curve"))

    def _lay_out(self) -> None:
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(self.caption)
        self._side = QWidget()
        self._side.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._middle = QHBoxLayout()
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self._side)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)
        self._column.addLayout(self._middle, 1)
        self._space()

    def _space(self) -> None:
        px = self._appearance.px
        gap = px(GAP_PX)
        self._middle.setContentsMargins(gap, gap, gap, gap)
        for line in (self._left, self._right, self._middle):
            line.setSpacing(gap)
        self._share_room()

    def _share_room(self) -> None:
        """Give many surfaces the room that one alone leaves to the phases and the charts."""
        many = len(self._views.canvas.side_by_side.specs) >= MANY
        self._side.setFixedWidth(self._appearance.px(NARROW_CHARTS_PX if many else CHARTS_PX))
        if self.isVisible():
            self._views.phases.setHidden(many)

    def _show_document(self) -> None:
        """Say which scene is open, and whether the series goes on."""
        if self.isVisible():
            if not self.note.isHidden():
                self.note.open_in(self._views.canvas.geometry())
            self.bar.title.setText(title_on_stage(self._studio, self._documents.title))
            for key, way in (("example_back", -1), ("example_next", 1)):
                self._actions[key].setEnabled(self._documents.neighbour(way) is not None)

    def _turn_to_a_chart(self) -> None:
        """Show the loss curve where the loss function is but a sentence."""
        if self.isVisible() and kind_of(self._studio.document.scene.recipe.task).instead_of_loss:
            self.charts.bring_up(self._views.cards["curve"])

    def _follow_film(self) -> None:
        """Have a row for what the film says, as long as it is there."""
        self.caption.hold(self.film.captions if self.film.active else ())
        self._show_checks()

    def _show_words(self, words: FilmWords) -> None:
        """Show what the film says at this moment."""
        self.caption.say(words.caption, words.caption_ink)
        views, opening = self._views, words.opening
        beside = {self._side: ("window", opening.charts), views.phases: ("window", opening.band)}
        titles = dict.fromkeys((self.bar.title, views.player.readouts), ("bar", opening.band))
        self.veil.lay({**beside, **titles})
        self.card.say(words, self._middle.geometry())
        self.curtain.raise_()

    def _show_checks(self) -> None:
        """Say on the buttons what is on."""
        on = {
            "black": self.curtain.black,
            "spot": self.curtain.spotting,
            "pen": self.curtain.drawing,
            "live_film": self._film_goes,
            "note": not self.note.isHidden(),
        }
        for key, checked in on.items():
            self._actions[key].setChecked(checked)

"""The window: header, body and player bar around one Studio."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from lossstudio.project.recovery import RecoveryFolder
from lossstudio.project.scene import Scene
from lossstudio.project.table_suffixes import SUFFIXES
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.changes import Notice
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.surfaces import GRAPHICS
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.commands.actions import Actions, view_menus
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.film.directing import Directing
from lossstudio.ui.film.films import Films
from lossstudio.ui.film.progress import FilmProgress
from lossstudio.ui.maps.saving import SavedMap
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.playback.phases import PhaseStrip
from lossstudio.ui.playback.player import PlayerBar
from lossstudio.ui.playback.step_reader import StepReader
from lossstudio.ui.shell.autosave import Autosave
from lossstudio.ui.shell.banner import NO_WAYS, Banner
from lossstudio.ui.shell.body import SMALLEST_PX, Body
from lossstudio.ui.shell.clock import Clock
from lossstudio.ui.shell.coach_pill import CoachPill
from lossstudio.ui.shell.documents import SUFFIX, Documents
from lossstudio.ui.shell.header import Header
from lossstudio.ui.shell.importing import Importing
from lossstudio.ui.shell.persons_look import PersonsLook
from lossstudio.ui.shell.report import report
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.steps_table import StepsTable
from lossstudio.ui.shell.tab_order import go_on
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue
from lossstudio.ui.shell.writing import NO_ROOM, FittedWriting

ORDINARY_PX = (1600, 1000)
FAULTS_MS = 500
"""Errors are shown at most this often: one while painting the message itself would come with each message."""

if TYPE_CHECKING:  # it is imported when a person presents
    from lossstudio.ui.presenter.presenter import Presenter


class Window(QMainWindow):
    """Everything a person sees. It owns the display's clock, and closes the Studio when it is closed.

    Parameters
    ----------
    panels
        The panels by key.
    recovery
        Where unsaved changes are kept; None keeps none.
    """

    def __init__(
        self,
        studio: Studio,
        appearance: Appearance,
        window_settings: WindowSettings,
        faults: UncaughtErrorQueue,
        panels: Mapping[str, type[Panel]],
        recovery: RecoveryFolder | None = None,
    ) -> None:
        super().__init__()
        self.studio, self.appearance, self.window_settings, self._faults = studio, appearance, window_settings, faults
        self.actions_of = Actions(self)
        self.autosave = Autosave(studio, recovery, self)
        self.documents = Documents(studio, window_settings, self.autosave, self)
        self.look = PersonsLook(studio, appearance, window_settings, self)
        self.writing = FittedWriting(appearance, window_settings, self)
        submenus = {
            "open": (self.documents.recent_menu,),
            "theme": (*view_menus(studio, self), self.look.menu),
        }
        self.header = Header(appearance, self.actions_of, submenus)
        self.cards = {key: panel(studio, appearance) for key, panel in panels.items()}
        self.canvas = Canvas(studio, appearance)
        self.phases = PhaseStrip(studio, appearance)
        self.body = Body(appearance, window_settings, self.cards, self.canvas, self.phases)
        self.player = PlayerBar(studio, appearance, self.actions_of)
        self.banner = Banner(appearance, self.canvas)
        self.banner.report = self._report
        self.pill = CoachPill(studio, appearance, self.canvas, self.cards["coach"])
        self.films = Films(studio, appearance, self, self.canvas.map.work, self.canvas.camera_sync.scene_as_seen)
        self.film_progress = FilmProgress(appearance, self.films, self.canvas.map.isVisible)
        self.directing = Directing(studio, appearance, self.canvas, self.body, self.films)
        self.importing = Importing(studio, appearance, self, self.documents.finish_saving)
        self.steps_table = StepsTable(studio, self)
        self.saved_map = SavedMap(studio, appearance, self.canvas.map, self)
        self.reader = StepReader(studio, self)
        self.header.show_film(self.film_progress)
        self._ended = False
        self.presenter: Presenter | None = None
        self._said_of = self._concerned()
        self._was = Qt.WindowState.WindowNoState
        self._folded_for = studio.document.opened
        self.clock = Clock(self._live, self)
        self._lay_out()
        self._connect()
        self.look.dress()
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST_PX)

    def start(self) -> None:
        """Come up as large as the window was the last time, where the screen allows it."""
        kept, room = self.window_settings.size, self.screen().availableSize()
        width, height = kept or ORDINARY_PX
        self.resize(min(width, room.width()), min(height, room.height()))
        filled = width >= room.width(), height >= room.height()  # one side is enough where nobody has chosen a size
        if self.window_settings.maximized or (all(filled) if kept else any(filled)):
            self.showMaximized()
        else:
            self.show()
        self.activateWindow()
        self.canvas.setFocus()

    def say(self, notice: Notice, ways: Mapping[str, Callable[[], object]] = NO_WAYS) -> None:
        """Show a notice in the banner, until what it is about is gone, with buttons for what can be done about it."""
        self._said_of = self._concerned()
        of_its_own: dict[str, Mapping[str, Callable[[], object]]] = {
            "reading": self.documents.ways_out,
            "data": self.documents.ways_to_data,
            "work": {"Cancel": self._give_up_work},
        }
        self.banner.show_notice(notice, of_its_own.get(notice.about, ways))
        self._place_banner()

    def want_card(self, key: str, wanted: bool) -> None:
        """Show a card, or hide it."""
        self.cards[key].want(wanted)
        self.body.right.show_wanted()
        self._follow_arrangement()

    def reset_arrangement(self) -> None:
        """Put columns and cards back in place."""
        self.window_settings.forget_arrangement()
        for key, card in self.cards.items():
            self.actions_of[f"panel_{key}"].setChecked(True)
            self.want_card(key, True)
            card.fold(False)
        self.body.reset()

    @property
    def presenting(self) -> bool:
        """Whether everything is shown large."""
        return self.presenter is not None and self.presenter.isVisible()

    def present(self) -> None:
        """Show everything large, or come back from that."""
        if self.presenting and self.presenter is not None:
            self._end_presenting()
            self.presenter.leave_screen(self._was)
            return
        self._was = self.windowState()
        self.presenter = self.presenter or self._make_presenter()
        self._inside.hide()
        self.writing.leave()
        self.presenter.begin(self.window_settings.points)
        self.pill.follow(small=True)

    def resize_writing(self, points: float) -> None:
        """Make all writing larger or smaller."""
        if self.presenting and self.presenter is not None:
            self.window_settings.points = points
            if not self.presenter.resize_writing(points):
                self.say(Notice("info", NO_ROOM))
        else:
            self.writing.want(points)

    def end(self) -> None:
        """Close without a question, as the system wants it; what isn't saved is kept for the next start."""
        self._ended = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        application = QGuiApplication.instance()
        self._ended |= isinstance(application, QGuiApplication) and application.isSavingSession()
        leaves = self._ended or (self.films.may_leave() and self.documents.may_leave())
        if not leaves and not self._ended:  # a signal may have ended it while a question stood open
            event.ignore()
            return
        if self.presenting:
            self._end_presenting()
        self.window_settings.maximized = self.isMaximized()
        if not (self.isMaximized() or self.isFullScreen()):
            self.window_settings.size = (self.width(), self.height())
        self.body.keep()
        self.clock.stop()
        self.writing.leave()
        self.directing.close()
        self.importing.close()
        self.films.close()
        self.steps_table.close()
        self.saved_map.close()
        self.reader.stop()
        if self.presenter is not None:
            self.presenter.speaker.close()
        self.canvas.close_hosts()
        self.autosave.close(ended=self._ended)
        self.studio.close()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.writing.greet()
        self._place_banner()
        self.clock.wake()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.presenter is not None:
            self.presenter.setGeometry(self.rect())
        if not self.presenting:
            self.writing.follow_size()
        self._place_banner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.presenter is not None and self.presenting:
            self.presenter.escape()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_of["full_screen"].setChecked(self.isFullScreen())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.body.left.bring_into_view(go_on(self.canvas, self._regions, self.focusWidget(), forward=forward))
        return True

    @property
    def _regions(self) -> tuple[QWidget, ...]:
        """What Tab goes through after the surface: the learning rate is to be near the start."""
        heart = self.cards["descent"]
        left = [card for card in self.cards.values() if card.column == "left" and card is not heart]
        right: tuple[QWidget, ...] = tuple(card for card in self.cards.values() if card.column == "right")
        bar, charts = ((), ()) if self.presenter is None else ((self.presenter.bar,), (self.presenter.charts,))
        right = (self.body.right, *charts, *right)
        return (heart, *bar, self.canvas, self.phases, self.player, *right, self.header, *left)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.documents.open_any(path)

    def _live(self, now: float) -> bool:
        for fault in self._faults.empty():
            self.say(Notice("error", fault.text, fault.details))
        self.studio.tick(now)
        return self.studio.busy

    def _lay_out(self) -> None:
        self._inside = inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.body, 1)
        self._column.addWidget(self.player)
        self.setCentralWidget(inside)
        inside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for action in self.actions_of:
            self.addAction(action)

    def _make_presenter(self) -> "Presenter":
        from lossstudio.ui.presenter.presenter import Presenter, Views

        views = Views(self.body, self.canvas, self.phases, self.player, self.cards, self._column)
        return Presenter(self.studio, self.appearance, self.actions_of, self.documents, views, self)

    def _end_presenting(self) -> None:
        if self.presenter is not None:
            self.pill.follow(small=False)
            self.presenter.end(self.writing.points_in)
            self._inside.show()
            self._follow_arrangement()
            self.canvas.setFocus()

    def _connect(self) -> None:
        studio = self.studio
        for signal in (
            *(studio.scene_changed, studio.timeline_replaced, studio.cursor_moved, studio.playback_changed),
            *(studio.selection_changed, studio.landscape_changed, studio.curves_changed, studio.notice_raised),
            *(studio.rates_changed, studio.question_asked),
        ):
            signal.connect(self.clock.wake)
        waking = Throttle(self.clock.wake, self, FAULTS_MS)
        self._faults.caught.connect(waking.ask, Qt.ConnectionType.QueuedConnection)
        tellers = (studio, self.documents, self.films, self.directing, self.importing, self.steps_table, self.saved_map)
        for teller in tellers:
            teller.notice_raised.connect(self.say)
        self.documents.table_chosen.connect(self.importing.read_file)
        self.directing.shown.connect(self.actions_of["direct"].setChecked)
        for part in (self.documents, self.importing):
            part.work_ended.connect(lambda: self.banner.forget("work"))
        self.importing.work_went_on.connect(lambda text: self.banner.go_on("work", text))
        self.reader.said.connect(lambda words: self.say(Notice("info", words, about="run")))
        self.writing.gave_way.connect(lambda words: self.say(Notice("info", words)))
        studio.scene_changed.connect(self._forget_notices)
        studio.timeline_replaced.connect(self._forget_notices)
        studio.timeline_grew.connect(lambda *_steps: self.banner.forget("run"))
        studio.document_changed.connect(self._show_title)
        studio.scene_changed.connect(self._fold_for_another_document)
        self.body.arranged.connect(self._follow_arrangement)
        for card in self.cards.values():
            card.asked_for.connect(partial(self.body.right.bring_up, card))
        self.appearance.changed.connect(self._follow_arrangement)
        self.header.title_asked.connect(self.actions_of["title"].trigger)
        self.canvas.pressed.connect(self._put_drawer_away)
        self.canvas.map_filled.connect(self.body.show_map)
        self.saved_map.film_wanted.connect(self.films.make)
        self.canvas.complained.connect(lambda why: self.say(Notice("warning", why)))
        self.body.show_map(self.canvas.map_fills)
        self._show_title()

    def _report(self, details: str) -> str:
        return report(
            details,
            [past.text for past in self.studio.document.past],
            str(self.canvas.surface.property(GRAPHICS) or self.canvas.host),
        )

    def _give_up_work(self) -> None:
        """Leave what takes a while: a large file or table."""
        self.documents.give_up_work()
        self.importing.close()
        self.banner.dismiss()

    def _concerned(self) -> tuple[Scene, Timeline]:
        return self.studio.document.scene, self.studio.run.timeline

    def _forget_notices(self) -> None:
        """Put away what was said of another state of the document, or of another run."""
        scene, timeline = self._concerned()
        if scene is not self._said_of[0]:
            self.banner.forget("scene")
            self.banner.forget("data")
        if timeline is not self._said_of[1]:
            self.banner.forget("run")

    def _show_title(self) -> None:
        title, modified = self.documents.title, self.studio.document.modified
        if self.studio.document.read_only:
            title += " (read only)"
        else:
            self.banner.forget("reading")
        self.header.set_title(title, modified=modified)
        self.setWindowTitle(f"{title}[*] - Loss Studio")
        self.setWindowModified(modified)

    def _follow_arrangement(self) -> None:
        now = self.body.arrangement
        if now is None or self.presenting:
            return
        self.player.set_wide(now.wide, low=not now.wide, with_rate=now.drawer)
        self.header.drawer.setVisible(now.drawer)
        self.actions_of["left_column"].setChecked(self.body.left_shown)
        self.pill.follow(small=not now.tall and self.cards["coach"].wanted)

    def _fold_for_another_document(self) -> None:
        if self.studio.document.opened != self._folded_for:
            self._folded_for = self.studio.document.opened
            self.body.fold_anew()

    def _put_drawer_away(self) -> None:
        if self.body.arrangement is not None and self.body.arrangement.drawer:
            self.body.show_left(False)
            self.actions_of["left_column"].setChecked(False)

    def _place_banner(self) -> None:
        if not self.banner.isHidden():  # of a window that isn't shown yet it isn't visible, and will be
            wide = min(self.canvas.width() - self.appearance.px(24), self.appearance.px(720))
            self.banner.fit(wide)
            self.banner.move((self.canvas.width() - wide) // 2, self.appearance.px(52))
            self.banner.raise_()


def _dropped(event: QDropEvent) -> Path | None:
    """Return the scene or the table that is being dropped, if it is one."""
    for url in event.mimeData().urls():
        if url.isLocalFile() and url.toLocalFile().lower().endswith((SUFFIX, ".json", *SUFFIXES)):
            return Path(url.toLocalFile())
    return None

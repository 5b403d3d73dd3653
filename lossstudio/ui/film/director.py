"""The director: camera keys, pauses, captions, shots and cards of the film, with surface and timeline in reach."""

import math
from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from lossstudio.films.errors import FilmUsageError
from lossstudio.project.film_spec import (
    LONGEST_CARD,
    FilmCamera,
    FilmCaption,
    FilmPause,
    FilmShot,
    FilmSlow,
    FilmSpot,
    LookAt,
)
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.commands.film import (
    add_film_camera,
    add_film_caption,
    add_film_pause,
    add_film_shot,
    add_film_slow,
    add_film_spot,
    aim_film_camera,
    clear_film,
    set_film,
)
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view import Canvas
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import CardBackground, CardRow, ScrollArea
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label, Note
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.film.choices import CAMERAS
from lossstudio.ui.film.dialog_state import FilmDialogState
from lossstudio.ui.film.director_marks import SlowRow, SpotRow
from lossstudio.ui.film.director_rows import (
    BALL,
    CameraRow,
    CaptionRow,
    PauseRow,
    Section,
    ShotRow,
    line,
    seconds_field,
    word,
)
from lossstudio.ui.film.large_preview import LargePreview
from lossstudio.ui.film.preview import DRAWN_PX, FilmPreview

FOLLOWS_MS = 120
PREVIEW_ROW = 1
"""The preview's place below the title."""
FINDS_MS = 400
CARD_LINES_PX = 46.0
WIDTH_PX = (330, 480)
PREVIEW_SHARE = 0.26


class FilmDirector(CardBackground):
    """A card beside the surface; the surface's camera and the timeline stay in reach.

    Signals
    -------
    closed
        It was put away.
    """

    closed = Signal()

    def __init__(self, studio: Studio, appearance: Appearance, canvas: Canvas) -> None:
        super().__init__(appearance)
        self._studio, self._canvas = studio, canvas
        self.dialog_state = FilmDialogState()
        self._dirty = True
        self.setAccessibleName("Direct the film")
        self.preview = FilmPreview(studio, appearance, smallest_px=(160, 90))
        self.problem = Note(appearance, "warning")
        self._make_sections(appearance)
        self._lay_out(appearance)
        self.setMinimumWidth(appearance.px(WIDTH_PX[0]))
        self.setMaximumWidth(appearance.px(WIDTH_PX[1]))
        self._following = Throttle(self._follow_cursor, self, FOLLOWS_MS)
        self._finding = QTimer(self)
        self._finding.setSingleShot(True)
        self._finding.setInterval(FINDS_MS)
        self._finding.timeout.connect(self._show_preview)
        self._connect()

    def add_camera(self) -> bool:
        """Add a key where the camera is, at the step on show; False while there is no surface yet."""
        frame = self._canvas.scene_controller.frame
        if frame is None:
            return False
        view_camera = self._canvas.scene_controller.view_camera
        azimuth, elevation = view_camera.direction(frame.static_scene)
        self._studio.apply(add_film_camera(azimuth, elevation, view_camera.distance))
        return True

    def add_caption(self) -> None:
        """Add a caption at the step on show; what is typed then is its text."""
        self._studio.apply(add_film_caption())
        row = self.captions.rows[-1]
        assert isinstance(row, CaptionRow)
        row.take_keyboard()

    def go_to(self, key: FilmCamera) -> None:
        """Show a key's step, from where the camera stands there."""
        self._studio.apply(show_step(key.step))
        self._canvas.see(ViewCamera((key.azimuth, key.elevation), key.distance))

    def replace_key(self, key: FilmCamera) -> None:
        """Put a key where the camera is now."""
        self._studio.apply(show_step(key.step))
        self.add_camera()

    def aim_key(self, key: FilmCamera, what: str) -> None:
        """Let a key's camera look at something, as `aims_of` calls it; a point is where the selected ball is now."""
        if what.startswith(BALL):
            self._studio.apply(aim_film_camera(key.step, "ball", what.removeprefix(BALL)))
            return
        look_at: LookAt = next(each for each in get_args(LookAt) if each == what)
        frame, point = self._canvas.scene_controller.frame, None
        if look_at == "point":
            if frame is None:
                return
            x, y, _ = frame.balls[-1].coordinates
            point = x, y
        self._studio.apply(aim_film_camera(key.step, look_at, point=point))

    def close_preview(self) -> None:
        """Give graphics resources back."""
        self._finding.stop()
        self.preview.close_preview()
        self._dirty = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the preview a share of the height, so that the lists always have some."""
        super().resizeEvent(event)
        if self.preview.parent() is self:
            self._size_preview()

    def _size_preview(self) -> None:
        wanted = min(self.width() * 9 / 16, PREVIEW_SHARE * self.height())
        self.preview.screen_view.setFixedHeight(max(self._appearance.px(90), round(wanted)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _make_sections(self, appearance: Appearance) -> None:
        studio = self._studio
        self.camera: Section[FilmCamera] = Section(
            appearance,
            "Camera",
            "Key here (K)",
            lambda: CameraRow(studio, appearance, self.go_to, self.replace_key, self.aim_key),
            "Turn the surface, go to a step, add a key: the camera moves smoothly between them.",
        )
        self.moves = ComboBox(appearance, name="Move", choices=_moves())
        self.moves.setToolTip("A move of one click, besides the keys")
        self.pauses: Section[FilmPause] = Section(
            appearance, "Pauses", "Pause here (P)", lambda: PauseRow(studio, appearance), "The film rests at a step."
        )
        self.slow: Section[FilmSlow] = Section(
            appearance,
            "Slow",
            "Slow here",
            lambda: SlowRow(studio, appearance),
            "Steps that take longer than what happens in them would.",
        )
        self.captions: Section[FilmCaption] = Section(
            appearance,
            "Captions",
            "Caption here",
            lambda: CaptionRow(studio, appearance),
            "A sentence that stands for some steps.",
        )
        self.spots: Section[FilmSpot] = Section(
            appearance, "Spots", "Spot here", lambda: SpotRow(studio, appearance), "One part stands out, all else dims."
        )
        self.shots: Section[FilmShot] = Section(
            appearance,
            "Shots",
            "Shot to here",
            lambda: ShotRow(studio, appearance),
            "None: the whole run, where much happens slowly.",
        )
        self.head = seconds_field(appearance, "First picture stands", none_text="auto", shortest=0.0)
        self.tail = seconds_field(appearance, "Last picture stands", none_text="auto", shortest=0.0)
        self.cards = {"title_card": _page(appearance, "Title card"), "end_card": _page(appearance, "End card")}
        self.card_seconds = seconds_field(appearance, "Seconds that a card stands")
        self.clear = Button(appearance, "Clear all", kind="link")
        self.clear.setToolTip("Direct nothing; undo brings it back")
        self.enlarge = Button(appearance, "Larger", kind="link")
        self.enlarge.setToolTip("The preview as large as the window")

    def _lay_out(self, appearance: Appearance) -> None:
        px = appearance.px
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(px(12), px(8), px(12), px(10))
        whole.setSpacing(px(8))
        head = QWidget()
        self.away = IconButton(appearance, "x", name="Close the director")
        self.away.setToolTip("Back to the charts (Esc)")
        line(
            head,
            appearance,
            (Label(appearance, "Direct the film", weight=QFont.Weight.DemiBold), 1),
            self.enlarge,
            self.clear,
            self.away,
        )
        whole.addWidget(head)
        whole.addWidget(self.preview)
        whole.addWidget(self.problem)
        whole.addWidget(self._area(appearance), 1)

    def _area(self, appearance: Appearance) -> ScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, appearance.px(6), 0)
        column.setSpacing(appearance.px(14))
        holds, cards = QWidget(), QWidget()
        line(
            holds,
            appearance,
            word(appearance, "first"),
            self.head,
            word(appearance, "last"),
            self.tail,
            (QWidget(), 1),
        )
        lines = QVBoxLayout(cards)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(appearance.px(4))
        lines.addWidget(Label(appearance, "Cards and holds", weight=QFont.Weight.DemiBold))
        for key, words in (("title_card", "Title card"), ("end_card", "End card")):
            lines.addWidget(CardRow(appearance, words, (self.cards[key],)))
        lines.addWidget(CardRow(appearance, "Each stands", (self.card_seconds, QWidget())))
        lines.addWidget(CardRow(appearance, "Holds", (holds,)))
        column.addWidget(self.camera)
        column.addWidget(CardRow(appearance, "Move", (self.moves,)))
        for widget in (self.pauses, self.slow, self.captions, self.spots, self.shots, cards):
            column.addWidget(widget)
        column.addStretch(1)
        area = ScrollArea(inside)
        for section in (self.camera, self.pauses, self.slow, self.captions, self.spots, self.shots):
            section.added.connect(area.bring_into_view)
        return area

    def _connect(self) -> None:
        studio = self._studio
        self.camera.add.clicked.connect(lambda _checked=False: self.add_camera())
        self.pauses.add.clicked.connect(lambda _checked=False: studio.apply(add_film_pause()))
        self.slow.add.clicked.connect(lambda _checked=False: studio.apply(add_film_slow))
        self.captions.add.clicked.connect(lambda _checked=False: self.add_caption())
        self.spots.add.clicked.connect(lambda _checked=False: studio.apply(add_film_spot))
        self.shots.add.clicked.connect(lambda: studio.apply(add_film_shot))
        self.moves.chosen.connect(self._move)
        self.head.changed.connect(lambda seconds: studio.apply(set_film("Hold", merge=True, hold_first=_said(seconds))))
        self.tail.changed.connect(lambda seconds: studio.apply(set_film("Hold", merge=True, hold_last=_said(seconds))))
        self.card_seconds.changed.connect(
            lambda seconds: studio.apply(set_film("Card", merge=True, card_seconds=seconds))
        )
        for key, page in self.cards.items():
            page.textChanged.connect(lambda key=key: self._write_card(key))
        self.enlarge.clicked.connect(self.show_large)
        self.clear.clicked.connect(lambda: studio.apply(clear_film))
        self.away.clicked.connect(self.closed)
        self.preview.refused.connect(self.problem.say)
        studio.scene_changed.connect(self._show)
        studio.cursor_moved.connect(self._following.ask)

    def show_large(self) -> None:
        """Show the preview as large as the window, until that is closed."""
        sheet = LargePreview(self._appearance, self.window(), self.preview)
        sheet.finished.connect(self._take_preview_back)
        sheet.open()

    def _take_preview_back(self) -> None:
        self._whole.insertWidget(PREVIEW_ROW, self.preview)
        self.preview.show()
        self.preview.draw_in(DRAWN_PX)
        self._size_preview()

    def _move(self, key: str) -> None:
        _, orbit, push_in = CAMERAS[key]
        self._studio.apply(set_film("Camera of the film", orbit=orbit, push_in=push_in))

    def _write_card(self, key: str) -> None:
        text = self.cards[key].toPlainText()
        if len(text) > LONGEST_CARD:
            self.problem.say(f"A card has at most {LONGEST_CARD} characters, not {len(text)}; shorten it.", "warning")
        elif text != getattr(self._studio.document.scene.film, key):
            self._studio.apply(set_film("Card", merge=True, **{key: text}))

    def _show(self) -> None:
        """Show how the film is directed; where nobody looks, later."""
        self._dirty = True
        if not self.isVisible():
            return
        film = self._studio.document.scene.film
        self.camera.show_items(film.camera)
        self.pauses.show_items(film.pauses)
        self.slow.show_items(film.slow)
        self.captions.show_items(film.captions)
        self.spots.show_items(film.spots)
        self.shots.show_items(film.shots)
        same = (key for key, (_, *move) in CAMERAS.items() if move == [film.orbit, film.push_in])
        self.moves.set_chosen(next(same, "still"))
        for field, value in ((self.head, film.hold_first), (self.tail, film.hold_last)):
            field.set_value(value)
        self.card_seconds.set_value(film.card_seconds)
        for key, page in self.cards.items():
            if page.toPlainText() != getattr(film, key):
                page.setPlainText(getattr(film, key))
        self._finding.start()

    def _show_preview(self) -> None:
        if not (self._dirty and self.isVisible()):
            return
        self._dirty = False
        try:
            studio = self._studio
            scene, vector = self._canvas.camera_sync.scene_as_seen(), self.dialog_state.vector
            film = self.dialog_state.film(scene, studio.playback.step, studio.selection.chosen_sample)
            if not self.preview.ready:
                self.preview.show_step(self._studio.playback.step)
            self.preview.show_film(film, self.dialog_state.format, scene, vector=vector)
        except (FilmUsageError, SceneError) as error:
            self.problem.say(str(error), "warning")

    def _follow_cursor(self) -> None:
        if self.isVisible() and not self._studio.playback.playing:
            self.preview.show_step(self._studio.playback.step + self._studio.playback.fraction)


def _moves() -> list[tuple[str, str]]:
    return [(key, "none besides the keys" if key == "still" else words) for key, (words, _, _) in CAMERAS.items()]


def _said(seconds: float) -> float | None:
    """Return what a field says: nothing where it is empty."""
    return None if math.isnan(seconds) else seconds


def _page(appearance: Appearance, name: str) -> QPlainTextEdit:
    page = QPlainTextEdit()
    page.setAccessibleName(name)
    page.setPlaceholderText("none; the first line is the largest")
    page.setTabChangesFocus(True)
    page.setFixedHeight(appearance.px(CARD_LINES_PX))
    page.setToolTip(f"{name}: it stands alone in the picture")
    return page

"""The player bar: transport, speed, timeline and read-outs."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lossstudio.picture.text.read_outs import batch_loss_read_out, gradient_read_out, rate_read_out
from lossstudio.picture.text.step_sentences import step_sentence
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.playback import pause, set_speed, show_step
from lossstudio.studio.playback.speed import SPEEDS, speed_called
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.glossary import explained
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.controls.button import IconButton, PlayButton
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.controls.word_card import watch_words
from lossstudio.ui.panels.descent.descent_panel import SHOWN, RateControl
from lossstudio.ui.playback.step_on_show import loss_on_show, readable_step, step_on_show
from lossstudio.ui.playback.timeline_bar import TimelineBar, TimelineProgress


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and its name; `widest` is the longest text that is expected, so that nothing jumps."""

    name: str
    text: str
    widest: str = "0.00000"


class Readouts(QWidget):
    """Names above numbers, side by side."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._readings: tuple[Reading, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        watch_words(appearance, self)
        appearance.refits(self)

    def show_readings(self, readings: tuple[Reading, ...]) -> None:
        """Show these."""
        if readings == self._readings:
            return
        before = self._widths()
        self._readings = readings
        if self._widths() != before:
            self.updateGeometry()
        self.setAccessibleName(", ".join(f"{reading.name} {reading.text}" for reading in readings))
        self.setToolTip("\n".join(filter(None, (explained(reading.name) for reading in readings))))
        self.update()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What is shown."""
        return self._readings

    def sizeHint(self) -> QSize:
        return QSize(
            sum(self._widths()) + self._appearance.px(20) * max(len(self._readings) - 1, 0), self._appearance.px(44)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for reading, width in zip(self._readings, self._widths(), strict=True):
            painter.setFont(self._appearance.font(9))
            painter.setPen(self._appearance.color("secondary"))
            above = QRectF(left, self._appearance.px(1), width, self._appearance.px(20))
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, reading.name)
            painter.setFont(self._value_font())
            painter.setPen(self._appearance.color("text"))
            below = QRectF(left, self._appearance.px(21), width, self._appearance.px(22))
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, reading.text)
            left += width + self._appearance.px(20)

    def _value_font(self) -> QFont:
        return self._appearance.font(11.5, QFont.Weight.DemiBold)

    def _widths(self) -> list[int]:
        value, name = QFontMetrics(self._value_font()), QFontMetrics(self._appearance.font(9))
        return [
            max(value.horizontalAdvance(word) for word in (reading.text, reading.widest)) + 2
            if name.horizontalAdvance(reading.name) < value.horizontalAdvance(reading.widest)
            else max(name.horizontalAdvance(reading.name), value.horizontalAdvance(reading.text)) + 2
            for reading in self._readings
        ]


HEIGHT_PX, LOW_HEIGHT_PX = 64.0, 56.0
TRANSPORT_PX = 36.0
SPEED_PX = {False: 128.0, True: 76.0}
"""How wide the speed is; with the learning rate beside it there is no room to say what it is the speed of."""


class PlayerBar(QWidget):
    """The bar at the bottom of the window."""

    def __init__(self, studio: Studio, appearance: Appearance, actions: Actions) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self._wide, self._low, self._with_rate = True, False, False
        self._view = step_on_show(studio)
        self.play_button = PlayButton(appearance, actions["play"])
        self.speed = ComboBox(appearance, name="Speed", prefix="speed: ", choices=[(s.key, s.label) for s in SPEEDS])
        self.speed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.speed.setToolTip("How fast steps go by ([ and ])")
        self.rate = RateControl(studio, appearance, beside=True, brief=True)
        self.timeline = TimelineBar(appearance)
        self.readouts = Readouts(appearance)
        self._transport = [self._button(actions, key) for key in ("restart", "step_back", "step_forward", "to_end")]
        self.phase_button = IconButton(appearance, "chevron-right", action=actions["phase_forward"], words=True)
        self.phase_button.setText("phase")
        self._lay_out()
        self._readings = Throttle(self._show_readings, self)
        self._connect()
        self.set_wide(True)

    def set_wide(self, wide: bool, *, low: bool = False, with_rate: bool = False) -> None:
        """Show all read-outs, or step and loss only; a low bar in a low window.

        `with_rate` is for a window in which the settings, and the learning rate with them, are out of sight.
        """
        self._wide, self._low, self._with_rate = wide, low, with_rate
        self.rate.setVisible(with_rate)
        self.phase_button.setHidden(with_rate)
        self._show_rate()
        self._space()
        words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if wide else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.phase_button.setToolButtonStyle(words)
        self._readings.now()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.color("bar"))
        painter.fillRect(0, 0, self.width(), 1, self._appearance.color("border"))

    def _button(self, actions: Actions, key: str) -> IconButton:
        return IconButton(self._appearance, action=actions[key], icon_px=18)

    def _lay_out(self) -> None:
        self._line = QHBoxLayout(self)
        back, previous, following, end = self._transport
        for widget in (back, previous, self.play_button, following, end, self.phase_button, self.speed):
            self._line.addWidget(widget)
        self._line.addWidget(self.rate)
        self._line.addWidget(self.timeline, 1)
        self._line.addSpacing(self._appearance.px(14))
        self._line.addWidget(self.readouts)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit_transport()
        return done

    def _fit_transport(self) -> None:
        """Leave the buttons to both ends out where there is no room for all: the timeline and keys do the same."""
        ends = (self._transport[0], self._transport[-1])
        hidden = sum(button.minimumWidth() + self._line.spacing() for button in ends if button.isHidden())
        fits = self._line.minimumSize().width() + hidden <= self.width()
        for button in ends:
            button.setHidden(not fits)

    def _connect(self) -> None:
        studio = self._studio
        self.speed.chosen.connect(lambda key: studio.apply(set_speed(speed_called(key))))
        self.timeline.scrubbed.connect(self._scrub)
        for signal in (studio.cursor_moved, studio.timeline_grew):
            signal.connect(self._show_cursor)
        for signal in (studio.timeline_replaced, studio.scene_changed, studio.explanation_changed):
            signal.connect(self._show_all)
        for signal in (studio.selection_changed, studio.curves_changed):
            signal.connect(self._show_all)
        studio.playback_changed.connect(self._show_playback)
        studio.changed.connect(self._follow_rate)
        self._appearance.changed.connect(self._space)
        self._space()
        self._show_all()

    def _scrub(self, step: int) -> None:
        self._studio.apply(pause)
        self._studio.apply(show_step(step))

    def _show_cursor(self, *_: object) -> None:
        self._show_progress()
        if self._studio.playback.playing:
            self._readings.ask()
        else:
            self._readings.now()
        self._show_playback()

    def _show_all(self) -> None:
        self._show_progress()
        self._readings.now()
        self._show_playback()

    def _follow_rate(self, facts: frozenset[Fact]) -> None:
        crosses = Fact.CURSOR in facts and bool(self._studio.run.compiled.changes_at)
        if crosses or not SHOWN.isdisjoint(facts):
            self._show_rate()

    def _show_rate(self) -> None:
        if self._with_rate:
            self.rate.show_rate()

    def _show_playback(self) -> None:
        studio = self._studio
        self.speed.set_chosen(studio.playback.speed.key)
        if studio.playback.playing:
            self.play_button.show_icon("pause", "Pause")
        elif studio.playback.step >= studio.run.steps and studio.run.steps > 0:
            self.play_button.show_icon("rotate-ccw", "Play again")
        else:
            self.play_button.show_icon("play", "Play")

    def _show_progress(self) -> None:
        studio = self._studio
        changes = studio.document.scene.recipe.training.changes
        marks = tuple(sorted({change.step for change in changes}))
        branched = studio.run.ghost is not None and not studio.run.foreseen
        branch = studio.run.ghost_step if branched else None
        place, computed = studio.playback.step + studio.playback.fraction, studio.run.timeline.length
        film = studio.document.scene.film
        keys, pauses = tuple(key.step for key in film.camera), tuple(pause.step for pause in film.pauses)
        self.timeline.show_progress(
            TimelineProgress(place, computed, max(studio.run.steps, 1), marks, branch, keys, pauses)
        )

    def _show_readings(self) -> None:
        studio = self._studio
        self._view = view = readable_step(studio, self._view)
        total = studio.run.steps
        read_outs = [loss_on_show(view)]
        if self._wide:
            batch = [] if view.on_all_rows else [batch_loss_read_out(view)]
            read_outs += [*batch, gradient_read_out(view), replace(rate_read_out(view), label="η")]
        self.timeline.setAccessibleDescription(step_sentence(view, total))
        first = Reading("step", f"{view.step} / {total}", f"{total} / {total}")
        self.readouts.show_readings((first, *(Reading(each.label, each.value) for each in read_outs)))

    def _space(self) -> None:
        px = self._appearance.px
        self.setFixedHeight(px(LOW_HEIGHT_PX if self._low else HEIGHT_PX))
        self._line.setContentsMargins(px(12), 0, px(16), 0)
        self._line.setSpacing(px(4))
        for button in self._transport:
            button.setFixedSize(px(TRANSPORT_PX), px(TRANSPORT_PX))
        self.speed.setFixedWidth(px(SPEED_PX[self._with_rate]))

"""The map of runs in the window: the map, what it goes over, what is under the pointer, and how far it is."""

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout

from lossstudio.picture.charts.run_map import axis_name, run_map_of
from lossstudio.picture.charts.run_map_chart import Field, RunMapChart
from lossstudio.studio.background.map_work import MapWork, path_of_run
from lossstudio.studio.commands.maps import take_run
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.accessible import say_aloud
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import CardBackground
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.film.map_row import dress_rest
from lossstudio.ui.maps.map_choice import MapChoice
from lossstudio.ui.maps.map_keys import MapKeys
from lossstudio.ui.maps.map_popup import MapPopup
from lossstudio.ui.maps.words import field_words, map_words, standing_of

SMALLEST_PX = 100.0
BAR_PX = 64.0
NOT_YET = "This run isn't finished yet."


class RunMapPane(CardBackground):
    """Shows the map of the selected runner, and makes it as long as somebody looks.

    Signals
    -------
    run_pointed(object)
        The path ``(n, P)`` of the run that is pointed at; None when none is.
    save_asked
        The map is to be written to a file.

    Attributes
    ----------
    work, choice
        The map in the making, and what it goes over.
    """

    run_pointed = Signal(object)
    save_asked = Signal()

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._studio = studio
        self.set_ground("canvas", "canvas")
        self.work = MapWork(studio, self)
        self.choice = MapChoice(studio, self.work)
        self.chart = RunMapChart(appearance.theme, interactive=True)
        self.view = ChartView(
            appearance, self.chart, name="Map of runs", height_px=400, smallest_px=SMALLEST_PX, ground="canvas"
        )
        self.sides = tuple(
            ComboBox(appearance, name=name, prefix=f"{name.lower()}: ", brief=f"{arrow} ")
            for name, arrow in (("Across", "→"), ("Up", "↑"))
        )
        for side in self.sides:
            side.alike = self.sides
        self.options = _button(appearance, "sliders-horizontal", "Options of the map", "From where to where, how fine")
        self.save = _button(appearance, "save", "Save the map", "As a picture or as a table")
        self.words = ElidedLabel(appearance, points=9, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the map")
        self.rest = _button(appearance, "pause", "Pause the map", "Let the map rest")
        self.stop = _button(appearance, "x", "Give the map up", "Make it no finer; what is there stays")
        self.keys = MapKeys(self.chart, self.view, self.point_at, self.take)
        self._pressed: Field | None = None
        self._paths: tuple[str, ...] = ()
        self._paths_of: object = None
        self._drawing = Throttle(self._draw, self, 100)
        self._path = studio.inquiry("the path of a run of a map", self.run_pointed.emit)
        self._lay_out()
        self._connect()

    def set_top_gap(self, pixels: int) -> None:
        """Leave so many pixels free at the top."""
        px = self._appearance.px
        self._column.setContentsMargins(px(8), px(10) + pixels, px(10), px(8))

    def image(self) -> QImage:
        """Return what is shown of the map."""
        return self.view.grab().toImage()

    def close_work(self) -> None:
        """Ask for nothing any more."""
        self.work.close()

    def point_at(self, field: Field | None) -> None:
        """Point at the run of a field, or at none: its values are said, and its path is shown upon the surface."""
        if field == self.chart.pointed and field is not None:
            return
        self.chart.point_at(field)
        self._say()
        if self.keys.held and field is not None:
            say_aloud(self.view, self.words.text())
        self._follow_path(field)

    def take(self, field: Field) -> None:
        """Give the selected runner the settings of a field's run."""
        plan = self.work.plan
        if plan is not None:
            values = [axis.values[at] for axis, at in zip(plan.sweep.axes, field, strict=True)]
            self._studio.apply(take_run(plan.sweep.axes, values))
            self._studio.document.end_change()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.point_at(None)

    def _follow(self) -> None:
        """Make the map of what is selected now; one that nobody looks at is given up where it has become another."""
        if self.isVisible():
            self.work.want(self.choice.recipe, self.choice.spec)
            self._show_choice()
            self._draw()
        elif self.work.open and not self.work.is_of(self.choice.recipe, self.choice.spec):
            self.work.cancel()

    def _show_choice(self) -> None:
        ranges = self.choice.ranges
        if self._paths_of is not self.choice.compiled:
            self._paths, self._paths_of = self.choice.paths, self.choice.compiled
        for side, combo in enumerate(self.sides):
            paths = self._paths if ranges is None else tuple(dict.fromkeys((*self._paths, ranges[side].path)))
            combo.set_choices([(path, axis_name(path)) for path in paths])
            if ranges is not None:
                combo.set_chosen(ranges[side].path)
        self.chart.mark_now(*self.choice.now)

    def _draw(self) -> None:
        if not self.isVisible():
            return
        shown, plan, work = self.work.shown, self.work.plan, self.work
        if plan is None or shown is None:
            self.chart.clear()
            self.view.describe(standing_of(work))
        else:
            run_map = run_map_of(shown, plan.measure, plan.border)
            self.chart.show(run_map)
            self.chart.mark_now(*self.choice.now)
            self.view.describe(map_words(run_map))
        self._say()
        self.bar.setRange(0, work.total)
        self.bar.setValue(work.done)
        self._show_buttons()

    def _show_buttons(self) -> None:
        work = self.work
        self.rest.setVisible(work.open or work.state == "cancelled")
        self.stop.setVisible(work.open)
        dress_rest(self.rest, work)
        self.save.setEnabled(work.finished is not None)

    def _say(self) -> None:
        """Say what the run under the pointer came to, or how far the map is."""
        field, plan = self.chart.pointed, self.work.plan
        self.bar.setVisible(self.work.open and field is None)  # a run's numbers need the room
        if field is None or plan is None:
            self.words.setText(standing_of(self.work))
        elif self.work.knows(*field):
            self.words.setText(field_words(plan.sweep, plan.measure, field, self.work.of(*field)))
        else:
            self.words.setText(NOT_YET)

    def _follow_path(self, field: Field | None) -> None:
        plan = self.work.plan
        if field is None or plan is None:
            self._path.cancel()
            self.run_pointed.emit(None)
            return
        sweep = plan.sweep
        self._path.ask_in_pieces(lambda: path_of_run(sweep, field))

    def _hover(self, place: QPointF | None) -> None:
        if not self.keys.held:
            self.point_at(None if place is None else self.chart.field_at(place))

    def _press(self, place: QPointF) -> None:
        self._pressed = self.chart.field_at(place)

    def _release(self, place: QPointF) -> None:
        field, pressed = self.chart.field_at(place), self._pressed
        self._pressed = None
        if field is not None and field == pressed:
            self.take(field)

    def _open_options(self) -> None:
        MapPopup(self._studio, self._appearance, self.choice).open_under(self.options)

    def _connect(self) -> None:
        studio = self._studio
        for signal in (studio.scene_changed, studio.selection_changed):
            signal.connect(self._follow)
        self.work.changed.connect(self._drawing.ask)
        self.work.planned.connect(self._show_choice)
        self.chart.mouse.hovered.connect(self._hover)
        self.chart.mouse.pressed.connect(self._press)
        self.chart.mouse.released.connect(self._release)
        for side, combo in enumerate(self.sides):
            combo.chosen.connect(lambda path, side=side: self.choice.take_path(side, path))
        self.options.clicked.connect(self._open_options)
        self.save.clicked.connect(self.save_asked)
        self.rest.clicked.connect(self.work.toggle)
        self.stop.clicked.connect(self.work.cancel)

    def _lay_out(self) -> None:
        px = self._appearance.px
        self._column = QVBoxLayout(self)
        self._column.setSpacing(px(4))
        self.set_top_gap(0)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (*self.sides, self.options, self.save):
            head.addWidget(widget)
        for widget, share in ((self.words, 1), (self.bar, 0), (self.rest, 0), (self.stop, 0)):
            foot.addWidget(widget, share)
        self.bar.setFixedWidth(px(BAR_PX))
        self._column.addLayout(head)
        self._column.addWidget(self.view, 1)
        self._column.addLayout(foot)


def _button(appearance: Appearance, icon_name: str, name: str, tip: str) -> IconButton:
    button = IconButton(appearance, icon_name, name=name, icon_px=15, solid=icon_name in ("pause", "play"))
    button.setToolTip(tip)
    return button

"""The options of the map of runs: the range of each setting, how fine it is, what colours a run."""

import math
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.picture.charts.run_map import axis_name
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.run.sweep.axis import Range
from lossstudio.run.sweep.map_settings import usual_starts
from lossstudio.run.sweep.map_spec import MOST_SIDE, MapSpec
from lossstudio.studio.commands.maps import set_map
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardBackground, CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label, Paragraph
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.maps.map_choice import MapChoice

WIDTH_PX = 380.0
EVEN, LOG = "even", "log"
SPACINGS = ((EVEN, "evenly"), (LOG, "by factors"))
MEASURES = {
    "last_loss": "the last loss",
    "best_loss": "the best loss",
    "diverged_at": "when it diverged",
    "minimum": "the minimum it reaches",
}


class RangeRows:
    """The rows of one of the two settings, of at most so many values."""

    def __init__(self, appearance: Appearance, side: str, most: int = MOST_SIDE) -> None:
        self.low = NumberField(appearance, name=f"{side}: from", step=0.01)
        self.high = NumberField(appearance, name=f"{side}: to", step=0.01)
        self.count = NumberField(appearance, name=f"{side}: values", bounds=(2, most), whole=True)
        self.spacing = ComboBox(appearance, name=f"{side}: spacing", choices=SPACINGS)
        self.title = Label(appearance, "", weight=QFont.Weight.Medium)
        self.fields: tuple[QWidget, ...] = (
            CardRow(appearance, "From, to", [self.low, self.high]),
            CardRow(appearance, "Values", [self.count, self.spacing]),
        )
        self.rows: tuple[QWidget, ...] = (self.title, *self.fields)

    def show_range(self, wanted: Range, side: str) -> None:
        """Show a range."""
        self.title.setText(f"{side}: {axis_name(wanted.path)}")
        self.low.set_value(wanted.low)
        self.high.set_value(wanted.high)
        self.count.set_value(float(wanted.count))
        self.spacing.set_chosen(wanted.spacing)

    def taken(self, path: str) -> Range | None:
        """Return the range that stands there; None where a number is missing."""
        low, high, count = self.low.value, self.high.value, self.count.value
        if low is None or high is None or count is None:
            return None
        return Range(path, low, high, int(count), "log" if self.spacing.choice == LOG else "even")


class MapPopup(CardBackground):
    """Pops up under the map's buttons; a click elsewhere or Escape closes it. What is chosen is made at once."""

    def __init__(self, studio: Studio, appearance: Appearance, choice: MapChoice) -> None:
        super().__init__(appearance)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Map of runs")
        self._studio, self._choice = studio, choice
        self.sides = (RangeRows(appearance, "Across"), RangeRows(appearance, "Up"))
        self.measure = ComboBox(appearance, name="Coloured by")
        self.steps = NumberField(
            appearance, name="Steps of each run", bounds=(1, MOST_STEPS), whole=True, none_text="as the scene plans"
        )
        self.words = Paragraph(appearance)
        self.usual = Button(appearance, "The usual map")
        self.usual.setToolTip("Go back to the settings that tell most of this runner")
        self.starts = Button(appearance, "Basins of attraction")
        self.starts.setToolTip("A map of starts: where each of them ends")
        self._lay_out()
        self._connect()
        self.show_map()

    def open_under(self, widget: QWidget) -> None:
        """Appear under a widget, right edges together."""
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomRight())
        self.move(corner.x() - self.width(), corner.y())
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def show_map(self) -> None:
        """Show what the map is."""
        spec, choice = self._choice.spec, self._choice
        for rows, wanted, side in zip(self.sides, choice.ranges or (), ("Across", "Up"), strict=False):
            rows.show_range(wanted, side)
        measures = [(key, words) for key, words in MEASURES.items() if key != "minimum" or choice.knows_minima]
        if spec.measure not in dict(measures):
            measures.append((spec.measure, spec.measure.replace("_", " ")))
        self.measure.set_choices(measures)
        self.measure.set_chosen(spec.measure)
        self.steps.set_value(None if spec.steps is None else float(spec.steps))
        self.words.setText("Each field is a whole run of the selected runner, with these two settings changed.")

    def _connect(self) -> None:
        for rows in self.sides:
            for field in (rows.low, rows.high, rows.count):
                field.changed.connect(lambda _value: self._take_ranges())
                field.released.connect(self._studio.document.end_change)
            rows.spacing.chosen.connect(lambda _key: self._take_ranges())
        self.measure.chosen.connect(lambda key: self._take(measure=key))
        self.steps.changed.connect(lambda value: self._take(steps=None if math.isnan(value) else int(value)))
        self.steps.released.connect(self._studio.document.end_change)
        self.usual.clicked.connect(lambda: self._studio.apply(set_map(MapSpec())))
        self.starts.clicked.connect(self._take_starts)
        self._studio.scene_changed.connect(self.show_map)

    def _take_ranges(self) -> None:
        olds = self._choice.ranges or ()
        ranges = [rows.taken(old.path) for rows, old in zip(self.sides, olds, strict=False)]
        found = [each for each in ranges if each is not None]
        if len(found) == len(self.sides):
            self._choice.take_ranges(found[0], found[1])

    def _take(self, **fields: object) -> None:
        self._studio.apply(set_map(replace(self._choice.spec, **fields)))  # type: ignore[arg-type]

    def _take_starts(self) -> None:
        ranges = usual_starts(self._choice.compiled)
        if ranges is not None:
            measure = "minimum" if self._choice.knows_minima else "last_loss"
            over = (ranges[0].text, ranges[1].text)
            self._studio.apply(set_map(replace(self._choice.spec, over=over, measure=measure)))

    def _lay_out(self) -> None:
        px = self._appearance.px
        self.setFixedWidth(px(WIDTH_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(8))
        column.addWidget(Label(self._appearance, "Map of runs", weight=QFont.Weight.DemiBold))
        column.addWidget(self.words)
        for rows in self.sides:
            for row in rows.rows:
                column.addWidget(row)
        column.addWidget(CardRow(self._appearance, "Colour", [self.measure]))
        column.addWidget(CardRow(self._appearance, "Steps", [self.steps]))
        foot = QHBoxLayout()
        foot.addWidget(self.usual)
        foot.addStretch(1)
        foot.addWidget(self.starts)
        self.starts.setEnabled(self._choice.compiled.size > 1)
        column.addLayout(foot)

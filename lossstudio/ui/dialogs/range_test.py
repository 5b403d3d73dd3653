"""Find a learning rate: a range test in the background, its curve, and a button that takes what it suggests."""

from PySide6.QtWidgets import QWidget

from lossstudio.core.array import Floats
from lossstudio.core.numbers import exact, readout
from lossstudio.picture.charts.range_chart import RangeChart, RangeCurve
from lossstudio.run.analysis.range_test import UPDATES, RangeTest
from lossstudio.studio.commands.training import rates_to_try, set_learning_rate, start_range_test, stop_range_test
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.label import Paragraph
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (680, 520)


class RangeTestSheet(Sheet):
    """Begins a range test when it opens, and gives it up when it closes."""

    def __init__(self, studio: Studio, appearance: Appearance, window: QWidget) -> None:
        super().__init__(appearance, window, "Find a learning rate", SIZE_PX)
        self._studio = studio
        self.about, self.words = Paragraph(appearance), Paragraph(appearance)
        self.chart = RangeChart(appearance.theme, interactive=True)
        self.view = ChartView(appearance, self.chart, name="Loss against learning rate", height_px=280, smallest_px=140)
        self.again = Button(appearance, "Try again")
        self.close_button = Button(appearance, "Close")
        self.take = Button(appearance, "Use it", kind="accent")
        self.again.setToolTip("Try all the learning rates once more")
        self.close_button.setToolTip("Leave the learning rate as it is")
        self._lay_out()
        self.again.clicked.connect(lambda: studio.apply(start_range_test))
        self.close_button.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        self.finished.connect(self._end)
        studio.rates_changed.connect(self._show)
        self._begin()

    def _begin(self) -> None:
        studio = self._studio
        here = studio.playback.acts_from == "here" and studio.playback.step > 0
        place = f"from step {studio.playback.step}" if here else "from the start"
        self.about.setText(
            f"Each of {rates_to_try(studio.snapshot)} learning rates gets a run of its own: {UPDATES} updates {place}, "
            "with this runner's optimizer and batches. The curve is the loss that each comes to."
        )
        studio.apply(start_range_test)
        self._show()

    def _show(self) -> None:
        studio, found = self._studio, self._studio.analysis.range_test
        rate = studio.snapshot.settings.learning_rate
        curve = None if found is None else RangeCurve(found=found, now=rate, runner=studio.selection.runner)
        self.chart.show(curve)
        self.again.setEnabled(not studio.analysis.testing_rates)
        suggestion = None if found is None else found.suggestion
        self.take.setEnabled(suggestion is not None)
        (self.close_button if suggestion is None else self.take).setFocus()
        self.take.setText("Use it" if suggestion is None else f"Use {exact(suggestion)}")
        self.take.setToolTip("Give this runner the suggested learning rate; undo takes it back")
        self.close_button.setText("Cancel" if studio.analysis.testing_rates else "Close")
        if found is not None:
            self.words.setText(verdict(found))
        else:
            self.words.setText("Trying ..." if studio.analysis.testing_rates else "Nothing was found: the test failed.")

    def _take(self) -> None:
        found = self._studio.analysis.range_test
        if found is not None and found.suggestion is not None:
            self._studio.apply(set_learning_rate(found.suggestion))
            self._studio.document.end_change()
        self.accept()

    def _end(self, _result: int) -> None:
        self._studio.rates_changed.disconnect(self._show)
        self._studio.apply(stop_range_test)

    def _lay_out(self) -> None:
        self.column.addWidget(self.about)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.words)
        self.foot.addWidget(self.again)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.take)
        self.column.addLayout(self.foot)


def verdict(found: RangeTest) -> str:
    """Say in words what a range test found."""
    if found.fastest is None or found.suggestion is None:
        return "At no rate does the loss end below where it began: the ball is at rest here, or every step overshoots."
    lowest = _lowest(found.losses)
    falls = f"The loss falls most at {readout(found.fastest)}, from {readout(found.before)} to {readout(lowest)}"
    if found.too_high is None:
        return f"{falls}; no rate that was tried is too high."
    half = f"Half of {readout(found.too_high)} is safer than the fastest."
    why = half if found.suggestion < 0.99 * found.fastest else ""
    high, climbs = f"From {readout(found.too_high)} on the rate is too high", "it ends higher than it began"
    if found.explodes is not None:
        same = readout(found.explodes) == readout(found.too_high)
        high += f": {climbs}" if same else f", from {readout(found.explodes)} on {climbs}"
    return f"{falls}. {high}. {why}".rstrip()


def _lowest(losses: Floats) -> float:
    return float(losses.min())

"""The Descent panel: who walks down, with which optimizer, how fast, on which batches and from where."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import option_of
from lossstudio.core.numbers import counted
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.run.recipe.recipe import Runner, Training
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.playback import set_acts_from
from lossstudio.studio.commands.training import (
    can_test_rates,
    set_batch_size,
    set_clipping,
    set_learning_rate,
    set_optimizer,
    set_schedule,
    set_seed,
    set_steps,
)
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import ROW_GAP_PX, CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.ruler import RulerSlider
from lossstudio.ui.controls.segments import SegmentedControl
from lossstudio.ui.dialogs.range_test import RangeTestSheet
from lossstudio.ui.panels.descent.points_control import PointsControl
from lossstudio.ui.panels.descent.runner_chips import RunnerChips
from lossstudio.ui.panels.descent.start_control import FEW, DrawingRows, StartControl
from lossstudio.ui.panels.options.option_controls import OptionControl, OptionRows, option_control
from lossstudio.ui.panels.panel import More, Panel

SIZES = (1, 4, 10, 16, 32, 64, 128, 256)
ALL = "all"


class BatchControl(ComboBox):
    """A list of batch sizes below the number of rows."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance, name="Batch")
        self._studio = studio
        self.setToolTip("How many rows each update sees; fewer are faster and noisier")
        self.chosen.connect(self._take)

    def show_size(self) -> None:
        """Show the batch size in force."""
        rows, size = self._studio.run.compiled.problem.rows, self._studio.snapshot.settings.batch_size
        offered = sorted({each for each in SIZES if each < rows} | ({size} if size else set()))
        everything = (ALL, f"all {counted(rows, 'row')}")
        self.set_choices([everything, *((str(each), counted(each, "row")) for each in offered)])
        self.set_chosen(ALL if size is None else str(size))

    def _take(self, key: str) -> None:
        self._studio.apply(set_batch_size(None if key == ALL else int(key)))
        self._studio.document.end_change()
        self.show_size()


LARGEST = 1e6
FIELD_PX, BRIEF_FIELD_PX = 84.0, 80.0
"""How wide the number is beside the ruler."""
HELP = "How far a step goes: the step is the learning rate times the gradient"


class RateControl(QWidget):
    """The selected runner's learning rate.

    Parameters
    ----------
    beside
        Whether the ruler stands beside the number instead of below it, and nothing else.
    brief
        Whether the ruler shows its zones alone.
    """

    def __init__(self, studio: Studio, appearance: Appearance, *, beside: bool = False, brief: bool = False) -> None:
        super().__init__()
        self._studio, self._appearance, self._beside = studio, appearance, beside
        self.field = NumberField(appearance, name="Learning rate", bounds=(0.0, LARGEST), logarithmic=True)
        self.field.setToolTip(HELP)
        self.finder = Button(appearance, "Find...")
        self.finder.setAccessibleName("Find a learning rate")
        self.finder.setProperty("small", True)
        self._name = "η" if brief else "learning rate η"
        self.ruler = RulerSlider(appearance, brief=brief)
        self.ruler.setToolTip(HELP)
        self._line = QHBoxLayout(self) if beside else QVBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._fill()
        for part in (self.field, self.ruler):
            part.changed.connect(lambda rate: studio.apply(set_learning_rate(rate)))
            part.released.connect(studio.document.end_change)
        self.finder.clicked.connect(self._find)
        appearance.changed.connect(self._space)
        self._space()

    def show_rate(self) -> None:
        """Show the rate in force and what is known of its limit."""
        settings, analysis = self._studio.snapshot.settings, self._studio.analysis
        rate, scales = settings.learning_rate, settings.optimizer_entry.rate_scales
        self.field.set_value(rate)
        self.ruler.show_rate(rate, analysis.zones, arrives=analysis.arrives, scales=scales)
        possible = can_test_rates(self._studio.snapshot)
        self.finder.setEnabled(possible)
        tells = "Try many learning rates for a few updates each, and see which one the loss falls fastest at"
        self.finder.setToolTip(tells if possible else "A game has no loss that falls, so none tells a learning rate")

    def _fill(self) -> None:
        if not self._beside:
            self._line.addWidget(CardRow(self._appearance, "Learn. rate η", [self.field, self.finder]))
            self._line.addWidget(self.ruler)
            return
        self.finder.setParent(self)
        self.finder.hide()
        self._line.addWidget(Label(self._appearance, self._name, quiet=True))
        self._line.addWidget(self.field)
        self._line.addWidget(self.ruler, 1)

    def _find(self) -> None:
        RangeTestSheet(self._studio, self._appearance, self.window()).open()

    def _space(self) -> None:
        self._line.setSpacing(self._appearance.px(ROW_GAP_PX))
        if self._beside:
            self.field.setFixedWidth(self._appearance.px(BRIEF_FIELD_PX if self.ruler.brief else FIELD_PX))


AT_ONCE = 2
"""An entry with at most this many options shows them at once; more of them wait behind the dots."""
CLIPPING = ("clip_value", "clip_norm")
SHOWN = frozenset({Fact.SCENE, Fact.SELECTION, Fact.RUN, Fact.ADVICE, Fact.PLAYBACK})
"""What the panel shows; one edit changes several of them."""


class DescentPanel(Panel):
    """The selected runner's settings."""

    key, menu_name, shortcut = "descent", "Descent", "Alt+4"
    column = "left"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.more = More(appearance, "More about the descent")
        self.add_to_header(self.more.button)
        self.chips = RunnerChips(studio, appearance)
        self.body.addWidget(self.chips)
        self._build_optimizer()
        self.rate = self.essential = RateControl(studio, appearance)
        self.body.addWidget(self.rate)
        self._build_switch()
        self._build_schedule()
        self._build_rest()
        self.body.addWidget(self.more)
        self._connect()
        self.show_scene()

    def show_scene(self) -> None:
        """Show what is in force for the selected runner at the step on show."""
        settings, compiled = self.studio.snapshot.settings, self.studio.run.compiled
        race = len(compiled.names) > 1
        self.chips.setVisible(race)
        self.set_note(f"{len(compiled.names)} runners" if race else "")
        self.optimizer.set_chosen(settings.optimizer.kind)
        self._show_options(self.optimizer_options, self.optimizer_rare, settings.optimizer_entry, settings.optimizer)
        self.schedule.set_chosen(settings.schedule.kind)
        self._show_options(self.schedule_options, self.schedule_rare, settings.schedule_entry, settings.schedule)
        self.rate.show_rate()
        self.applies.set_chosen(self.studio.playback.acts_from)
        self._batch_row.setVisible(compiled.problem.rows > 0)
        self.batch.show_size()
        self.start.show_start()
        self.drawing.setVisible(compiled.size > FEW)
        self.drawing.show_start()
        self.steps.show_value(self.studio.run.steps)
        self.seed.show_value(self.studio.document.scene.recipe.training.seed)
        for name, control in self.clipping.items():
            control.show_value(getattr(settings, name))

    def _build_optimizer(self) -> None:
        appearance = self.appearance
        words = [(key, entry.label) for key, entry in OPTIMIZERS.items()]
        self.optimizer = ComboBox(appearance, name="Optimizer", choices=words)
        self.optimizer.explain({key: f"{entry.summary}\n{entry.formula}" for key, entry in OPTIMIZERS.items()})
        self.add_row("Optimizer", self.optimizer)
        self.optimizer_options, self.optimizer_rare = OptionRows(appearance), OptionRows(appearance)
        self.body.addWidget(self.optimizer_options)
        self.more.add(self.optimizer_rare)

    def _build_switch(self) -> None:
        words = [("start", "from start"), ("here", "from here")]
        self.applies = SegmentedControl(self.appearance, words, name="Changes apply")
        self.applies.explain("start", "A change bends the whole path")
        self.applies.explain("here", "A change acts from the step on show; what was before stays")
        self.add_row("Applies", self.applies)

    def _build_schedule(self) -> None:
        appearance = self.appearance
        words = [(key, entry.label) for key, entry in SCHEDULES.items()]
        self.schedule = ComboBox(appearance, name="Schedule", choices=words)
        self.schedule.explain({key: entry.summary for key, entry in SCHEDULES.items()})
        self.add_row("Schedule", self.schedule)
        self.schedule_options, self.schedule_rare = (
            OptionRows(appearance, {"points": self._points}),
            OptionRows(appearance),
        )
        self.body.addWidget(self.schedule_options)
        self.more.add(self.schedule_rare)

    def _build_rest(self) -> None:
        studio, appearance = self.studio, self.appearance
        self.batch = BatchControl(studio, appearance)
        self._batch_row = self.add_row("Batch", self.batch)
        self.start = StartControl(studio, appearance)
        self.add_row("Start", self.start)
        self.drawing = DrawingRows(studio, appearance)
        self.more.add(self.drawing)
        steps, seed = (option_control(appearance, option_of(Training, name)) for name in ("steps", "seed"))
        assert steps is not None
        assert seed is not None
        self.steps, self.seed = steps, seed
        for control in (steps, seed):
            control.released.connect(studio.document.end_change)
            self.more.add(CardRow(appearance, control.name, [control]))

        self._build_clipping()

    def _build_clipping(self) -> None:
        self.clipping: dict[str, OptionControl] = {}
        for name in CLIPPING:
            control = option_control(self.appearance, option_of(Runner, name))
            assert control is not None
            control.edited.connect(lambda value, name=name: self._clip(name, value))
            control.released.connect(self.studio.document.end_change)
            self.clipping[name] = control
            self.more.add(CardRow(self.appearance, control.name, [control]))

    def _points(self, appearance: Appearance, option: Any) -> PointsControl:
        return PointsControl(appearance, option, lambda: self.studio.run.steps)

    def _clip(self, name: str, value: float | None) -> None:
        settings = self.studio.snapshot.settings
        said = {"clip_value": settings.clip_value, "clip_norm": settings.clip_norm, name: value}
        self.studio.apply(set_clipping(value=said["clip_value"], norm=said["clip_norm"]))

    def _connect(self) -> None:
        studio = self.studio
        studio.changed.connect(self._follow)
        self.applies.chosen.connect(lambda value: studio.apply(set_acts_from(value)))
        self.optimizer.chosen.connect(lambda key: studio.apply(set_optimizer(Spec(key))))
        self.schedule.chosen.connect(lambda key: studio.apply(set_schedule(Spec(key))))
        self.steps.edited.connect(lambda value: studio.apply(set_steps(value)))
        self.seed.edited.connect(lambda value: studio.apply(set_seed(value)))
        for rows in (self.optimizer_options, self.optimizer_rare):
            rows.edited.connect(self._edit_optimizer)
            rows.released.connect(studio.document.end_change)
        for rows in (self.schedule_options, self.schedule_rare):
            rows.edited.connect(self._edit_schedule)
            rows.released.connect(studio.document.end_change)

    def _follow(self, facts: frozenset[Fact]) -> None:
        """Show what is in force once after each change; most steps of the cursor cross no change of the settings."""
        crosses = Fact.CURSOR in facts and bool(self.studio.run.compiled.changes_at)
        if crosses or not SHOWN.isdisjoint(facts):
            self.show_scene()

    def _show_options(self, rows: OptionRows, rare: OptionRows, entry: Any, spec: Spec) -> None:
        names = [option.name for option in entry.options]
        at_once = len(names) <= AT_ONCE
        rows.show_entry(entry, spec.options, names=names if at_once else ())
        rare.show_entry(entry, spec.options, names=() if at_once else names)

    def _edit_optimizer(self, name: str, value: Any) -> None:
        self.studio.apply(set_optimizer(self.studio.snapshot.settings.optimizer.replace(**{name: value})))

    def _edit_schedule(self, name: str, value: Any) -> None:
        self.studio.apply(set_schedule(self.studio.snapshot.settings.schedule.with_options(**{name: value})))

"""The Loss panel: which loss, how it is written, what it makes of each error, its options, and the penalty."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import options_of
from lossstudio.core.losses import LOSSES, SINGLE_LOSSES
from lossstudio.core.losses.loss import Loss, Task
from lossstudio.picture.charts import LossShapeChart, shape_of
from lossstudio.picture.charts.loss.loss_shape import LossShape
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.training import set_penalty
from lossstudio.studio.formulas import loss_report
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.combo import ComboBox, Groups
from lossstudio.ui.controls.label import ElidedLabel, Label, Note, Paragraph
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.dialogs.loss_chooser import LossChooser
from lossstudio.ui.panels.loss.contribution_bars import ShareBars
from lossstudio.ui.panels.loss.parts_control import PartsControl
from lossstudio.ui.panels.loss.weights_control import WeightsControl
from lossstudio.ui.panels.options.constants_control import ConstantsControl
from lossstudio.ui.panels.options.formula_control import FormulaControl
from lossstudio.ui.panels.options.option_controls import Maker, OptionControl, OptionRows, option_control
from lossstudio.ui.panels.panel import (
    More,
    Panel,
    due_for_redraw,
)
from lossstudio.ui.playback.step_on_show import ChartWords, StepWords, moment_on_show


class InWords(Protocol):
    """What a catalogue's loss says of itself."""

    @property
    def formula(self) -> str:
        """How it is written."""

    @property
    def best_for(self) -> str:
        """When to choose it."""

    @property
    def trait(self) -> str:
        """What marks it."""


class LossWords(QWidget):
    """The formula, and close below it when to choose the loss."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.formula = ElidedLabel(appearance, points=11, quiet=True, italic=True)
        self.best_for = Paragraph(appearance, points=9, most_lines=2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for label in (self.formula, self.best_for):
            self._column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_loss(self, loss: InWords, *, typed: bool) -> None:
        """Show a loss; the formula of one that was `typed` stands in its field already."""
        self.formula.setText(loss.formula)
        self.formula.setVisible(not typed)
        self.best_for.setText(f"Best for: {loss.best_for}")
        self.setToolTip(f"{loss.formula}\nBest for: {loss.best_for}.\nKey trait: {loss.trait}.")


SHAPE_MS = 40
TURN = 6
CHART_PX = (156, 104)
"""How high the chart would like to be, and has to be."""
LOW_CHART_PX = (112, 88)
"""The same in a low window."""


class LossPanel(Panel):
    """The loss; on terrains it is the height itself."""

    key, menu_name, shortcut = "loss", "Loss", "Alt+3"
    column = "left"
    when_low = "folds_last"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.kind = ComboBox(appearance, name="Loss")
        self.guide = IconButton(appearance, "info", name="Which loss when?")
        self.guide.setToolTip("Which loss when? Start from the kind of answer that is wanted")
        self.guide.setProperty("small", True)
        self.guide.clicked.connect(self.choose)
        self.more = More(appearance, "Penalty on the weights")
        self.add_to_header(self.guide)
        self.add_to_header(self.more.button)
        self.body.addWidget(self.kind)  # it says what it is by itself, and has long names
        self.words = LossWords(appearance)
        self.misfit = Note(appearance, "warning")
        self.options = OptionRows(appearance, self._special())
        self.penalty: dict[str, OptionControl] = {}
        self._add_penalty()
        self.shares = ShareBars(appearance)
        self.chart = LossShapeChart(appearance.theme, interactive=True)
        height, smallest = CHART_PX
        self.view = ChartView(appearance, self.chart, name="Loss of one sample", height_px=height, smallest_px=smallest)
        self._sparing = False
        self._none = Label(appearance, quiet=True)
        for part in (self.words, self.misfit, self.options, self.more, self.shares, self.view, self._none):
            self.body.addWidget(part, 1 if part is self.view else 0)
        self.body.addStretch(0)  # where there is no chart to take the room
        self._shaped = True
        self._shapes = studio.inquiry("shape", self._take_shape)
        self.of_step = ChartWords(studio, self.view, self, marks_row=True)
        self.shares_of = StepWords(studio, self.shares.tell, self.shares.say, self)
        self._shape = Throttle(self._show_shape, self, SHAPE_MS)
        self._numbers = Throttle(self._show_numbers, self)
        self._in_force: tuple[Spec | None, Penalty] = (None, Penalty())
        self._connect()
        self.show_scene()

    def show_scene(self) -> None:
        """Show the loss in force for the selected runner."""
        settings, kind = self.studio.snapshot.settings, kind_of(self.studio.document.scene.recipe.task)
        self._in_force = settings.loss, settings.penalty
        losses = kind.losses
        known = settings.loss is not None and losses is not None
        self.view.setVisible(known and self._shaped)
        for part in (self.kind, self.words, self.options):
            part.setVisible(known and (part is not self.words or not self._sparing))
        self._none.setText(kind.instead_of_loss)
        self._none.setVisible(not known)
        self.more.offer(known and kind.allows("penalty"))
        self._show_numbers()
        if settings.loss is None or losses is None:
            self.set_note("")
            self._show_no_shape()
            return
        entry = losses[settings.loss.kind]
        self._offer(losses)
        self.kind.set_chosen(entry.key)
        self.words.show_loss(entry, typed=entry.key == "formula")
        self.options.show_entry(entry, settings.loss.options)
        for name, control in self.penalty.items():
            control.show_value(getattr(settings.penalty, name))
        self.set_note(entry.trait)
        self.set_summary(entry.label)
        self._shape.now()

    def economize(self, sparing: bool) -> None:
        """Write the formula into the chart, which is lower, and leave the rest to the tooltip."""
        self._sparing = sparing
        self.view.set_heights(*(LOW_CHART_PX if sparing else CHART_PX))
        self.show_scene()

    def choose(self) -> None:
        """Open the guide to which loss is for what."""
        LossChooser(self.studio, self.appearance, self.window()).open()

    def _special(self) -> Mapping[str, Maker]:
        """Return the controls that some options have instead of the ordinary ones."""
        of_one: dict[str, Maker] = {
            "expression": lambda appearance, option: FormulaControl(appearance, option, loss_report),
            "constants": ConstantsControl,
            "class_weights": lambda appearance, option: WeightsControl(appearance, option, self._classes),
        }
        parts: Maker = lambda appearance, option: PartsControl(appearance, option, self._groups, of_one)  # noqa: E731
        return {**of_one, "parts": parts}

    def _classes(self) -> tuple[str, ...]:
        prepared = self.studio.run.compiled.problem.prepared
        return () if prepared is None else prepared.classes

    def _groups(self) -> Groups:
        """Return the losses that can be parts of a sum, those that fit the data first."""
        return groups_of(SINGLE_LOSSES, self._task)

    @property
    def _task(self) -> Task | None:
        prepared = self.studio.run.compiled.problem.prepared
        return None if prepared is None else prepared.task

    def _offer(self, losses: Mapping[str, Any]) -> None:
        self.kind.set_groups(groups_of(losses, self._task))
        self.kind.explain({key: explained(loss, self._task) for key, loss in losses.items()})
        self.kind.setToolTip("What one sample costs; the mean over the samples is minimised")

    def _add_penalty(self) -> None:
        for option in options_of(Penalty):
            control = option_control(self.appearance, option)
            assert control is not None
            control.edited.connect(lambda value, name=option.name: self._penalise(name, value))
            control.released.connect(self.studio.document.end_change)
            self.penalty[option.name] = control
            self.more.add(CardRow(self.appearance, control.name, [control]))

    def _connect(self) -> None:
        studio = self.studio
        self.kind.chosen.connect(self._choose)
        self.options.edited.connect(self._edit)
        self.options.released.connect(studio.document.end_change)
        for changed in (studio.scene_changed, studio.selection_changed, studio.timeline_replaced):
            changed.connect(self.show_scene)
        studio.cursor_moved.connect(self._follow)
        studio.playback_changed.connect(self._follow)
        studio.explanation_changed.connect(self._numbers.ask)

    def _follow(self) -> None:
        """Show what is in force where a change of it was passed; else only the ball."""
        if (self.studio.snapshot.settings.loss, self.studio.snapshot.settings.penalty) != self._in_force:
            self.show_scene()
        elif due_for_redraw(self.studio, TURN):
            self._shape.ask()

    def _show_shape(self) -> None:
        studio = self.studio
        if not self.view.isHidden() or self._none.isHidden():
            self._shapes.ask(partial(_shape_at, moment_on_show(studio)))

    def _show_no_shape(self) -> None:
        """Drop the shape of a loss before: nothing is asked that would take its place."""
        self._shapes.cancel()
        self.chart.show(None)
        self.of_step.be_of(None)

    def _take_shape(self, found: tuple[StepView, LossShape | None]) -> None:
        view, shape = found
        self._shaped = shape is not None
        self.view.setVisible(self._shaped and self._none.isHidden())
        self.chart.show(shape)
        self.of_step.be_of(view)
        self.chart.call_loss(self.words.formula.text() if self._sparing else "")

    def _show_numbers(self) -> None:
        """Show what the explanation of the step says of the loss: what doesn't fit, and each part's share."""
        now, told = self.studio.snapshot, self.studio.analysis.told
        if told is None or told.runner != now.runner or told.compiled.size != now.compiled.size:
            self.misfit.say("")
            self.shares.show_shares(())
            self.shares_of.be_of(None)
            return
        in_force = told.compiled.recipe.task, told.compiled.settings(told.step)[told.runner].loss
        fits = in_force == (now.scene.recipe.task, now.settings.loss)
        warnings = told.explanation.compatibility_warnings if fits else ()
        self.misfit.say(warnings[0] if warnings else "", tip="\n".join(warnings))
        self.shares.show_shares(told.explanation.shares)
        self.shares_of.be_of(told)

    def _choose(self, key: str) -> None:
        self.studio.apply(set_loss(Spec(key)))
        self.show_scene()

    def _edit(self, name: str, value: Any) -> None:
        loss = self.studio.snapshot.settings.loss
        if loss is not None:
            self.studio.apply(set_loss(loss.with_options(**{name: value})))
        self.show_scene()

    def _penalise(self, name: str, value: Any) -> None:
        self.studio.apply(set_penalty(replace(self.studio.snapshot.settings.penalty, **{name: value})))


def _shape_at(view: StepView) -> tuple[StepView, LossShape | None]:
    """Return a view and the shape of its runner's loss there; for the worker."""
    theta = view.thetas[view.runner]
    return view, shape_of(view.compiled, theta, view.runner, step=view.step, sample=view.sample)


ASKED = {"regression": "For a number", "binary": "For yes or no", "multiclass": "For one of many"}


def groups_of(losses: Mapping[str, Any], task: Task | None) -> Groups:
    """Return losses in the order in which they are offered: those that fit the task first."""
    if task is None or (losses is not LOSSES and losses is not SINGLE_LOSSES):
        return [("", [(key, loss.label) for key, loss in losses.items()])]
    fitting = [(key, loss.label) for key, loss in losses.items() if task in loss.tasks]
    others = [(key, loss.label) for key, loss in losses.items() if task not in loss.tasks]
    return [(ASKED[task], fitting), ("For other answers", others)]


def explained(loss: Loss, task: Task | None) -> str:
    """Say how a loss is written, when to choose it, and whether it fits the task."""
    lines = [loss.formula, f"Best for: {loss.best_for}.", f"Key trait: {loss.trait}."]
    if task is not None and task not in getattr(loss, "tasks", (task,)):
        lines.append(f"Made for {' and '.join(loss.tasks)}, not for {task}.")
    return "\n".join(lines)

"""The Loss panel: which loss, its options, what it makes of each error, and the penalty."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss, Task
from lossstudio.core.option import Number, Switch
from lossstudio.core.spec import Spec
from lossstudio.picture.charts import LossShapeChart, shape_of
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.card import Row
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label
from lossstudio.ui.panels.chart_view import ChartView
from lossstudio.ui.panels.option_controls import OptionControl, option_control
from lossstudio.ui.panels.option_rows import OptionRows
from lossstudio.ui.panels.panel import More, Panel
from lossstudio.ui.panels.standing import flat_out, thetas_on_show
from lossstudio.ui.theme import Look
from lossstudio.ui.throttle import Throttle

SHAPE_MS = 40
FLAT_OUT_MS = 125

PENALTY = (
    Number(
        name="l1",
        label="L1",
        default=0.0,
        minimum=0.0,
        slider=(0.0, 0.5),
        help="Penalty on the sum of the weights' sizes: pulls small weights to exactly 0.",
    ),
    Number(
        name="l2",
        label="L2",
        default=0.0,
        minimum=0.0,
        slider=(0.0, 0.5),
        help="Penalty on half the sum of the squared weights: keeps all weights small.",
    ),
    Switch(name="biases", default=False, help="Whether the penalty counts biases too."),
)


class LossPanel(Panel):
    """The loss; on terrains it is the height itself."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__(studio, look, "Loss")
        self.kind = ComboBox(look, name="Loss")
        self.more = More(look, "Penalty on the weights")
        self.add_to_header(self.more.button)
        self._kind_row = self.add_row("Kind", self.kind)
        self.options = OptionRows(look)
        self.penalty: dict[str, OptionControl] = {}
        self._add_penalty()
        self.chart = LossShapeChart(look.theme)
        self.view = ChartView(look, self.chart, name="Loss of one sample", height_px=116, smallest_px=76)
        self.view.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._none = Label(look, "The loss is the height of the terrain.", quiet=True)
        for part in (self.options, self.more, self.view, self._none):
            self.body.addWidget(part)
        self._shape = Throttle(self._show_shape, self, SHAPE_MS)
        self._shape_flat_out = Throttle(self._show_shape, self, FLAT_OUT_MS)
        self._connect()
        self.show_scene()

    def show_scene(self) -> None:
        """Show the loss in force for the selected runner."""
        settings, prepared = self.studio.settings, self.studio.course.problem.prepared
        known = settings.loss is not None and prepared is not None
        for part in (self._kind_row, self.view):
            part.setVisible(known)
        self._none.setVisible(not known)
        self.more.offer(known)
        if settings.loss is None or prepared is None:
            self.options.hide()
            self.set_note("")
            return
        entry = LOSSES[settings.loss.kind]
        self.kind.set_choices(offered(prepared.task))
        self.kind.explain({key: explained(loss, prepared.task) for key, loss in LOSSES.items()})
        self.kind.set_chosen(entry.key)
        self.kind.setToolTip(explained(entry, prepared.task))
        self.options.show_entry(entry, settings.loss.options)
        for name, control in self.penalty.items():
            control.show_value(getattr(settings.penalty, name))
        self.set_note(entry.trait)
        self._shape.now()

    def _add_penalty(self) -> None:
        for option in PENALTY:
            control = option_control(self.look, option)
            assert control is not None
            control.edited.connect(lambda value, name=option.name: self._penalise(name, value))
            control.released.connect(self.studio.end_change)
            self.penalty[option.name] = control
            self.more.add(Row(self.look, control.name, [control]))

    def _connect(self) -> None:
        studio = self.studio
        self.kind.chosen.connect(self._choose)
        self.options.edited.connect(self._edit)
        self.options.released.connect(studio.end_change)
        for changed in (studio.scene_changed, studio.selection_changed, studio.timeline_replaced):
            changed.connect(self.show_scene)
        studio.cursor_moved.connect(self._follow)

    def _follow(self) -> None:
        (self._shape_flat_out if flat_out(self.studio) else self._shape).ask()

    def _show_shape(self) -> None:
        studio = self.studio
        if not self.view.isHidden():
            theta = thetas_on_show(studio)[studio.runner]
            shape = shape_of(studio.course, theta, studio.runner, step=studio.step, sample=studio.sample)
            self.view.setVisible(shape is not None)
            self.chart.show(shape)

    def _choose(self, key: str) -> None:
        self.studio.set_loss(Spec(key))
        self.show_scene()

    def _edit(self, name: str, value: Any) -> None:
        loss = self.studio.settings.loss
        if loss is not None:
            self.studio.set_loss(loss.replace(**{name: value}))
        self.show_scene()

    def _penalise(self, name: str, value: Any) -> None:
        self.studio.set_penalty(replace(self.studio.settings.penalty, **{name: value}))


def offered(task: Task) -> list[tuple[str, str]]:
    """Return the losses in the order in which they are offered: those that fit the task first."""
    ordered = sorted(LOSSES.values(), key=lambda loss: task not in loss.tasks)
    return [(loss.key, loss.label) for loss in ordered]


def explained(loss: Loss, task: Task) -> str:
    """Say how a loss is written, when to choose it, and whether it fits the task."""
    lines = [loss.formula, f"Best for: {loss.best_for}.", f"Key trait: {loss.trait}."]
    if task not in loss.tasks:
        lines.append(f"Made for {' and '.join(loss.tasks)}, not for {task}.")
    return "\n".join(lines)

"""The Model panel: which model, its options, and how it is written."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QSizePolicy

from lossstudio.core.catalogue import Spec
from lossstudio.core.models import MODELS
from lossstudio.core.models.activations import LINEAR
from lossstudio.core.models.features import NAMED_FEATURES
from lossstudio.core.models.model import Model
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import counted
from lossstudio.core.option import Choice, Sequence
from lossstudio.run.kinds import kind_of
from lossstudio.studio.commands.objective import set_model
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.choices import Chip
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.options.option_controls import OptionControl, OptionRows, WritingControl, option_control
from lossstudio.ui.panels.panel import More, Panel

ACROSS = 3


class FeaturesControl(OptionControl):
    """A chip for each feature; with none pressed the network sees the inputs as they are.

    Parameters
    ----------
    inputs
        Gives the number of the data's inputs; features that need more are not offered.
    """

    wide = True
    option: Sequence

    def __init__(self, appearance: Appearance, option: Sequence, inputs: Callable[[], int]) -> None:
        super().__init__(appearance, option)
        self._inputs = inputs
        self._features: tuple[str, ...] = ()
        assert isinstance(option.item, Choice)
        self.chips = {name: Chip(appearance, name) for name in option.item.choices}
        grid = QGridLayout()
        grid.setSpacing(appearance.px(4))
        for at, (name, chip) in enumerate(self.chips.items()):
            chip.setCheckable(True)
            chip.setAccessibleName(f"Feature {name}")
            chip.setToolTip(f"Let the network see {name}")
            chip.clicked.connect(lambda _checked=False, name=name: self._turn(name))
            grid.addWidget(chip, at // ACROSS, at % ACROSS)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(4))
        self.line.addWidget(ElidedLabel(appearance, self.name, quiet=True))
        self.line.addLayout(grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Any) -> None:
        self._features = () if value is None else tuple(value)
        for name, chip in self.chips.items():
            chip.setChecked(name in self._features)
            chip.setVisible(NAMED_FEATURES[name].needs <= self._inputs())

    def _turn(self, name: str) -> None:
        """Add a feature, or take it out; the last one gone, the inputs are seen as they are again."""
        wanted = {*self._features} ^ {name}
        kept = tuple(each for each in self.chips if each in wanted)
        self.offer(kept or None)
        self.released.emit()
        self.show_value(self._features)


NEW_UNITS = 2


class LayersControl(OptionControl):
    """A list like "4, 2" between a minus and a plus."""

    option: Sequence

    def __init__(self, appearance: Appearance, option: Sequence) -> None:
        super().__init__(appearance, option)
        self.name = "Hidden layers"
        self._units: tuple[int, ...] = ()
        made = option_control(appearance, option)
        assert isinstance(made, WritingControl)
        self.writing = made
        made.field.setAccessibleName("Units of the hidden layers")
        made.edited.connect(self.edited)
        made.refused.connect(self.refused)
        self.fewer = IconButton(appearance, "minus", name="One hidden layer less")
        self.further = IconButton(appearance, "plus", name="One more hidden layer")
        for button in (self.fewer, self.further):
            button.setToolTip(button.accessibleName())
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fewer.clicked.connect(lambda: self.offer(self._units[:-1]))
        self.further.clicked.connect(lambda: self.offer((*self._units, NEW_UNITS)))
        for part in (made, self.fewer, self.further):
            self.line.addWidget(part)
        self.line.setSpacing(appearance.px(2))

    def show_value(self, value: Any) -> None:
        self._units = tuple(value)
        self.writing.show_value(value)
        self.fewer.setEnabled(bool(self._units))
        self.further.setEnabled(self.option.longest is None or len(self._units) < self.option.longest)


RARE = ("output", "features", "bias")


class ModelPanel(Panel):
    """The model; terrains have none."""

    key, menu_name, shortcut = "model", "Model", "Alt+2"
    column = "left"
    when_low = "folds"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.kind = ComboBox(appearance, name="Model", choices=[(key, entry.label) for key, entry in MODELS.items()])
        self.kind.explain({key: f"{entry.summary}; {entry.best_for}" for key, entry in MODELS.items()})
        self.more = More(appearance, "More about the model")
        self.add_to_header(self.more.button)
        self._kind_row = self.add_row("Kind", self.kind)
        self.layers = LayersControl(appearance, _hidden())
        self._layers_row = CardRow(appearance, "Hidden", [self.layers])
        self.options, self.rare = OptionRows(appearance), OptionRows(appearance, {"features": self._features})
        self.formula = ElidedLabel(appearance, points=11, quiet=True, italic=True)
        self.more.add(self.rare)
        for part in (self._layers_row, self.options, self.more, self.formula):
            self.body.addWidget(part)
        self.kind.chosen.connect(self._choose)
        self.layers.edited.connect(lambda units: self._edit("hidden", units))
        for rows in (self.options, self.rare):
            rows.edited.connect(self._edit)
            rows.released.connect(studio.document.end_change)
        studio.scene_changed.connect(self.show_scene)
        self.show_scene()

    def show_scene(self) -> None:
        """Show the model of the scene."""
        spec, network = self.studio.run.compiled.problem.model, self.studio.run.compiled.problem.network
        self._kind_row.setVisible(network is not None)
        self.set_note(counted(self.studio.run.compiled.size, "parameter"))
        if spec is None or network is None:
            for part in (self._layers_row, self.options):
                part.hide()
            self.more.offer(offered=False)
            task = self.studio.document.scene.recipe.task
            words = kind_of(task).instead_of_model(task)
            self.formula.setText(words)
            self.set_summary(words)
            return
        entry = MODELS[spec.kind]
        self.kind.set_chosen(spec.kind)
        self.kind.setToolTip(entry.summary)
        self._show_options(entry, spec, network)
        self.formula.setText(formula_of(entry, network))
        self.set_summary(f"{entry.label}, {counted(self.studio.run.compiled.size, 'parameter')}")

    def _show_options(self, entry: Model, spec: Spec, network: Network) -> None:
        names = [option.name for option in entry.options]
        layered = "hidden" in names
        self._layers_row.setVisible(layered)
        if layered:
            self.layers.show_value(spec.get("hidden", self.layers.option.default))
        unused = () if network.has_hidden_layers else ("activation",)
        plain = [name for name in names if name not in (*RARE, "hidden", *unused)]
        self.options.show_entry(entry, spec.options, names=plain)
        self.rare.show_entry(entry, spec.options, names=[name for name in names if name in RARE])
        self.more.offer(bool(self.rare.controls))

    def _features(self, appearance: Appearance, option: Sequence) -> FeaturesControl:
        return FeaturesControl(appearance, option, self._inputs)

    def _inputs(self) -> int:
        prepared = self.studio.run.compiled.problem.prepared
        return 0 if prepared is None else prepared.train_inputs.shape[1]

    def _choose(self, key: str) -> None:
        self.studio.apply(set_model(Spec(key)))
        self.show_scene()

    def _edit(self, name: str, value: Any) -> None:
        spec = self.studio.run.compiled.problem.model
        if spec is not None:
            self.studio.apply(set_model(spec.with_options(**{name: value})))
        self.show_scene()


def formula_of(entry: Model, network: Network) -> str:
    """Return how a model is written: a formula, or a network: its widths, and what ends it."""
    if any(option.name == "hidden" for option in entry.options):
        end = network.stack[-1].activation
        return " → ".join(map(str, network.layers)) + ("" if end is LINEAR else f" → {end.key}")
    if entry.key == "linear" and network.layers[0] == 1:
        return "ŷ = w·x + b" if network.stack[0].bias else "ŷ = w·x"
    return f"ŷ = {entry.formula}"


def _hidden() -> Sequence:
    option = MODELS["mlp"].option("hidden")
    assert isinstance(option, Sequence)
    return option

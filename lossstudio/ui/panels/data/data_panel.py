"""The Data panel: what is minimised, on which data set or distributions, how they are made, and what is held back."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.column_names import base_and_unit
from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.dataset import Dataset
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.numbers import counted, exact, readout, rounded
from lossstudio.core.option import Choice, Sequence
from lossstudio.core.terrains import TERRAINS
from lossstudio.core.terrains.terrain import Terrain
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.kind import ObjectiveKind
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_objective, set_terrain
from lossstudio.studio.formulas import terrain_report
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import Label, Note
from lossstudio.ui.controls.slider import Slider
from lossstudio.ui.panels.data.columns_control import ColumnsControl
from lossstudio.ui.panels.data.task_rows import TaskRows
from lossstudio.ui.panels.options.constants_control import ConstantsControl
from lossstudio.ui.panels.options.formula_control import FormulaControl
from lossstudio.ui.panels.options.option_controls import Maker, OptionRows
from lossstudio.ui.panels.panel import More, Panel

MOST, MOST_IN_TIP = 3, 40
"""So many columns are named, and in the tooltip so many."""


class ScaleNote(Note):
    """Says of each standardised column what its 0 and its 1 are; nothing where data are as they were measured."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "plain")

    def show_data(self, data: Prepared | None) -> None:
        """Show the scales of data."""
        lines, count = ([], 0) if data is None else scales(data, MOST_IN_TIP)
        words, tip = (_with_rest(lines[:most], count) for most in (MOST, MOST_IN_TIP))
        self.say(f"Standardised on the training rows:\n{words}" if lines else "", tip=tip)


def scales(data: Prepared, most: int) -> tuple[list[str], int]:
    """Return lines of the first standardised columns, no more than `most`, and how many such columns there are.

    A line is "flipper length: 0 is 201 mm, 1 is 14.1 mm more".
    """
    columns = (
        (data.input_names, data.samples.input_names, data.input_offset, data.input_scale),
        (data.target_names, data.samples.target_names, data.target_offset, data.target_scale),
    )
    found = [(part, at) for part in columns for at, name in enumerate(part[0]) if name.endswith("(standardised)")]
    lines = [
        _line(measured[at], float(offset[at]), float(scale[at])) for (_, measured, offset, scale), at in found[:most]
    ]
    return lines, len(found)


def _line(measured: str, offset: float, scale: float) -> str:
    base, unit = base_and_unit(measured)
    unit = f" {unit}" if unit else ""
    return f"{base}: 0 is {readout(offset, 4)}{unit}, 1 is {readout(scale)}{unit} more"


def _with_rest(lines: list[str], count: int) -> str:
    more = [f"… and {count - len(lines)} more"] if count > len(lines) else []
    return "\n".join((*lines, *more))


LARGEST_SHARE = 0.8
NOTCH = 0.05


class PercentControl(QWidget):
    """A share from 0 to 80 %, in steps of 5 %.

    Signals
    -------
    edited(float)
        A person chose another share; many times during a drag.
    released
        The drag is over.
    """

    edited = Signal(float)
    released = Signal()

    def __init__(self, appearance: Appearance, *, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.slider = Slider(appearance, 0.0, LARGEST_SHARE, name=name, step=NOTCH)
        self.slider.setToolTip("The share of the rows that is kept apart for testing.")
        self._label = Label(appearance)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.slider, 1)
        line.addWidget(self._label)
        self.slider.changed.connect(self._take)
        self.slider.released.connect(self.released)
        appearance.changed.connect(self._space)
        self._space()

    def show_share(self, share: float) -> None:
        """Show a share; nothing is emitted."""
        self.slider.set_number(share)
        self._write(share)

    @property
    def text(self) -> str:
        """What stands beside the slider."""
        return self._label.text()

    def _take(self, share: float) -> None:
        rounded = round(share, 4)
        self._write(rounded)
        self.edited.emit(rounded)

    def _write(self, share: float) -> None:
        self._label.setText(f"{exact(rounded(100 * share))} %")

    def _space(self) -> None:
        self._label.setFixedWidth(self._appearance.px(44))


RARE = ("seed", "standardize", "origin", "outliers", "balance")
ELSEWHERE = ("inputs", "target", "targets", "test_fraction")
HIDDEN = ("task", "input_names", "target_name", "classes")
COMMON = ("seed", "test_fraction")
TERRAIN, COMMAND, OBJECTIVE = "terrain:", "command:", "objective:"
ANSWERS = (("regression", "A number"), ("binary", "Yes or no"), ("multiclass", "One of many"))
OWN = ((f"{COMMAND}import_data", "Import a file …"), (f"{COMMAND}paste_data", "Paste a table"))
"""What the list offers beside data sets: commands by their keys."""
SPECIAL: Mapping[str, Maker] = {
    "expression": lambda appearance, option: FormulaControl(appearance, option, terrain_report),
    "constants": ConstantsControl,
}


class DataPanel(Panel):
    """The data, or the terrain that stands in their place."""

    key, menu_name, shortcut = "data", "Data", "Alt+1"
    column = "left"
    when_low = "folds"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.kind = ComboBox(appearance, name="Data set")
        self.more = More(appearance, "More about the data")
        self.add_to_header(self.more.button)
        self.objective = ComboBox(
            appearance, name="Minimise", choices=[(key, kind.label) for key, kind in KINDS.items()]
        )
        self.objective.explain({key: kind.summary for key, kind in KINDS.items()})
        self._kinds = self.add_row("Minimise", self.objective)
        self._set = self.add_row("Set", self.kind)
        self.target = ComboBox(appearance, name="Learn")
        self.inputs = ColumnsControl(appearance)
        self._learn = self.add_row("Learn", self.target)
        self._from = self.add_row("from", self.inputs)
        self.options, self.rare = OptionRows(appearance, SPECIAL), OptionRows(appearance)
        self.body.addWidget(self.options)
        self.held_back = PercentControl(appearance, name="Held back")
        self._held = self.add_row("Held back", self.held_back)
        self.more.add(self.rare)
        self.parts = {key: TaskRows(studio, appearance, kind) for key, kind in KINDS.items() if kind.parts}
        self.scales = ScaleNote(appearance)
        for part in (self.more, self.scales, *self.parts.values()):
            self.body.addWidget(part)
        self._connect()
        self.show_scene()

    def show_scene(self) -> None:
        """Show the data of the scene."""
        kind, spec = self._kind, self._spec
        self.objective.set_chosen(kind.key)
        self.objective.setToolTip(f"What is minimised: {kind.summary.lower()}")
        self._kinds.setVisible(not kind.in_sets)
        self.set_title(kind.card)
        for part in (self._set, self.options, self.rare):
            part.setVisible(spec is not None)
        for key, rows in self.parts.items():
            rows.setVisible(key == kind.key)
        if kind.key in self.parts:
            self.parts[kind.key].show_task(self.studio.document.scene.recipe.task)
        if spec is None:
            self._show_other()
            return
        self._offer(spec, kind)
        self.scales.show_data(self.studio.run.compiled.problem.prepared)
        entry = DATASETS[spec.kind] if kind.has_data else TERRAINS[spec.kind]
        self.kind.setToolTip(entry.summary)
        names = [option.name for option in entry.options if option.name not in (*ELSEWHERE, *HIDDEN)]
        if kind.has_data and not self.kept(spec.kind):
            names.remove("origin")
        self.options.show_entry(entry, spec.options, names=[name for name in names if name not in RARE])
        self.rare.show_entry(entry, spec.options, names=[name for name in names if name in RARE])
        self.more.offer(bool(self.rare.controls))
        self._held.setVisible(kind.has_data)
        self._show_columns(entry, spec)
        if isinstance(entry, Terrain):
            self.set_note("" if spec.kind == "formula" else entry.written(entry.complete(spec.options)))
            self.set_summary(entry.label)
        else:
            self.held_back.show_share(spec.get("test_fraction", entry.option("test_fraction").default))
            self._count(entry)

    def _show_other(self) -> None:
        """Show what is minimised where it is neither data nor a terrain."""
        for part in (self._held, self._learn, self._from):
            part.setVisible(False)
        self.scales.show_data(None)
        self.more.offer(offered=False)
        self.set_note("")
        self.set_summary(self._kind.described(self.studio.document.scene.recipe.task))

    @property
    def _kind(self) -> ObjectiveKind:
        return kind_of(self.studio.document.scene.recipe.task)

    @property
    def _spec(self) -> Spec | None:
        """The terrain or the data that are minimised on; None where it is neither."""
        spec: Spec | None = self._kind.value(self.studio.document.scene.recipe.task, "set")
        return spec

    @staticmethod
    def kept(kind: str) -> bool:
        """Say whether a data set's rows are kept in a file or the scene, not made up."""
        return kind == "table" or bool(DATASETS[kind].source)

    def _connect(self) -> None:
        studio = self.studio
        studio.scene_changed.connect(self.show_scene)
        self.objective.chosen.connect(self._choose_objective)
        self.kind.chosen.connect(self._choose_kind)
        self.target.chosen.connect(lambda key: self._edit(target=key))
        self.inputs.columns_chosen.connect(self._choose_columns)
        for rows in (self.options, self.rare):
            rows.edited.connect(lambda name, value: self._edit(**{name: value}))
            rows.released.connect(studio.document.end_change)
        self.held_back.edited.connect(lambda share: self._edit(test_fraction=share))
        self.held_back.released.connect(studio.document.end_change)

    def _offer(self, spec: Spec, kind: ObjectiveKind) -> None:
        """Offer data sets by the answer that they ask for, terrains, and what leads to a table of one's own.

        Pairs want classes, so that they are offered no others.
        """
        if kind.wants_classes:
            classed = [(key, each.label) for key, each in DATASETS.items() if key != "table" and has_classes(each)]
            groups = [("With classes", classed)]
        else:
            groups = [
                (words, [(key, entry.label) for key, entry in DATASETS.items() if entry.task == answer])
                for answer, words in ANSWERS
            ]
            groups.append(("Terrains", [(TERRAIN + key, entry.label) for key, entry in TERRAINS.items()]))
            others = [(OBJECTIVE + key, each.label) for key, each in KINDS.items() if not each.in_sets]
            groups.append(("Other objectives", others))
        own = [("table", DATASETS["table"].label)] if spec.kind == "table" else []
        self.kind.set_groups([*groups, ("Your own", [*own, *OWN])])
        self.kind.explain({key: entry.summary for key, entry in DATASETS.items()})
        self.kind.explain({TERRAIN + key: f"Terrain: {entry.summary}" for key, entry in TERRAINS.items()})
        self.kind.explain({OBJECTIVE + key: each.summary for key, each in KINDS.items()})
        self.kind.set_chosen(spec.kind if kind.has_data else TERRAIN + spec.kind)

    def _show_columns(self, entry: object, spec: Spec) -> None:
        """Show what is learned from what, for tables with named columns."""
        options = {option.name: option for option in entry.options} if isinstance(entry, Dataset) else {}
        inputs, target = options.get("inputs"), options.get("target")
        named = isinstance(inputs, Sequence) and isinstance(inputs.item, Choice) and isinstance(target, Choice)
        self._learn.setVisible(named)
        self._from.setVisible(named)
        if isinstance(inputs, Sequence) and isinstance(inputs.item, Choice) and isinstance(target, Choice):
            classed = self._kind.wants_classes
            offered = class_columns(entry) if classed and isinstance(entry, Dataset) else target.choices
            self.target.set_choices([(key, target.label_of(key)) for key in offered])
            self.target.set_chosen(spec.get("target", target.default))
            self.inputs.show_columns(inputs.item, spec.get("inputs", inputs.default))

    def _count(self, entry: Dataset) -> None:
        prepared = self.studio.run.compiled.problem.prepared
        if prepared is not None:
            rows = len(prepared.samples.targets)
            self.set_note(f"{rows} {entry.label.lower() if entry.source else 'samples'}")
            self.set_summary(f"{entry.label}, {counted(rows, 'row')}")

    def _choose_objective(self, kind: str) -> None:
        """Minimise something of another kind."""
        self.studio.apply(set_objective(kind))
        self.show_scene()

    def _choose_kind(self, key: str) -> None:
        """Take another data set; seed and split stay."""
        if key.startswith(COMMAND):
            self.do(key.removeprefix(COMMAND))
        elif key.startswith(OBJECTIVE):
            self.studio.apply(set_objective(key.removeprefix(OBJECTIVE)))
        elif key.startswith(TERRAIN):
            self.studio.apply(set_terrain(Spec(key.removeprefix(TERRAIN))))
        else:
            spec = self._kind.data_of(self.studio.document.scene.recipe.task)
            said = {} if spec is None else spec.options
            kept = {name: said[name] for name in COMMON if name in said}
            if self._kind.wants_classes and DATASETS[key].task == "regression":
                kept["target"] = class_columns(DATASETS[key])[0]
            self.studio.apply(set_data(Spec.of(key, **kept)))
        self.show_scene()

    def _choose_columns(self, columns: tuple[str, ...]) -> None:
        """Learn from other columns, counted from their own origins."""
        self._edit(inputs=columns, origin=None)

    def _edit(self, **options: Any) -> None:
        spec = self._spec
        if spec is None:
            return
        changed = spec.with_options(**options)
        if self._kind.has_data:
            self.studio.apply(set_data(changed))
        else:
            self.studio.apply(set_terrain(changed))
        self.show_scene()


def has_classes(entry: Dataset) -> bool:
    """Say whether a data set's rows are of classes, or can be."""
    return entry.task != "regression" or bool(class_columns(entry))


def class_columns(entry: Dataset) -> tuple[str, ...]:
    """Return the columns of a real table that are words: they can be learned, and aren't numbers to learn from."""
    options = {option.name: option for option in entry.options}
    inputs, target = options.get("inputs"), options.get("target")
    if not (isinstance(inputs, Sequence) and isinstance(inputs.item, Choice) and isinstance(target, Choice)):
        return ()
    return tuple(key for key in target.choices if key not in inputs.item.choices)

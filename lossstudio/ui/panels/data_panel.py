"""The Data panel: what is minimised, on which data set or distributions, how they are made, and what is held back."""

from collections.abc import Mapping
from typing import Any

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.dataset import Dataset
from lossstudio.core.objective.divergence import FAMILIES, TARGETS
from lossstudio.core.objective.game import GAMES
from lossstudio.core.option import Choice, Sequence
from lossstudio.core.spec import Spec
from lossstudio.core.terrains import TERRAINS
from lossstudio.run.recipe import DivergenceTask, GameTask, OnTerrain, PairsTask, Supervised, Task
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_objective, set_terrain
from lossstudio.studio.formulas import terrain_report
from lossstudio.studio.kinds import kind_of
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.panels.columns_control import ColumnsControl
from lossstudio.ui.panels.constants_control import ConstantsControl
from lossstudio.ui.panels.formula_control import FormulaControl
from lossstudio.ui.panels.option_rows import Maker, OptionRows
from lossstudio.ui.panels.panel import More, Panel
from lossstudio.ui.panels.percent_control import PercentControl
from lossstudio.ui.panels.scale_note import ScaleNote
from lossstudio.ui.panels.task_rows import DivergenceRows, GameRows
from lossstudio.ui.theme import Look

RARE = ("seed", "standardize", "origin", "outliers", "balance")
ELSEWHERE = ("inputs", "target", "targets", "test_fraction")
HIDDEN = ("task", "input_names", "target_name", "classes")
COMMON = ("seed", "test_fraction")
TERRAIN, COMMAND, OBJECTIVE = "terrain:", "command:", "objective:"
OBJECTIVES = {
    "supervised": ("A model's error", "A model learns from data, under a loss"),
    "terrain": ("A terrain's height", "A function of x and y, which is its own surface"),
    "divergence": ("A divergence", "A distribution comes to match another one"),
    "pairs": ("Pairs' distances", "A model places points: the like together, the unlike apart"),
    "game": ("A game of two", "A generator against a discriminator, each with a loss of its own"),
}
"""What can be minimised, by kind: the words, and what they mean."""
SETS = ("supervised", "terrain")
"""The kinds that the list of sets leads to; where another is on show, the kind has a row of its own."""
TITLES = {"terrain": "Terrain", "divergence": "Distributions", "game": "Game"}
ANSWERS = (("regression", "A number"), ("binary", "Yes or no"), ("multiclass", "One of many"))
OWN = ((f"{COMMAND}import_data", "Import a file …"), (f"{COMMAND}paste_data", "Paste a table"))
"""What the list offers beside data sets: commands by their keys."""
SPECIAL: Mapping[str, Maker] = {
    "expression": lambda look, option: FormulaControl(look, option, terrain_report),
    "constants": ConstantsControl,
}


class DataPanel(Panel):
    """The data, or the terrain that stands in their place."""

    key, menu_name, shortcut = "data", "Data", "Alt+1"
    column = "left"
    when_low = "folds"

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__(studio, look)
        self.kind = ComboBox(look, name="Data set")
        self.more = More(look, "More about the data")
        self.add_to_header(self.more.button)
        self.objective = ComboBox(
            look, name="Minimise", choices=[(key, words) for key, (words, _) in OBJECTIVES.items()]
        )
        self.objective.explain({key: meaning for key, (_, meaning) in OBJECTIVES.items()})
        self._kinds = self.add_row("Minimise", self.objective)
        self._set = self.add_row("Set", self.kind)
        self.target = ComboBox(look, name="Learn")
        self.inputs = ColumnsControl(look)
        self._learn = self.add_row("Learn", self.target)
        self._from = self.add_row("from", self.inputs)
        self.options, self.rare = OptionRows(look, SPECIAL), OptionRows(look)
        self.body.addWidget(self.options)
        self.held_back = PercentControl(look, name="Held back")
        self._held = self.add_row("Held back", self.held_back)
        self.more.add(self.rare)
        self.distributions, self.game = DivergenceRows(studio, look), GameRows(studio, look)
        self.scales = ScaleNote(look)
        for part in (self.more, self.scales, self.distributions, self.game):
            self.body.addWidget(part)
        self._connect()
        self.show_scene()

    def show_scene(self) -> None:
        """Show the data of the scene."""
        task = self.studio.document.scene.recipe.task
        terrain, spec, kind = isinstance(task, OnTerrain), spec_of(task), kind_of(task)
        self.objective.set_chosen(kind)
        self.objective.setToolTip(f"What is minimised: {OBJECTIVES[kind][1].lower()}")
        self._kinds.setVisible(kind not in SETS)
        self.set_title(TITLES.get(kind, "Data"))
        for part in (self._set, self.options, self.rare):
            part.setVisible(spec is not None)
        self.distributions.setVisible(isinstance(task, DivergenceTask))
        self.game.setVisible(isinstance(task, GameTask))
        if spec is None:
            self._show_other(task)
            return
        self._offer(spec, task)
        self.scales.show_data(self.studio.run.course.problem.prepared)
        entry = TERRAINS[spec.kind] if terrain else DATASETS[spec.kind]
        self.kind.setToolTip(entry.summary)
        names = [option.name for option in entry.options if option.name not in (*ELSEWHERE, *HIDDEN)]
        if not (terrain or self.kept(spec.kind)):
            names.remove("origin")
        self.options.show_entry(entry, spec.options, names=[name for name in names if name not in RARE])
        self.rare.show_entry(entry, spec.options, names=[name for name in names if name in RARE])
        self.more.offer(bool(self.rare.controls))
        self._held.setVisible(not terrain)
        self._show_columns(entry, spec)
        if isinstance(entry, Dataset):
            self.held_back.show_share(spec.get("test_fraction", entry.option("test_fraction").default))
            self._count(entry)
        else:
            self.set_note("" if spec.kind == "formula" else entry.formula)
            self.set_summary(entry.label)

    def _show_other(self, task: Task) -> None:
        """Show what is minimised where it is neither data nor a terrain."""
        for part in (self._held, self._learn, self._from):
            part.setVisible(False)
        self.scales.show_data(None)
        self.more.offer(offered=False)
        if isinstance(task, DivergenceTask):
            self.distributions.show_task(task)
            self.set_note("")
            self.set_summary(f"{TARGETS[task.target.kind].label}, by {FAMILIES[task.family.kind].label.lower()}")
        elif isinstance(task, GameTask):
            self.game.show_task(task)
            self.set_note("")
            self.set_summary(GAMES[task.game.kind].label)

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

    def _offer(self, spec: Spec, task: Task) -> None:
        """Offer data sets by the answer that they ask for, terrains, and what leads to a table of one's own.

        Pairs want classes, so that they are offered no others.
        """
        terrain = isinstance(task, OnTerrain)
        if isinstance(task, PairsTask):
            classed = [(key, each.label) for key, each in DATASETS.items() if key != "table" and has_classes(each)]
            groups = [("With classes", classed)]
        else:
            groups = [
                (words, [(key, entry.label) for key, entry in DATASETS.items() if entry.task == answer])
                for answer, words in ANSWERS
            ]
            groups.append(("Terrains", [(TERRAIN + key, entry.label) for key, entry in TERRAINS.items()]))
            others = [(OBJECTIVE + key, words) for key, (words, _) in OBJECTIVES.items() if key not in SETS]
            groups.append(("Other objectives", others))
        own = [("table", DATASETS["table"].label)] if spec.kind == "table" else []
        self.kind.set_groups([*groups, ("Your own", [*own, *OWN])])
        self.kind.explain({key: entry.summary for key, entry in DATASETS.items()})
        self.kind.explain({TERRAIN + key: f"Terrain: {entry.summary}" for key, entry in TERRAINS.items()})
        self.kind.explain({OBJECTIVE + key: meaning for key, (_, meaning) in OBJECTIVES.items()})
        self.kind.set_chosen(TERRAIN + spec.kind if terrain else spec.kind)

    def _show_columns(self, entry: object, spec: Spec) -> None:
        """Show what is learned from what, for tables with named columns."""
        options = {option.name: option for option in entry.options} if isinstance(entry, Dataset) else {}
        inputs, target = options.get("inputs"), options.get("target")
        named = isinstance(inputs, Sequence) and isinstance(inputs.item, Choice) and isinstance(target, Choice)
        self._learn.setVisible(named)
        self._from.setVisible(named)
        if isinstance(inputs, Sequence) and isinstance(inputs.item, Choice) and isinstance(target, Choice):
            pairs = isinstance(self.studio.document.scene.recipe.task, PairsTask)
            offered = class_columns(entry) if pairs and isinstance(entry, Dataset) else target.choices
            self.target.set_choices([(key, target.label_of(key)) for key in offered])
            self.target.set_chosen(spec.get("target", target.default))
            self.inputs.show_columns(inputs.item, spec.get("inputs", inputs.default))

    def _count(self, entry: Dataset) -> None:
        prepared = self.studio.run.course.problem.prepared
        if prepared is not None:
            rows = len(prepared.samples.targets)
            self.set_note(f"{rows} {entry.label.lower() if entry.source else 'samples'}")
            self.set_summary(f"{entry.label}, {rows} rows")

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
            task = self.studio.document.scene.recipe.task
            spec = None if isinstance(task, OnTerrain) else spec_of(task)
            said = {} if spec is None else spec.options
            kept = {name: said[name] for name in COMMON if name in said}
            if isinstance(task, PairsTask) and DATASETS[key].task == "regression":
                kept["target"] = class_columns(DATASETS[key])[0]
            self.studio.apply(set_data(Spec.of(key, **kept)))
        self.show_scene()

    def _choose_columns(self, columns: tuple[str, ...]) -> None:
        """Learn from other columns, counted from their own origins."""
        self._edit(inputs=columns, origin=None)

    def _edit(self, **options: Any) -> None:
        task = self.studio.document.scene.recipe.task
        spec = spec_of(task)
        if spec is None:
            return
        changed = spec.with_options(**options)
        if isinstance(task, OnTerrain):
            self.studio.apply(set_terrain(changed))
        else:
            self.studio.apply(set_data(changed))
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


def spec_of(task: Task) -> Spec | None:
    """Return the terrain or the data of a task; None where it has neither."""
    if isinstance(task, OnTerrain):
        return task.terrain
    return task.data if isinstance(task, Supervised | PairsTask) else None

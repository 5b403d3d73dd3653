"""The plane's options: which slice through parameter space is shown, through which place, and how much of it."""

from dataclasses import replace
from itertools import combinations
from typing import Any, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.largest import largest
from lossstudio.core.option import Integer, Option, Sequence
from lossstudio.picture.scene.frame import Frame
from lossstudio.picture.scene.scene_builder import badge_of
from lossstudio.picture.text.read_outs import from_rows
from lossstudio.run.analysis.planes import natural_spec
from lossstudio.run.recipe.plane_spec import PlaneKind, PlaneSpec, options_of_kind
from lossstudio.studio.background.plane import pinned
from lossstudio.studio.commands.view import refit_plane, set_plane
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import CardBackground, CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.emptying import emptied
from lossstudio.ui.controls.label import Label, Paragraph
from lossstudio.ui.panels.options.option_controls import WritingControl, option_control

MOST_PAIRED = 5
"""Up to so many parameters every pair is offered; beyond, those with the steepest slopes."""


def offered(studio: Studio) -> list[tuple[str, str]]:
    """Return the planes that make sense for the model on show."""
    names = studio.run.compiled.problem.parameter_names
    if len(names) <= 1:
        return [("natural", " × ".join(studio.analysis.plane.labels))]
    pairs = [(f"axes {i} {j}", f"{names[i]} × {names[j]}") for i, j in combinations(_paired(studio), 2)]
    if len(names) == 2:
        return pairs
    whole = [("pca", "along the path"), ("random", "random directions"), ("eigenvectors", "most and least curved")]
    chosen = key_of(studio)
    missing = (
        [] if chosen in {key for key, _ in whole + pairs} else [(chosen, " × ".join(studio.analysis.plane.labels))]
    )
    return [*whole, *pairs, *missing]


def key_of(studio: Studio) -> str:
    """Return the key of the plane on show."""
    spec = studio.document.scene.plane
    names = studio.run.compiled.problem.parameter_names
    if len(names) <= 1:
        return "natural"
    if spec is None:
        return "axes 0 1" if len(names) == 2 else studio.analysis.plane.kind
    return f"axes {min(spec.axes)} {max(spec.axes)}" if spec.kind == "axes" else spec.kind


def spec_of(key: str) -> PlaneSpec | None:
    """Return what a document says for a key; None is the natural plane."""
    if key == "natural":
        return None
    if key.startswith("axes "):
        first, second = (int(word) for word in key.split()[1:])
        return PlaneSpec(kind="axes", axes=(first, second))
    if key == "pca":
        return PlaneSpec(kind="pca")
    return PlaneSpec(kind="random") if key == "random" else PlaneSpec(kind="eigenvectors")


def honesty(studio: Studio) -> str:
    """Say how much of the truth the plane shows."""
    size, terrain = studio.run.compiled.size, studio.run.compiled.problem.prepared is None
    if size == 1:
        return "exact: the model has only this one parameter"
    if studio.analysis.plane.exact:
        return badge_of(studio.analysis.plane, 1.0, 0.0, terrain=terrain)
    held = studio.analysis.share_held if studio.run.timeline.length else None
    return badge_of(studio.analysis.plane, held, studio.analysis.distance_off, terrain=terrain)


def estimate_words(studio: Studio) -> str:
    """Say from how many rows the surface is, or the paths upon it, where that isn't all of them; else nothing."""
    for objective, what in ((studio.analysis.sampled, ""), (studio.analysis.surface, "the path ")):
        judged = objective.pointwise
        if judged is not None and judged.sample_of is not None:
            return what + from_rows(judged.rows, judged.sample_of)
    return ""


def badge_words(studio: Studio, frame: Frame | None, before: str) -> str:
    """Return what the badge says of the surface on show; `before` where it is of another moment."""
    if frame is None:
        return "looking for the plane that shows this run best ..."
    if before:
        return before
    tested = studio.snapshot.surface is not studio.snapshot.objective
    words = "; ".join(filter(None, ("the loss on the test rows" if tested else "", estimate_words(studio))))
    words = "; ".join(filter(None, (words, honesty(studio))))
    return words + "; axes stretched" if frame.static_scene.box.stretched else words


def _paired(studio: Studio) -> list[int]:
    """Return the parameters that are offered in pairs, in their own order."""
    size = studio.run.compiled.size
    if size <= MOST_PAIRED:
        return list(range(size))
    told = studio.analysis.explanation
    if told is None or told.gradient.size != size:
        return list(range(MOST_PAIRED - 1))
    return sorted(largest(told.gradient, MOST_PAIRED - 1))


WIDTH_PX = 340.0
KINDS: dict[PlaneKind, str] = {
    "axes": "Two parameters",
    "pca": "Along a path (PCA)",
    "random": "Random directions",
    "directions": "Given directions",
    "eigenvectors": "Steepest and flattest",
}
MEANINGS: dict[PlaneKind, str] = {
    "axes": "All other parameters stand still.",
    "pca": "The two directions along which the path varies most.",
    "random": "Each neuron's part is as long as its weights (filter-normalised).",
    "directions": "Two vectors with a number for each parameter.",
    "eigenvectors": "The Hessian's eigenvectors of largest and smallest eigenvalue.",
}
OWN, START, BALL, GIVEN = "own", "start", "ball", "given"
FITTED, HELD = "fitted", "held"


class PlanePopup(CardBackground):
    """Pops up under the choice of planes; a click elsewhere or Escape closes it. What is chosen is shown at once."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Plane")
        self._studio, self._appearance = studio, appearance
        self.kind = ComboBox(appearance, name="Kind of plane", choices=list(KINDS.items()))
        self.through = ComboBox(appearance, name="Through which place")
        self.range = ComboBox(
            appearance, name="Range", choices=[(FITTED, "fitted to the path"), (HELD, "held as it is")]
        )
        self.meaning, self.held = Paragraph(appearance), Paragraph(appearance)
        self.refit = Button(appearance, "Fit again")
        self.refit.setToolTip("Fit directions and range to the run as it is now")
        self.controls: dict[str, QWidget] = {}
        self._shown_kind: PlaneKind | None = None
        self._lay_out()
        self.kind.chosen.connect(self._take_kind)
        self.through.chosen.connect(self._take_origin)
        self.range.chosen.connect(self._take_range)
        self.refit.clicked.connect(lambda: studio.apply(refit_plane))
        for changed in (studio.scene_changed, studio.landscape_changed, studio.timeline_replaced):
            changed.connect(self.show_plane)
        self.show_plane()

    def open_under(self, widget: QWidget) -> None:
        """Appear under a widget."""
        self.adjustSize()
        self.move(widget.mapToGlobal(widget.rect().bottomLeft()))
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @property
    def spec(self) -> PlaneSpec:
        """What the document says of the plane, or what it means by saying nothing."""
        return self._studio.document.scene.plane or natural_spec(self._studio.run.compiled)

    def show_plane(self) -> None:
        """Show the plane that is on show."""
        spec = self.spec
        self.kind.set_chosen(spec.kind)
        self.kind.setEnabled(self._studio.run.compiled.size > 1)
        self.meaning.setText(MEANINGS[spec.kind])
        if spec.kind != self._shown_kind:
            self._show_options(spec.kind)
        for name, control in self.controls.items():
            if isinstance(control, ComboBox):
                self._show_choice(name, control, spec)
            else:
                control.show_value(getattr(spec, name))  # type: ignore[attr-defined]
        self._show_origin(spec)
        self.range.set_chosen(FITTED if spec.range is None else HELD)
        self.held.setText(honesty(self._studio).capitalize() + ".")

    def _show_options(self, kind: PlaneKind) -> None:
        """Make the rows of a kind's own options."""
        for widget in emptied(self._own):
            widget.deleteLater()
        self._shown_kind, self.controls = kind, {}
        for option in options_of_kind(kind):
            for label, name, control in self._controls_of(option):
                self.controls[name] = control
                self._own.addWidget(CardRow(self._appearance, label, [control]))
        self.adjustSize()

    def _controls_of(self, option: Option) -> list[tuple[str, str, QWidget]]:
        if option.name == "axes":
            labels = enumerate(("First", "Second"))
            return [(label, f"axis {at}", self._combo(f"{label} axis", at)) for at, label in labels]
        if option.name == "runner":
            return [("Path of", "runner", self._runner_combo())]
        control = option_control(self._appearance, option)
        if control is None:
            return []  # the directions' names, which the document alone says
        if isinstance(control, WritingControl) and option.optional:
            control.field.setPlaceholderText("all")
        control.edited.connect(lambda value, name=option.name: self._take(**{name: _fitting(option, value)}))
        control.released.connect(self._studio.document.end_change)
        return [(control.name, option.name, control)]

    def _combo(self, name: str, at: int) -> ComboBox:
        combo = ComboBox(self._appearance, name=name)
        combo.chosen.connect(lambda key: self._take_axis(at, int(key)))
        return combo

    def _runner_combo(self) -> ComboBox:
        combo = ComboBox(self._appearance, name="Path of which runner")
        combo.chosen.connect(lambda key: self._take(runner=key))
        return combo

    def _show_choice(self, name: str, combo: ComboBox, spec: PlaneSpec) -> None:
        if name == "runner":
            names = self._studio.run.compiled.names
            combo.set_choices([(runner, runner) for runner in names])
            combo.set_chosen(spec.runner or names[0])
            return
        parameters = self._studio.run.compiled.problem.parameter_names
        combo.set_choices([(str(at), words) for at, words in enumerate(parameters)])
        combo.set_chosen(str(spec.axes[int(name.split()[1])]))

    def _show_origin(self, spec: PlaneSpec) -> None:
        choices = [(OWN, "its own place"), (START, "the start"), (BALL, "where the ball is now")]
        key = OWN if spec.origin is None else START if spec.origin == 0 else GIVEN
        if key == GIVEN:
            words = f"step {spec.origin}" if isinstance(spec.origin, int) else "given parameters"
            choices.append((GIVEN, words))
        self.through.set_choices(choices)
        self.through.set_chosen(key)

    def _take(self, **fields: Any) -> None:
        self._studio.apply(set_plane(replace(self.spec, **fields)))

    def _take_kind(self, key: str) -> None:
        kind = next(kind for kind in get_args(PlaneKind) if kind == key)
        spec = replace(self.spec, kind=kind, range=None)
        if kind == "directions":
            now = self._studio.analysis.plane
            spec = replace(pinned(now), kind=kind, x=_numbers(now.x), y=_numbers(now.y), range=None)
        self._studio.apply(set_plane(spec))

    def _take_axis(self, at: int, parameter: int) -> None:
        """Put a parameter on an axis; where it is on the other one, they change places."""
        axes = list(self.spec.axes)
        if axes[1 - at] == parameter:
            axes[1 - at] = axes[at]
        axes[at] = parameter
        self._take(axes=(axes[0], axes[1]), range=None)

    def _take_origin(self, key: str) -> None:
        studio = self._studio
        if key == OWN:
            self._take(origin=None)
        elif key == START:
            self._take(origin=0)
        elif key == BALL:
            self._take(
                origin=_numbers(
                    studio.run.timeline.theta[
                        min(studio.playback.step, studio.run.timeline.length), studio.selection.runner
                    ]
                )
            )

    def _take_range(self, key: str) -> None:
        self._take(range=None if key == FITTED else self._studio.analysis.plane.range)

    def _lay_out(self) -> None:
        px = self._appearance.px
        self.setFixedWidth(px(WIDTH_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(12))
        column.setSpacing(px(8))
        column.addWidget(Label(self._appearance, "Plane", weight=QFont.Weight.DemiBold))
        column.addWidget(CardRow(self._appearance, "Kind", [self.kind]))
        column.addWidget(self.meaning)
        self._own = QVBoxLayout()
        self._own.setSpacing(px(8))
        column.addLayout(self._own)
        column.addWidget(CardRow(self._appearance, "Through", [self.through]))
        column.addWidget(CardRow(self._appearance, "Range", [self.range]))
        column.addWidget(self.held)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.refit)
        column.addLayout(foot)


def _numbers(values: Any) -> tuple[float, ...]:
    return tuple(float(number) for number in values)


def _fitting(option: Option, value: Any) -> Any:
    """Return a value as the plane keeps it: whole numbers as such."""
    whole = isinstance(option, Sequence) and isinstance(option.item, Integer)
    return tuple(int(number) for number in value) if whole and value is not None else value

"""A line that says what kind of point the ball stands on, and a button that shows it on the surface."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.core.numbers import readout
from lossstudio.picture.text.read_outs import from_rows
from lossstudio.run.analysis.critical_point import (
    LEVEL,
    PROMISE,
    CriticalPoint,
    PointKind,
)
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.playback.step_on_show import StepWords

KINDS: dict[PointKind, str] = {
    "slope": "on a slope",
    "minimum": "at a minimum",
    "saddle": "at a saddle",
    "maximum": "at a maximum",
    "endless": "on a slope without an end",
    "plateau": "on a plateau",
    "attracting": "at a balance that attracts",
    "repelling": "at a balance that repels",
    "turning": "at a balance that is circled",
}
_LITTLE = f"a Newton step would change the loss by less than {100 * PROMISE:g} % of what it fell."
_WHY: dict[PointKind, str] = {
    "slope": "The slope still leads down: this is no place to rest.",
    "endless": "Every row is on the right side, so the loss falls for ever as the weights grow: there is no minimum.",
    "minimum": f"No direction curves downwards, and {_LITTLE}",
    "saddle": f"Some directions curve upwards and others downwards, and {_LITTLE}",
    "maximum": f"Every direction curves downwards, and {_LITTLE}",
    "plateau": "Hardly anything slopes, and hardly anything curves.",
    "attracting": "The field is small, and small steps lead to the point: every real part is negative.",
    "repelling": "The field is small, and small steps lead away: a real part is positive.",
    "turning": "The field is small, and small steps lead around the point: no real part, but imaginary ones.",
}
_ON_THE_MOVE = "away from a balance"
_MOVING = "The field isn't small: the players' moves still lead on."
_AT_A_FOLD = "The loss has folds, where slopes jump: no step along the slopes around leads down any more."
GAME: tuple[PointKind, ...] = ("attracting", "repelling", "turning")


def kind_words(point: CriticalPoint) -> str:
    """Return the kind alone, such as "at a minimum"; "near" one while the gradient isn't small yet."""
    words = _ON_THE_MOVE if point.kind == "slope" and _of_game(point) else KINDS[point.kind]
    near = point.kind not in ("slope", "plateau", "endless") and point.gradient_norm > LEVEL * point.steepest
    return f"near {words.partition(' ')[2]}" if near else words


def evidence(point: CriticalPoint) -> str:
    """Return the numbers in one short line, such as "|∇L| 0.02   λ 0.3 .. 7.2"."""
    lowest, highest = readout(point.lowest), readout(point.highest)
    if point.fall is not None:
        return f"|∇L| {readout(point.gradient_norm)}   may fall by {readout(point.fall)}"
    if not _of_game(point):
        return f"|∇L| {readout(point.gradient_norm)}   λ {lowest} .. {highest}"
    real = lowest if lowest == highest else f"{lowest} .. {highest}"
    return f"field {readout(point.gradient_norm)}   λ {real} ± {readout(point.turning or 0.0)}i"


def whole_evidence(point: CriticalPoint) -> str:
    """Return everything, a sentence a line."""
    if _of_game(point):
        rates = (
            f"Eigenvalues of minus the field's derivative: real parts {readout(point.lowest)} to "
            f"{readout(point.highest)}, imaginary up to {readout(point.turning or 0.0)}."
        )
    elif point.fall is not None:
        rates = f"Where the slopes around lead, the loss was found to fall by {readout(point.fall)} at most."
    else:
        rates = f"Eigenvalues of the Hessian: {readout(point.lowest)} to {readout(point.highest)}."
    norm = f"The {'field' if _of_game(point) else 'gradient'} is {readout(point.gradient_norm)} long"
    why = _MOVING if point.kind == "slope" and _of_game(point) else _WHY[point.kind]
    why = _AT_A_FOLD if point.fall is not None and point.kind == "minimum" else why
    looked_at = "" if point.rows is None else f"\nAn estimate, {from_rows(*point.rows)}."
    return f"{why}\n{norm}, {readout(point.steepest)} at its longest on the way.\n{rates}{looked_at}"


def _of_game(point: CriticalPoint) -> bool:
    return point.turning is not None


class PointLine(QWidget):
    """The kind of point with its evidence: live at rest, now and then while playing."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self.words = ElidedLabel(appearance, "", points=9, quiet=True)
        self.button = Button(appearance, "Show", kind="link")
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.words, 1)
        self._line.addWidget(self.button)
        self._found = self._kind = self._evidence = self._heard = self._seen = ""
        self.of_step = StepWords(studio, self._hear, self._see, self)
        self._said = Throttle(self.show_point, self)
        for changed in (studio.advice_changed, studio.cursor_moved, studio.timeline_replaced):
            changed.connect(self._said.ask)
        studio.selection_changed.connect(self._said.now)
        studio.scene_changed.connect(self._show_button)
        self.button.clicked.connect(self._toggle)
        appearance.changed.connect(self._space)
        self._space()
        self.show_point()
        self._show_button()

    def show_point(self) -> None:
        """Say what is known of the point on show."""
        point, view = self._studio.analysis.point, self._studio.analysis.point_view
        if point is not None:  # that of the step before stands until this one's comes, and says so
            self._found, self._evidence = f"{kind_words(point)}   {evidence(point)}", whole_evidence(point)
            if point.rows is not None:
                self._found += f"   {from_rows(*point.rows)}"
            self._kind = kind_words(point)
            self.of_step.be_of(view)
        elif view is None:
            self._found = self._kind = self._evidence = ""
            self.of_step.be_of(None)
        self._hear(self._heard)
        self._see(self._seen)

    def _hear(self, words: str) -> None:
        self._heard = words
        said = f"The ball is {self._kind}. {self._evidence}" if self._kind else ""
        self.setAccessibleName(f"{words[:1].upper()}{words[1:]}: {said}" if words and said else said)

    def _see(self, words: str) -> None:
        self._seen = words
        self.words.setText(f"{words}: {self._found}" if words and self._found else self._found)
        self.words.setToolTip(self._evidence)

    def _show_button(self) -> None:
        shown = self._studio.document.scene.view.curvature
        self.button.setText("Hide" if shown else "Show")
        self.button.setAccessibleName("Hide the curvature" if shown else "Show the curvature")
        self.button.setToolTip("Tangent patch and directions of curvature at the ball, on the surface (C)")

    def _toggle(self) -> None:
        self._studio.apply(set_view(curvature=not self._studio.document.scene.view.curvature))
        self._studio.document.end_change()

    def _space(self) -> None:
        self._line.setContentsMargins(self._appearance.px(4), self._appearance.px(4), 0, 0)
        self._line.setSpacing(self._appearance.px(8))

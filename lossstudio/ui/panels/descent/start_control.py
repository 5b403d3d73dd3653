"""Where the selected runner starts: its numbers, or the seed that draws them."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.core.declared import options_of
from lossstudio.core.numbers import exact, rounded
from lossstudio.core.option import Choice, Option
from lossstudio.run.recipe.recipe import DrawnStart, Start
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import ROW_GAP_PX, CardRow
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.options.option_controls import OptionControl, option_control

FEW = 3
AUTOMATIC = "automatic"


def _offered(option: Option) -> Option:
    """Return an option as its control has it: for a choice, None is a word among the others."""
    if isinstance(option, Choice) and option.optional:
        return replace(option, optional=False, default=AUTOMATIC, choices=(AUTOMATIC, *option.choices))
    return option


DRAWING = tuple(_offered(option) for option in options_of(DrawnStart))
OWN = "where it shows well"
"""Where runners of a game or a divergence begin that say nothing."""


class StartControl(QWidget):
    """The start in one line, with a button that draws another one or forgets a given one."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio = studio
        self.words = ElidedLabel(appearance)
        self.button = IconButton(appearance, "rotate-ccw")
        self.button.clicked.connect(self._press)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)

    def show_start(self) -> None:
        """Show the selected runner's start."""
        studio = self._studio
        start = studio.document.scene.recipe.runners[studio.selection.runner].start
        few = studio.run.compiled.size <= FEW
        self.words.say(*self._told(start))
        self.words.explain("Drag the ball or double-click the surface to start elsewhere")
        name = "Start where it makes a good show" if few else "Draw another start"
        self.button.setToolTip(name)
        self.button.setAccessibleName(name)
        self.button.setVisible(not few or start is not None)

    def _told(self, start: Start | None) -> tuple[str, ...]:
        """Return what is said of a start, the longest first."""
        compiled = self._studio.run.compiled
        numbers = compiled.starts[self._studio.selection.runner]
        given = f"{len(numbers)} given numbers"
        if compiled.size <= FEW:
            written = [exact(rounded(float(number))) for number in numbers]
            pairs = zip(compiled.problem.parameter_names, written, strict=True)
            return "  ".join(f"{name} {number}" for name, number in pairs), f"({', '.join(written)})", given
        if start is None and compiled.problem.network is None:
            return (OWN,)
        if isinstance(start, DrawnStart) or start is None:
            return (f"drawn, seed {start.seed if start else 0}",)
        return (given,)

    def _press(self) -> None:
        studio = self._studio
        start = studio.document.scene.recipe.runners[studio.selection.runner].start
        if studio.run.compiled.size <= FEW:
            studio.apply(set_start(None))
        else:
            drawn = start if isinstance(start, DrawnStart) else DrawnStart()
            studio.apply(set_start(DrawnStart(seed=drawn.seed + 1, init=drawn.init, scale=drawn.scale)))


class DrawingRows(QWidget):
    """How a start is drawn: seed, initialiser and scale.

    Signals
    -------
    drawn
        A person asked for another drawing.
    """

    drawn = Signal()

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self.controls: dict[str, OptionControl] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for option in DRAWING:
            control = option_control(appearance, option)
            assert control is not None
            control.edited.connect(lambda value, name=option.name: self._edit(name, value))
            control.released.connect(studio.document.end_change)
            self.controls[option.name] = control
            self._column.addWidget(CardRow(appearance, control.name, [control]))
        appearance.changed.connect(self._space)
        self._space()

    def show_start(self) -> None:
        """Show how the selected runner's start is drawn."""
        drawn = self._drawn()
        self.controls["seed"].show_value(drawn.seed)
        self.controls["init"].show_value(drawn.init or AUTOMATIC)
        self.controls["scale"].show_value(drawn.scale)

    def _drawn(self) -> DrawnStart:
        start = self._studio.document.scene.recipe.runners[self._studio.selection.runner].start
        return start if isinstance(start, DrawnStart) else DrawnStart()

    def _edit(self, name: str, value: Any) -> None:
        drawn = self._drawn()
        said = {"seed": drawn.seed, "init": drawn.init, "scale": drawn.scale, name: value}
        self._studio.apply(
            set_start(DrawnStart(**said | {"init": None if said["init"] == AUTOMATIC else said["init"]}))
        )
        self.drawn.emit()

    def _space(self) -> None:
        self._column.setSpacing(self._appearance.px(ROW_GAP_PX))

"""A line that says the model's line in the data's own units, where it was trained on shifted or standardised ones."""

from lossstudio.core.array import Floats
from lossstudio.run.analysis.data_units import data_units
from lossstudio.run.kinds.problem import Problem
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.panel import thetas_on_show

MOST_INPUTS = 6
"""With more inputs the line would be longer than anybody reads."""


class UnitsLine(ElidedLabel):
    """The equation at the step on show; it is away where there is none to say."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(appearance, "", points=9, quiet=True)
        self._studio = studio
        self._space()
        appearance.changed.connect(self._space)
        self.hide()

    def follow(self) -> None:
        """Say the line of the step on show."""
        studio = self._studio
        loss = studio.snapshot.settings.loss
        theta = thetas_on_show(studio)[studio.selection.runner]
        text = equation(studio.run.compiled.problem, theta, None if loss is None else loss.kind)
        self.setText(text)
        self.setVisible(bool(text))
        self.setAccessibleName(f"In the data's units: {text}" if text else "")

    def _space(self) -> None:
        self.setContentsMargins(self._appearance.px(4), self._appearance.px(4), 0, 0)


def equation(problem: Problem, theta: Floats, loss: str | None) -> str:
    """Return the line of theta ``(P,)`` in the data's units; "" where there is none, or too much to be read."""
    if problem.network is None or problem.network.inputs > MOST_INPUTS:
        return ""
    units = data_units(problem, loss)
    return "" if units is None else units.equation(theta)

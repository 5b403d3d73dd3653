"""A line that says the model's line in the data's own units, where it was trained on shifted or standardised ones."""

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.data_units import data_units
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds.problem import Problem
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import ElidedLabel

MOST_INPUTS = 6
"""With more inputs the line would be longer than anybody reads."""


class UnitsLine(ElidedLabel):
    """The equation at a step; it is away where there is none to say."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "", points=9, quiet=True)
        self._space()
        appearance.changed.connect(self._space)
        self.hide()

    def be_of(self, view: StepView) -> None:
        """Say the line of a step, the same that the parameters above are of."""
        loss = view.compiled.settings(view.step)[view.runner].loss
        text = equation(view.compiled.problem, view.thetas[view.runner], loss)
        self.setText(text)
        self.setVisible(bool(text))
        self.setAccessibleName(f"In the data's units: {text}" if text else "")

    def _space(self) -> None:
        self.setContentsMargins(self._appearance.px(4), self._appearance.px(4), 0, 0)


def equation(problem: Problem, theta: Floats, loss: Spec | None) -> str:
    """Return the line of theta ``(P,)`` in the data's units; "" where there is none, or too much to be read."""
    if problem.network is None or problem.network.inputs > MOST_INPUTS:
        return ""
    units = data_units(problem, loss)
    return "" if units is None else units.equation(theta)

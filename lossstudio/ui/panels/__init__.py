"""The panels by key. A new panel is one file, and two lines here: the import and the entry."""

from collections.abc import Callable, Mapping

from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.card import Card
from lossstudio.ui.panels.coach_panel import CoachPanel
from lossstudio.ui.panels.curve_panel import CurvePanel
from lossstudio.ui.panels.data_panel import DataPanel
from lossstudio.ui.panels.descent_panel import DescentPanel
from lossstudio.ui.panels.fit_panel import FitPanel
from lossstudio.ui.panels.loss_panel import LossPanel
from lossstudio.ui.panels.model_panel import ModelPanel
from lossstudio.ui.panels.parameters_panel import ParametersPanel
from lossstudio.ui.theme import Look

PANELS: Mapping[str, Callable[[Studio, Look], Card]] = {
    "data": DataPanel,
    "model": ModelPanel,
    "loss": LossPanel,
    "descent": DescentPanel,
    "fit": FitPanel,
    "curve": CurvePanel,
    "parameters": ParametersPanel,
    "coach": CoachPanel,
}

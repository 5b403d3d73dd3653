"""The panels by key. A new panel is one file, and two lines here: the import and the entry."""

from collections.abc import Mapping

from lossstudio.ui.panels.coach_panel import CoachPanel
from lossstudio.ui.panels.curve_panel import CurvePanel
from lossstudio.ui.panels.data.data_panel import DataPanel
from lossstudio.ui.panels.descent.descent_panel import DescentPanel
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.loss.loss_panel import LossPanel
from lossstudio.ui.panels.model_panel import ModelPanel
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.panels.parameters.parameters_panel import ParametersPanel

PANELS: Mapping[str, type[Panel]] = {
    panel.key: panel
    for panel in (
        DataPanel,
        ModelPanel,
        LossPanel,
        DescentPanel,
        FitPanel,
        CurvePanel,
        ParametersPanel,
        CoachPanel,
    )
}

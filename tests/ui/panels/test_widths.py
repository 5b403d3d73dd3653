"""No panel is wider than its column, whatever the size of writing, the example, and however much is unfolded."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.studio.commands.runners import add_runner
from lossstudio.ui.controls.slider import Slider
from lossstudio.ui.panels.coach_panel import CoachPanel
from lossstudio.ui.panels.curve_panel import CurvePanel
from lossstudio.ui.panels.data.data_panel import DataPanel
from lossstudio.ui.panels.descent.descent_panel import DescentPanel
from lossstudio.ui.panels.fit.fit_panel import FitPanel
from lossstudio.ui.panels.loss.loss_panel import LossPanel
from lossstudio.ui.panels.model_panel import ModelPanel
from lossstudio.ui.panels.parameters.parameters_panel import ParametersPanel

LEFT = (DataPanel, ModelPanel, LossPanel, DescentPanel)
RIGHT = (FitPanel, CurvePanel, ParametersPanel, CoachPanel)
LEFT_PX, RIGHT_PX = 272, 304
"""The columns of a window less than 1440 wide, at 10 points."""
EXAMPLES = ("penguins", "learning-rates", "xor", "rosenbrock", "two-bells", "embedding", "dirac-gan")


def unfolded(panel):
    if hasattr(panel, "more"):
        panel.more.unfold(unfolded=True)
    return panel


@pytest.mark.parametrize("points", [10.0, 13.0])
@pytest.mark.parametrize("example", EXAMPLES)
def test_no_panel_needs_more_than_its_column(qtbot, appearance, open_studio, example, points):
    appearance.wear(DARK, points)
    studio = open_studio(example)
    for column, width in ((LEFT, LEFT_PX), (RIGHT, RIGHT_PX)):
        for made in column:
            panel = unfolded(made(studio, appearance))
            qtbot.addWidget(panel)
            assert panel.minimumSizeHint().width() <= appearance.px(width), made.__name__


@pytest.mark.parametrize("points", [10.0, 13.0])
@pytest.mark.parametrize("runners", [2, 3, 6])
def test_measures_of_a_race_fit_into_the_column(qtbot, appearance, open_studio, points, runners):
    appearance.wear(DARK, points)
    studio = open_studio("two-bells")
    for _ in range(runners - 2):
        studio.apply(add_runner)
    panel = FitPanel(studio, appearance)
    qtbot.addWidget(panel)
    panel.turn.click()
    assert panel.minimumSizeHint().width() <= appearance.px(RIGHT_PX)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_panel_grows_with_the_writing(qtbot, appearance, open_studio, example):
    studio = open_studio(example)
    panels = [made(studio, appearance) for made in (*LEFT, *RIGHT)]
    for panel in panels:
        qtbot.addWidget(panel)
    small = [panel.sizeHint().height() for panel in panels]
    appearance.wear(LIGHT, 13.0)
    assert all(panel.sizeHint().height() > before for panel, before in zip(panels, small, strict=True))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_control_has_an_accessible_name_and_takes_no_focus_from_clicks(qtbot, appearance, open_studio, example):
    studio, looked_at = open_studio(example), 0
    for made in (*LEFT, *RIGHT):
        panel = unfolded(made(studio, appearance))
        qtbot.addWidget(panel)
        kinds = QAbstractButton | QComboBox | QLineEdit | Slider
        controls = [control for control in panel.findChildren(QWidget) if isinstance(control, kinds)]
        looked_at += len(controls)
        unnamed = [control for control in controls if not control.isHidden() and not control.accessibleName()]
        assert unnamed == [], made.__name__
        clicked = [control for control in controls if not isinstance(control, QLineEdit)]
        grabbing = [control for control in clicked if control.focusPolicy() & control.focusPolicy().ClickFocus]
        assert grabbing == [], made.__name__
    assert looked_at > 20

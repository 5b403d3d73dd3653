"""The Parameters card says the line in the data's own units, where the model sees others."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.tables import imported, parse_table, suggested
from lossstudio.studio.commands.data import import_data, set_data
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.studio.commands.training import set_batch_size
from lossstudio.ui.panels.parameters.parameters_panel import ParametersPanel

SLOPE = "hours,score\n10,21\n20,41\n30,61\n40,81\n50,101\n"


@pytest.fixture
def panel(qtbot, studio, appearance):
    panel = ParametersPanel(studio, appearance)
    qtbot.addWidget(panel)
    return panel


def test_slope_and_constant_are_those_of_the_file(panel, studio, live, answered):
    table = parse_table(SLOPE)
    studio.apply(import_data(imported(table, suggested(table)), "slope"))
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end)
    answered(studio)
    assert panel.units.text() == "score = 2 × hours + 1"
    assert not panel.units.isHidden()


def test_it_follows_the_step(panel, studio, live, answered):
    studio.apply(show_step(5))
    live(studio, lambda: studio.run.timeline.length >= 5 and studio.playback.step == 5)
    answered(studio)
    weight, bias = studio.run.timeline.theta[5, 0]
    words = panel.units.text().replace("−", "-").replace("- ", "-").split()
    assert words[:3] == ["body", "mass", "="]
    np.testing.assert_allclose(float(words[3]), weight, rtol=0.01)
    np.testing.assert_allclose(float(words[-1]), bias - 19 * weight, rtol=0.01)


def test_the_gradient_of_some_rows_is_called_that(panel, studio, answered):
    for size, said in ((None, "gradient: who is to blame"), (8, "gradient of the batch")):
        studio.apply(set_batch_size(size))
        answered(studio)
        assert panel.head.blame[0] == said


def test_it_is_away_where_the_model_sees_the_data_as_they_are(panel, studio, answered):
    studio.apply(set_data(Spec("line")))
    answered(studio)
    assert panel.units.isHidden()
    assert panel.units.text() == ""

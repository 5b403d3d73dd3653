"""The kind of point under the ball, with the evidence, and the button that shows it on the surface."""

from dataclasses import replace
from typing import get_args

import pytest

from lossstudio.run.analysis.critical_point import CriticalPoint, PointKind
from lossstudio.studio.commands.playback import go_to_end
from lossstudio.studio.commands.training import set_learning_rate, set_steps
from lossstudio.ui.panels.parameters.critical_point_line import PointLine, evidence, kind_words, whole_evidence
from lossstudio.ui.panels.parameters.parameters_panel import ParametersPanel


@pytest.fixture
def put(qtbot, appearance):
    def put_one(studio, panel_type=PointLine):
        panel = panel_type(studio, appearance)
        qtbot.addWidget(panel)
        return panel

    return put_one


def test_it_says_where_the_ball_stands_at_the_start_and_at_the_end(put, studio, live):
    line = put(studio)
    live(studio, lambda: studio.analysis.point is not None)
    line.show_point()
    assert line.words.text().startswith("on a slope   |∇L| 6.72   λ 1.09 .. 7.24")
    studio.apply(set_learning_rate(0.2))
    studio.apply(set_steps(200))
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == 200 and studio.analysis.point is not None)
    line.show_point()
    assert line.words.text().startswith("at a minimum")
    assert "No direction curves downwards" in line.words.toolTip()


def test_a_saddle_is_called_a_saddle(put, open_studio, live):
    studio = open_studio("saddle")
    line = put(studio)
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end and studio.analysis.point is not None)
    line.show_point()
    assert line.words.text().startswith("at a saddle")
    assert "λ −2.00 .. 2.00" in line.words.text()


def test_the_button_shows_and_hides_the_curvature_and_can_be_undone(put, studio):
    panel = put(studio, ParametersPanel)
    assert panel.point.button.text() == "Show"
    panel.point.button.click()
    assert studio.document.scene.view.curvature
    assert panel.point.button.text() == "Hide"
    studio.undo()
    assert panel.point.button.text() == "Show"


@pytest.mark.parametrize("kind", get_args(PointKind))
def test_every_kind_has_words_and_evidence(kind):
    turning = 0.5 if kind in ("attracting", "repelling", "turning") else None
    point = CriticalPoint(kind=kind, gradient_norm=0.25, steepest=2.0, lowest=-0.5, highest=3.0, turning=turning)
    on_the_way = {"slope": "on a slope", "plateau": "on a plateau", "endless": "on a slope without an end"}
    assert kind_words(point).startswith(on_the_way.get(kind, "near a "))
    at_rest = replace(point, gradient_norm=0.001)
    assert not kind_words(at_rest).startswith("near")
    assert "0.25" in evidence(point)
    assert evidence(replace(point, highest=-0.5)).endswith("λ −0.500 ± 0.500i" if turning else "λ −0.500 .. −0.500")
    assert "−0.5" in whole_evidence(point)

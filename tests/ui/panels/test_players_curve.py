"""The loss card of a game: a curve for each player, the old future of both, and the way back to one loss."""

import pytest

from lossstudio.studio.commands.objective import set_objective
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.panels.curve_panel import CurvePanel


@pytest.fixture
def panel(qtbot, appearance, open_studio):
    made = CurvePanel(open_studio("dirac-gan"), appearance)
    qtbot.addWidget(made)
    made.resize(384, 300)
    return made


def test_each_player_has_a_curve_and_a_number(panel, live):
    studio = panel.studio
    studio.apply(show_step(5))
    live(studio, lambda: studio.playback.step == 5 and panel.chart.shown is not None and panel.header.note.text() != "")
    assert [line.name for line in panel.chart.shown.lines] == ["generator", "discriminator"]
    told = panel.header.note.text().split()
    assert (told[0], told[2]) == ("G", "D")


def test_the_old_future_is_that_of_both_players(panel, live):
    studio = panel.studio
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end and panel.chart.shown is not None)
    studio.apply(set_learning_rate(0.1))
    live(studio, lambda: studio.run.ghost is not None and panel.chart.shown.ghost is not None)
    assert panel.chart.shown.ghost.shape == (len(panel.chart.shown.ghost_steps), 2)


def test_nothing_of_the_players_is_left_after_a_change_of_kind(panel, live):
    studio = panel.studio
    live(studio, lambda: panel.chart.shown is not None)
    studio.apply(set_objective("divergence"))
    live(studio, lambda: panel.chart.shown is not None and len(panel.chart.shown.lines) == 1)
    assert panel.chart.shown.players is None
    live(studio, lambda: panel.header.note.text().startswith("loss "))
    studio.undo()
    live(studio, lambda: len(panel.chart.shown.lines) == 2)
    live(studio, lambda: panel.header.note.text().startswith("G "))

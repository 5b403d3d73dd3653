"""The measures in the place of the chart: the right table for what is minimised, live, and gone with its kind."""

import pytest

from lossstudio.core.numbers import exact
from lossstudio.studio.commands.objective import set_objective
from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.panels.fit.fit_panel import FitPanel


@pytest.fixture
def put(qtbot, appearance, answered):
    """Show the measures of a studio."""

    def put_one(studio):
        panel = FitPanel(studio, appearance)
        qtbot.addWidget(panel)
        panel.resize(384, 300)
        panel.turn.click()
        answered(studio)
        return panel

    return put_one


@pytest.mark.parametrize(
    ("example", "title", "heads"),
    [
        ("two-bells", "Densities", ("reverse", "forward", "target p")),
        ("embedding", "Embedding", ("train",)),
        ("dirac-gan", "Players", ("generated", "real")),
    ],
)
def test_each_kind_has_its_table(put, open_studio, example, title, heads):
    panel = put(open_studio(example))
    assert panel.title == title
    assert panel.view.isHidden()
    assert panel.metrics.isHidden()
    assert panel.measures.measures.heads == heads
    assert all(text.count(":") >= 1 for text in panel.measures.texts())
    panel.turn.click()
    assert panel.measures.isHidden()
    assert not panel.view.isHidden()


def test_an_embedding_says_in_its_header_how_many_neighbours_are_alike(put, open_studio):
    panel = put(open_studio("embedding"))
    alike = panel.measures.measures.lines[0].numbers[0]
    assert panel.header.note.text() == f"neighbours alike {exact(round(alike, 2))}"


def test_the_numbers_follow_the_cursor(put, open_studio, live, answered):
    studio = open_studio("two-bells")
    panel = put(studio)
    before = panel.measures.texts()
    studio.apply(show_step(30))
    live(studio, lambda: studio.playback.step == 30)
    panel.measures.refresh()
    answered(studio)
    assert panel.measures.texts() != before


def test_another_kind_of_objective_begins_with_its_chart_and_has_its_own_table(qtbot, put, studio):
    panel = put(studio)
    assert not panel.metrics.isHidden()
    for kind, table in (("game", panel.measures), ("pairs", panel.measures), ("divergence", panel.measures)):
        studio.apply(set_objective(kind))
        qtbot.waitUntil(lambda: not panel.view.isHidden())
        panel.turn.click()
        assert not table.isHidden()
        assert panel.metrics.isHidden()
    studio.apply(set_objective("supervised"))
    qtbot.waitUntil(lambda: not panel.metrics.isHidden())
    assert panel.measures.isHidden()
    studio.apply(set_objective("terrain"))
    qtbot.waitUntil(lambda: not panel.turn.isEnabled())
    assert panel.measures.isHidden()
    assert not panel.view.isHidden()

"""Distributions, pairs and games in the panels: every option has a control, every edit its way back."""

import pytest
from PySide6.QtWidgets import QWidget

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.divergence import FAMILIES, TARGETS
from lossstudio.core.objective.game import GAMES
from lossstudio.run.kinds import KINDS, kind_of
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.studio.commands.objective import set_objective, set_part
from lossstudio.studio.commands.playback import show_step
from lossstudio.ui.panels import PANELS
from lossstudio.ui.panels.data.data_panel import COMMAND, OBJECTIVE, DataPanel
from lossstudio.ui.panels.descent.start_control import OWN, StartControl


@pytest.fixture
def put(qtbot, appearance):
    """Show the panel on a studio."""

    def put_one(studio):
        panel = DataPanel(studio, appearance)
        qtbot.addWidget(panel)
        return panel

    return put_one


@pytest.fixture
def task(studio):
    return lambda: studio.document.scene.recipe.task


def keys_of(combo):
    return [combo.itemData(at) for at in range(combo.count()) if combo.itemData(at)]


def hint_of(control):
    """The tooltip that a person sees: Qt asks the parent where a widget has none of its own."""
    return next((widget.toolTip() for widget in (control, control.parentWidget()) if widget.toolTip()), "")


def test_every_kind_of_objective_can_be_chosen_and_is_explained(put, studio):
    panel = put(studio)
    assert keys_of(panel.objective) == list(KINDS)
    for kind in KINDS:
        panel.objective.chosen.emit(kind)
        assert panel.objective.choice == kind
        assert KINDS[kind].summary.lower() in panel.objective.toolTip()


def test_the_list_of_sets_leads_to_the_other_kinds_and_the_row_back(put, studio, task):
    panel = put(studio)
    before = studio.document.scene
    assert not panel.objective.isVisibleTo(panel)
    for kind in ("divergence", "pairs", "game"):
        assert OBJECTIVE + kind in keys_of(panel.kind)
        panel.kind.chosen.emit(OBJECTIVE + kind)
        assert kind_of(task()).key == kind
        assert panel.objective.isVisibleTo(panel)
        panel.objective.chosen.emit("supervised")
        assert studio.document.scene == before
        assert not panel.objective.isVisibleTo(panel)


def test_each_kind_shows_its_own_rows_alone(put, studio):
    panel = put(studio)
    shown = {
        "supervised": panel.kind,
        "divergence": panel.parts["divergence"],
        "pairs": panel.kind,
        "game": panel.parts["game"],
    }
    for kind, rows in shown.items():
        studio.apply(set_objective(kind))
        assert rows.isVisibleTo(panel)
        assert not any(other.isVisibleTo(panel) for other in shown.values() if other is not rows)


@pytest.mark.parametrize("target", TARGETS)
def test_every_option_of_a_target_can_be_adjusted(put, studio, task, target):
    studio.apply(set_objective("divergence"))
    panel = put(studio)
    names = [entries.kind.accessibleName() for entries in panel.parts["divergence"].entries.values()]
    assert names == [name.capitalize() for name in names], "as the labels beside them are written"
    panel.parts["divergence"].entries["target"].kind.chosen.emit(target)
    assert task().target.kind == target
    assert set(panel.parts["divergence"].entries["target"].options.controls) == {
        option.name for option in TARGETS[target].options
    }


def test_numbers_of_a_target_are_edited_and_undone(put, studio, task):
    studio.apply(set_objective("divergence"))
    panel = put(studio)
    panel.parts["divergence"].entries["target"].options.edited.emit("weight", 0.3)
    assert task().target == Spec.of("mixture", weight=0.3)
    panel.parts["divergence"].entries["target"].options.edited.emit("means", (-1.0, 3.0))
    assert task().target == Spec.of("mixture", weight=0.3, means=(-1.0, 3.0))
    panel.parts["divergence"].entries["target"].released.emit()
    studio.undo()
    assert panel.parts["divergence"].entries["target"].options.controls["weight"].field.value == 0.5


def test_values_that_can_not_be_matched_are_put_back(put, studio, task):
    studio.apply(set_objective("divergence"))
    panel = put(studio)
    panel.parts["divergence"].entries["target"].kind.chosen.emit("table")
    control = panel.parts["divergence"].entries["target"].options.controls["values"]
    before = control.field.text()
    control.edited.emit((2.0, 2.0))
    assert "values" not in task().target.options
    assert control.field.text() == before


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_can_be_chosen(put, studio, task, family):
    studio.apply(set_objective("divergence"))
    panel = put(studio)
    panel.parts["divergence"].entries["family"].kind.chosen.emit(family)
    assert task().family.kind == family
    assert panel.parts["divergence"].entries["family"].kind.choice == family


@pytest.mark.parametrize("game", GAMES)
def test_every_game_and_rule_can_be_chosen(put, studio, task, game):
    studio.apply(set_objective("game"))
    panel = put(studio)
    panel.parts["game"].entries["game"].kind.chosen.emit(game)
    assert set(panel.parts["game"].entries["game"].options.controls) == {option.name for option in GAMES[game].options}
    assert set(panel.parts["game"].options.controls) == {option.name for option in KINDS["game"].rules}
    for name, value in (("updates", "alternating"), ("discriminator_steps", 5), ("gradient_penalty", 1.5)):
        panel.parts["game"].options.edited.emit(name, value)
        panel.parts["game"].options.released.emit()
    assert task() == GameTask(game=Spec(game), updates="alternating", discriminator_steps=5, gradient_penalty=1.5)
    for _ in range(3):
        studio.undo()
    assert task() == GameTask(game=Spec(game))
    assert panel.parts["game"].options.controls["discriminator_steps"].field.value == 1


def test_a_start_that_nobody_drew_is_not_called_drawn(qtbot, appearance, studio):
    studio.apply(set_objective("game"))
    studio.apply(set_part("game", Spec("gaussian")))
    start = StartControl(studio, appearance)
    qtbot.addWidget(start)
    start.show_start()
    assert start.words.text() == OWN
    start.button.click()
    start.show_start()
    assert start.words.text() == "drawn, seed 1"


def test_pairs_are_offered_data_with_classes_alone(put, studio, task):
    studio.apply(set_objective("pairs"))
    panel = put(studio)
    offered = [key for key in keys_of(panel.kind) if not key.startswith(COMMAND)]
    assert offered
    assert {"moons", "blobs", "iris", "penguins"} <= set(offered)
    assert not {"line", "houses", "darts"} & set(offered)
    for key in offered:
        panel.kind.chosen.emit(key)
        assert task().data.kind == key
        assert panel.kind.choice == key
    panel.kind.chosen.emit("penguins")
    assert task().data.get("target") == "species"
    assert panel.title == "Data"
    panel.held_back.edited.emit(0.25)
    assert task().data.get("test_fraction") == 0.25


@pytest.mark.parametrize("example", ["two-bells", "embedding", "dirac-gan"])
def test_every_control_of_the_data_card_has_a_tooltip_and_a_name(put, open_studio, example):
    panel = put(open_studio(example))
    takers = [widget for widget in panel.findChildren(QWidget) if widget.focusPolicy() and widget.isVisibleTo(panel)]
    controls = [widget for widget in takers if widget is not panel.header]  # which says what it is
    assert controls
    assert [control for control in controls if not control.accessibleName()] == []
    assert [control.accessibleName() for control in controls if not hint_of(control)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_all_panels_live_through_a_change_of_kind_and_back(qtbot, appearance, studio, live, kind):
    panels = [make(studio, appearance) for make in PANELS.values()]
    for panel in panels:
        qtbot.addWidget(panel)
        panel.resize(330, 360)
    heard = []
    studio.notice_raised.connect(heard.append)
    studio.apply(set_objective("game" if kind == "supervised" else kind))
    studio.apply(show_step(3))
    live(studio, lambda: studio.playback.step == 3 and studio.analysis.explanation is not None)
    for _ in range(3):
        studio.undo()
        live(studio, lambda: studio.analysis.curves is not None)
        studio.redo()
        live(studio, lambda: studio.analysis.curves is not None and studio.analysis.landscape is not None)
    assert not heard
